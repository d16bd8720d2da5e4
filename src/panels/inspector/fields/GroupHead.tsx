import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { BindMenu } from '../binding/BindMenu.tsx';
import { Pickers } from '../binding/BindingField.tsx';
import { problemsAt, problemsBelow } from '../binding/problems.ts';
import { FieldProblems } from '../binding/HelpLine.tsx';
import type { Slot } from '../binding/slot.ts';
import { useBinder } from '../binding/useBinder.ts';
import { useFormEnv } from '../formEnv.ts';
import { useFormUi } from '../formUi.ts';

/** The head of a structure, list or map: its name, how many are in it, and the binding of the whole. */
export function GroupHead({ slot, note, open, onToggle, level, isRoot = false, children }: {
  readonly slot: Slot;
  readonly note?: string;
  readonly open: boolean;
  readonly onToggle?: () => void;
  /** 0: a section of the form; more: inside one. */
  readonly level: number;
  /** The request itself: it is not bound as a whole. */
  readonly isRoot?: boolean;
  readonly children?: ReactNode;
}) {
  const env = useFormEnv();
  const ui = useFormUi();
  const binder = useBinder(slot);
  const head = useRef<HTMLDivElement>(null);
  // Those of the request itself are told above the tabs.
  const problems = isRoot ? [] : problemsAt(env.diagnostics, slot.target);
  const below = open ? 0 : problemsBelow(env.diagnostics, slot.target);
  const wanted = ui.focus === slot.target.pointer;
  const { focused } = ui;
  useEffect(() => {
    if (!wanted) return;
    head.current?.scrollIntoView({ block: 'nearest' });
    head.current?.querySelector<HTMLElement>('.group-name, .btn, [data-bind]')?.focus();
    focused();
  }, [wanted, focused]);
  const name = (
    <>
      {onToggle ? <Icon name={open ? 'down' : 'right'} /> : null}
      <span className="cut">{slot.label}</span>
      {slot.required && !isRoot ? <span className="req" aria-hidden="true">*</span> : null}
      {note ? <small>{note}</small> : null}
      {below > 0 ? <span className="count bad">{below}</span> : null}
    </>
  );
  const title = slot.doc ? `${slot.path}: ${slot.doc}` : slot.path;
  return (
    <>
      <div className={`group-head level-${Math.min(level, 2)}`} ref={head} data-field={slot.target.pointer}>
        {onToggle ? (
          <button type="button" className="group-name" aria-expanded={open} onClick={onToggle} title={title}>
            {name}
          </button>
        ) : (
          <span className="group-name" title={title}>{name}</span>
        )}
        <span className="grow" />
        {children}
        {isRoot ? null : <BindMenu slot={slot} view={binder.view} onChoose={binder.choose} compact />}
      </div>
      {problems.length > 0 ? <div className="group-problems"><FieldProblems problems={problems} /></div> : null}
      <Pickers slot={slot} binder={binder} anchor={head} />
    </>
  );
}
