import { DropdownMenu } from 'radix-ui';
import { useStore } from 'zustand';
import { useApp, useCauce } from '../store/react.tsx';
import { currentLanguage } from '../store/selectors.ts';
import { Choose } from '../ui/Choose.tsx';
import { Icon, Mark } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Tip } from '../ui/Tip.tsx';
import { DocumentMenu } from './DocumentMenu.tsx';
import { EnvironmentChoice } from './EnvironmentChoice.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { MenuCommand } from './MenuCommand.tsx';
import { useCommand } from './useCommand.ts';

/** The top row: document, undo and redo, search, environment, language, export, simulate, run. */
export function Bar() {
  const { signals } = useCauce();
  const start = useApp((s) => s.view.start);
  const search = useCommand('command-palette');
  return (
    <header className="bar" data-pane="bar" aria-label="Bar">
      {start ? null : <PageHeading />}
      <div className="brand"><Mark />Cauce</div>
      <PaneButton id="toggle-palette" pane="palette" />
      <span className="sep" />
      <DocumentMenu />
      <span className="sep hide-small" />
      <HistoryButton id="undo" />
      <HistoryButton id="redo" />
      <span className="grow" />
      <button type="button" className="search bar-search" aria-label={search.label} onClick={() => signals.emit('commandPalette')}>
        <Icon name="search" />
        <span className="grow">{search.label}</span>
        <kbd>{search.keys.replace('+', ' ')}</kbd>
      </button>
      <span className="grow" />
      {start ? null : (
        <>
          <EnvironmentChoice />
          <LanguageChoice />
          <span className="sep" />
          <ExportMenu />
          <SimulateButton />
          <RunButton />
          <PaneButton id="toggle-inspector" pane="inspector" />
        </>
      )}
      <ConnectButton />
      <MoreMenu />
    </header>
  );
}

/** The page's first heading, for whoever walks it by headings; to see, the name stands in the menu beside it. */
function PageHeading() {
  return <h1 className="sr-only">{useApp((s) => s.document.pipeline.name)}</h1>;
}

function HistoryButton({ id }: { readonly id: 'undo' | 'redo' }) {
  const { label, icon, keys, enabled, run } = useCommand(id);
  return <IconButton icon={icon ?? 'undo'} label={label} keys={keys} disabled={!enabled} onClick={run} />;
}

function SimulateButton() {
  const { icon, keys, run } = useCommand('simulate');
  const on = useApp((s) => s.simulation.on && s.simulation.live === null);
  return (
    <Tip text={on ? 'End the simulation' : 'Simulate: nothing is sent to AWS'} keys={keys}>
      <button type="button" className={`btn simulate ${on ? 'on' : ''}`} aria-pressed={on} aria-label="Simulate" onClick={run}><Icon name={icon ?? 'rehearse'} /><span>Simulate</span></button>
    </Tip>
  );
}

function RunButton() {
  const { icon, label, keys, run } = useCommand('run');
  return (
    <Tip text={label} keys={keys}>
      <button type="button" className="btn primary run-button" aria-label={label} onClick={run}><Icon name={icon ?? 'play'} /><span>Run</span></button>
    </Tip>
  );
}

/** Who is signed in, and the way to change that. */
function ConnectButton() {
  const { connections, signals } = useCauce();
  const session = useStore(connections, (c) => c.session);
  const over = useStore(connections, (c) => c.ended !== null);
  const waiting = useStore(connections, (c) => c.phase === 'busy' || c.phase === 'waiting');
  const words = session ? (over ? 'Sign in again' : session.identity.role) : waiting ? 'Signing in…' : 'Connect';
  return (
    <Tip text={over ? 'The sign-in is over; nothing is lost' : session ? `${session.identity.role} in ${session.identity.account}, ${session.connection.region}` : 'Connect to an AWS account'}>
      <button type="button" className="btn quiet connect" aria-label={session ? `Connection: ${session.connection.name}, ${over ? 'sign in again' : 'signed in'}` : 'Connect'} onClick={() => signals.emit('connections')}><Icon name="key" /><span className="cut">{words}</span></button>
    </Tip>
  );
}

/** The way back to a pane that is closed; in a narrow window, where panes lie over the drawing, also the way out of it. */
function PaneButton({ id, pane }: { readonly id: 'toggle-palette' | 'toggle-inspector'; readonly pane: 'palette' | 'inspector' }) {
  const { label, icon, keys, run } = useCommand(id);
  const open = useApp((s) => s.view[pane].open);
  return <IconButton icon={icon ?? 'more'} label={label} keys={keys} className={open ? 'only-small' : ''} onClick={run} />;
}

function LanguageChoice() {
  const { store } = useCauce();
  const language = useApp(currentLanguage);
  return (
    <Choose
      label="Query language"
      className="language"
      value={language}
      options={[{ value: 'jsonata', label: 'JSONata' }, { value: 'jsonpath', label: 'JSONPath' }]}
      onChange={(value) => store.getState().setView({ language: value === 'jsonpath' ? 'jsonpath' : 'jsonata' })}
    />
  );
}

function MoreMenu() {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="btn quiet icon-only" aria-label="View and help"><Icon name="more" /></button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {['direction', 'minimap', 'toggle-palette', 'toggle-inspector', 'toggle-dock'].map((id) => <MenuCommand key={id} id={id} />)}
          <DropdownMenu.Separator />
          {['theme-system', 'theme-light', 'theme-dark'].map((id) => <MenuCommand key={id} id={id} />)}
          <DropdownMenu.Separator />
          <MenuCommand id="shortcuts" />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
