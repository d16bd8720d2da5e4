import { Command as Cmdk } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { allSteps } from '../core/model/scopes.ts';
import { useApp, useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import { Icon, iconNamed } from '../ui/Icon.tsx';
import { PhaseMark } from '../ui/PhaseMark.tsx';
import { COMMANDS, isEnabled } from './commands/index.ts';
import { isMac, shownKeys } from './commands/keys.ts';

/** Ctrl+K: finds steps, parameters, kinds to add and commands. */
export function CommandPalette({ startOpen = false }: { readonly startOpen?: boolean }) {
  const [open, setOpen] = useState(startOpen);
  useSignal('commandPalette', () => setOpen(true));
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Cmdk loop label="Search and commands">
            <div className="ask">
              <Icon name="search" />
              <Cmdk.Input placeholder="Search steps, parameters and commands" />
              <kbd>Esc</kbd>
            </div>
            <Cmdk.List>
              <Cmdk.Empty className="cmd-empty">Nothing is called that.</Cmdk.Empty>
              <Results close={() => setOpen(false)} />
            </Cmdk.List>
          </Cmdk>
          <div className="foot"><span><kbd>↑</kbd> <kbd>↓</kbd> choose</span><span><kbd>Enter</kbd> go to or run</span></div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Results({ close }: { readonly close: () => void }) {
  const app = useCauce();
  const state = app.store.getState();
  const start = state.view.start;
  const { pipeline } = state.document;
  const catalog = useApp((s) => s.compiled.catalog);
  // The dialog closes first, so that its giving back of the focus does not undo what the command does with it.
  const act = (run: () => void) => () => {
    close();
    setTimeout(run);
  };
  const steps = start ? [] : [...allSteps(pipeline)];
  const parameters = start ? [] : Object.entries(pipeline.parameters ?? {});
  return (
    <>
      <Cmdk.Group heading="Commands">
        {COMMANDS.filter((c) => c.id !== 'command-palette' && isEnabled(c, state)).map((c) => (
          <Cmdk.Item key={c.id} className="cmd" value={`${c.label(state)} #${c.id}`} onSelect={act(() => c.run(app))}>
            {c.icon ? <Icon name={c.icon} /> : <Icon name="right" />}
            <span className="grow">{c.label(state)}</span>
            {c.keys ? <kbd>{shownKeys(c.keys, isMac())}</kbd> : null}
          </Cmdk.Item>
        ))}
      </Cmdk.Group>
      {steps.length > 0 ? (
        <Cmdk.Group heading="Steps">
          {steps.map(([id, { step, scope }]) => (
            <Cmdk.Item key={id} className="cmd" value={`${step.name} ${catalog.kind(step.kind)?.label ?? step.kind} #${id}`} onSelect={act(() => app.signals.emit('reveal', { step: id }))}>
              <Icon name={iconNamed(catalog.kind(step.kind)?.icon ?? '')} />
              <span className="cut">{step.name}</span>
              <span className="where cut">{[catalog.kind(step.kind)?.label ?? step.kind, ...scope.path.map((p) => `in ${allSteps(pipeline).get(p)?.step.name ?? p}`)].join(', ')}</span>
            </Cmdk.Item>
          ))}
        </Cmdk.Group>
      ) : null}
      {parameters.length > 0 ? (
        <Cmdk.Group heading="Parameters">
          {parameters.map(([name, p]) => (
            <Cmdk.Item key={name} className="cmd" value={`${name} ${p.description ?? ''}`} onSelect={act(() => app.store.getState().setView({ dock: { ...app.store.getState().view.dock, tab: 'parameters', open: true } }))}>
              <PhaseMark phase={p.phase} />
              <code>{name}</code>
              <span className="where cut">{p.description ?? p.type}</span>
            </Cmdk.Item>
          ))}
        </Cmdk.Group>
      ) : null}
      <Cmdk.Group heading="Add a step">
        {catalog.kinds.map((k) => (
          <Cmdk.Item key={k.id} className="cmd" value={`Add ${k.label} ${k.id}`} onSelect={act(() => app.signals.emit('addStep', { kind: k.id }))}>
            <Icon name="plus" />
            <span className="cut">Add {k.label}</span>
            <span className="where cut">{k.summary}</span>
          </Cmdk.Item>
        ))}
      </Cmdk.Group>
    </>
  );
}
