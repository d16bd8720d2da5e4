import { useState } from 'react';
import { writeBinding, type OutputRef } from '../../../core/model/binding.ts';
import { readJson, showLiteral } from './literal.ts';
import type { Slot } from './slot.ts';
import type { Binder } from './useBinder.ts';
import { parsePath, pathInput } from './values.ts';

/** Below a field bound to an output: the place in the output, and the value on paths that do not make it. Shown when set or asked for. */
export function OutputExtras({ slot, binder }: { readonly slot: Slot; readonly binder: Binder }) {
  const { binding } = binder.view;
  const [path, setPath] = useState<string | null>(null);
  const [fallback, setFallback] = useState<string | null>(null);
  if (binding?.kind !== 'output' && binding?.kind !== 'item') return null;
  const now = binding.kind === 'output' ? binding.ref.path : binding.path;
  const withPath = now.length > 0 || binding.kind === 'item' || (binding.kind === 'output' && binding.ref.port === undefined) || binder.mode === 'path';
  const withDefault = binding.kind === 'output' && ('default' in binding.ref || binder.mode === 'default');
  if (!withPath && !withDefault) return null;
  const writeRef = (ref: OutputRef): void => binder.write(writeBinding({ kind: 'output', ref }), true);
  return (
    <div className="field-extras">
      {withPath ? (
        <label>
          <span>place in it</span>
          <input
            className="literal"
            aria-label={`Place in the output of ${slot.label}`}
            placeholder={binding.kind === 'item' ? 'max_depth' : 'Payload.rows[0]'}
            autoFocus={binder.mode === 'path'}
            spellCheck={false}
            value={path ?? pathInput(now)}
            onChange={(e) => {
              setPath(e.currentTarget.value);
              const tokens = parsePath(e.currentTarget.value);
              if (binding.kind === 'output') writeRef({ ...binding.ref, path: tokens });
              else binder.write(writeBinding({ ...binding, path: tokens }), true);
            }}
            onBlur={() => {
              setPath(null);
              if (binder.mode === 'path') binder.setMode(null);
            }}
          />
        </label>
      ) : null}
      {withDefault && binding.kind === 'output' ? (
        <label>
          <span>when not made</span>
          <input
            className="literal"
            aria-label={`Value of ${slot.label} when the output is not made`}
            autoFocus={binder.mode === 'default'}
            spellCheck={false}
            value={fallback ?? showLiteral(binding.ref.default, slot.shape)}
            onChange={(e) => {
              setFallback(e.currentTarget.value);
              const { default: _old, ...ref } = binding.ref;
              writeRef(e.currentTarget.value === '' ? ref : { ...ref, default: slot.shape?.type === 'string' ? e.currentTarget.value : readJson(e.currentTarget.value) });
            }}
            onBlur={() => {
              setFallback(null);
              if (binder.mode === 'default') binder.setMode(null);
            }}
          />
        </label>
      ) : null}
    </div>
  );
}
