import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { useApp, useCauce } from '../../../store/react.tsx';
import { removePreset, fillFromPreset } from '../../../store/run/presets.ts';
import { emptyForm } from '../../../store/run/runForm.ts';
import { fillAsLast } from '../../../store/run/startRun.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PasteInput } from './PasteInput.tsx';

/** Where the values of the form can come from. */
export function FillMenu() {
  const app = useCauce();
  const presets = Object.keys(useApp((s) => s.document.pipeline.presets) ?? {});
  const [pasting, setPasting] = useState(false);
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <button type="button" className="btn sm">Fill from<Icon name="down" /></button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            <DropdownMenu.Item className="menu-item" onSelect={() => void fillAsLast(app)}><Icon name="undo" />The last run</DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => setPasting(true)}><Icon name="copy" />A pasted input…</DropdownMenu.Item>
            {presets.length > 0 ? <DropdownMenu.Separator /> : null}
            {presets.length > 0 ? <DropdownMenu.Label className="menu-head">Presets of this pipeline</DropdownMenu.Label> : null}
            {presets.map((name) => <DropdownMenu.Item key={name} className="menu-item" onSelect={() => fillFromPreset(app, name)}><Icon name="config" /><span className="cut">{name}</span></DropdownMenu.Item>)}
            {presets.length > 0 ? (
              <DropdownMenu.Sub>
                <DropdownMenu.SubTrigger className="menu-item"><Icon name="x" /><span className="grow">Remove a preset</span><Icon name="right" /></DropdownMenu.SubTrigger>
                <DropdownMenu.Portal>
                  <DropdownMenu.SubContent className="menu" sideOffset={4} collisionPadding={8}>
                    {presets.map((name) => <DropdownMenu.Item key={name} className="menu-item" onSelect={() => removePreset(app, name)}><span className="cut">{name}</span></DropdownMenu.Item>)}
                  </DropdownMenu.SubContent>
                </DropdownMenu.Portal>
              </DropdownMenu.Sub>
            ) : null}
            <DropdownMenu.Separator />
            <DropdownMenu.Item className="menu-item" onSelect={() => emptyForm(app)}><Icon name="minus" />Nothing: empty the form</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {pasting ? <PasteInput onClose={() => setPasting(false)} /> : null}
    </>
  );
}
