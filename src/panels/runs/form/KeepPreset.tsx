import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { JsonObject } from '../../../core/base/json.ts';
import { isSecretName } from '../../../core/deliver/run/secretName.ts';
import { useApp, useCauce } from '../../../store/react.tsx';
import { savePreset } from '../../../store/run/presets.ts';

/** Keeps what is filled in as a preset of the pipeline. */
export function KeepPreset({ input }: { readonly input: JsonObject }) {
  const app = useCauce();
  const presets = useApp((s) => s.document.pipeline.presets);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const keep = (): void => {
    if (name.trim() === '') return;
    savePreset(app, name.trim(), input);
    setOpen(false);
    setName('');
  };
  const secret = Object.keys(input).filter(isSecretName);
  const there = presets !== undefined && Object.hasOwn(presets, name.trim());
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild><button type="button" className="btn" disabled={Object.keys(input).length === 0}>Save preset</button></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu keep-preset" aria-label="Save preset" side="top" align="start" sideOffset={6} collisionPadding={8}>
          <label className="labelled">
            <span>Name of the preset</span>
            <input
              className="input" value={name} maxLength={80} onChange={(e) => setName(e.currentTarget.value)}
              onKeyDown={(e) => {
                // Of the popover, which is inside the form for React: it must not start a run.
                if (e.key !== 'Enter') return;
                e.preventDefault();
                keep();
              }}
            />
          </label>
          <p className="help">It is kept in the pipeline, with {Object.keys(input).length - secret.length} {Object.keys(input).length - secret.length === 1 ? 'value' : 'values'}{secret.length > 0 ? `; ${secret.join(', ')} stays out, as it is named like a secret` : ''}.</p>
          <button type="button" className="btn primary sm" disabled={name.trim() === ''} onClick={keep}>{there ? 'Replace it' : 'Save'}</button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
