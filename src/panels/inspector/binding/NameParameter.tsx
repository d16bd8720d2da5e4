import { useRef, useState } from 'react';
import type { Phase } from '../../../core/model/pipeline.ts';
import { PhaseMark } from '../../../ui/PhaseMark.tsx';
import { useFormEnv } from '../formEnv.ts';
import { parameterMisfit } from './fit.ts';
import type { Slot } from './slot.ts';

/**
 * The name of a parameter just made, in edit at once; below it the ones that are there and fit, to use instead. Enter keeps
 * the name, Esc keeps the one that was proposed.
 */
export function NameParameter({ slot, name, phase, onRename, onUse, onDone }: {
  readonly slot: Slot;
  readonly name: string;
  readonly phase: Phase;
  readonly onRename: (name: string) => void;
  readonly onUse: (existing: string) => void;
  /** `byKey`: the person is still at the field, so the focus stays there. */
  readonly onDone: (byKey: boolean) => void;
}) {
  const { pipeline } = useFormEnv();
  const [text, setText] = useState(name);
  const done = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  const others = Object.entries(pipeline.parameters ?? {}).filter(([n, p]) => n !== name && p.phase === phase && parameterMisfit(p.type, slot) === undefined);
  const finish = (wanted: string | null, byKey: boolean): void => {
    if (done.current) return;
    done.current = true;
    if (wanted !== null && wanted.trim() !== '' && wanted !== name) onRename(wanted.trim());
    onDone(byKey);
  };
  return (
    <>
      <span className={`chip ${phase} naming`}>
        <PhaseMark phase={phase} />
        <input
          ref={input}
          className="chip-name"
          aria-label={`Name of the parameter of ${slot.label}`}
          value={text}
          size={Math.max(8, text.length + 1)}
          autoFocus
          spellCheck={false}
          onFocus={(e) => e.currentTarget.select()}
          onChange={(e) => setText(e.currentTarget.value)}
          onBlur={(e) => { if (!(e.relatedTarget instanceof HTMLElement && e.relatedTarget.closest('.use-existing'))) finish(text, false); }}
          onKeyDown={(e) => {
            if (e.key === 'Enter') finish(text, true);
            else if (e.key === 'Escape') finish(null, true);
            else return;
            e.preventDefault();
            e.stopPropagation();
          }}
        />
      </span>
      {others.length > 0 ? (
        <select
          className="use-existing"
          aria-label={`Use an existing parameter for ${slot.label}`}
          value=""
          onChange={(e) => {
            done.current = true;
            onUse(e.currentTarget.value);
          }}
        >
          <option value="">or use…</option>
          {others.map(([n]) => (
            <option key={n} value={n}>{n}</option>
          ))}
        </select>
      ) : null}
    </>
  );
}
