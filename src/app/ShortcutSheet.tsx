import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useApp } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import { Keys } from '../ui/Tip.tsx';
import { COMMANDS, type Command, type CommandGroup } from './commands/index.ts';
import { isMac, shownKeys } from './commands/keys.ts';

const GROUPS: readonly CommandGroup[] = ['Edit', 'Step', 'View', 'Go to', 'File'];

/** Keys that panes handle themselves, beside the table of commands. */
const INSIDE_PANES: readonly (readonly [string, string])[] = [
  ['Next and previous step, in the order of the flow', 'Tab'],
  ['Neighbour above, below, beside', 'Arrows'],
  ['Add a neighbour to the selection', 'Shift+Arrows'],
  ['Move the selected steps', 'Alt+Arrows'],
];

export function ShortcutSheet() {
  const [open, setOpen] = useState(false);
  useSignal('shortcuts', () => setOpen(true));
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog shortcuts" aria-describedby={undefined}>
          <div className="body">
            <Dialog.Title asChild><h2>Keyboard shortcuts</h2></Dialog.Title>
            <div className="sheet">
              {GROUPS.map((g) => <Group key={g} name={g} />)}
              <section>
                <h3>In the canvas</h3>
                <dl>
                  {INSIDE_PANES.map(([what, keys]) => <Row key={what} what={what} keys={keys} />)}
                </dl>
              </section>
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ name }: { readonly name: CommandGroup }) {
  const commands = COMMANDS.filter((c) => c.group === name && c.keys !== undefined);
  if (commands.length === 0) return null;
  return (
    <section>
      <h3>{name}</h3>
      <dl>
        {commands.map((c) => <CommandRow key={c.id} command={c} />)}
      </dl>
    </section>
  );
}

function CommandRow({ command }: { readonly command: Command }) {
  return <Row what={useApp(command.label)} keys={shownKeys(command.keys ?? '', isMac())} />;
}

function Row({ what, keys }: { readonly what: string; readonly keys: string }) {
  return (
    <>
      <dt>{what}</dt>
      <dd><Keys keys={keys} /></dd>
    </>
  );
}
