import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { disconnectOne } from '../../../core/edit/wires.ts';
import { own, type Json } from '../../../core/base/json.ts';
import type { Edit } from '../../../core/edit/types.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { familyOf } from '../../../ui/families.ts';
import { useFormEnv } from '../formEnv.ts';
import { useFormUi } from '../formUi.ts';
import { BindMenu } from './BindMenu.tsx';
import { Chip } from './Chip.tsx';
import type { ChipView } from './describe.ts';
import { FieldProblems, HelpLine } from './HelpLine.tsx';
import { LiteralInput } from './LiteralInput.tsx';
import { NameParameter } from './NameParameter.tsx';
import { OutputExtras } from './OutputExtras.tsx';
import { OutputPicker } from './OutputPicker.tsx';
import { ContextPicker, ParameterPicker } from './pickers.tsx';
import { focusIn } from './Picker.tsx';
import { problemsAt } from './problems.ts';
import { slotKey, type Slot } from './slot.ts';
import { TextParts } from './TextParts.tsx';
import { typeWord } from './typeWord.ts';
import { useBinder, type Binder } from './useBinder.ts';

/** A field and its binding: value on the left, binding button on the right, always (looks.md 8). */
export function BindingField({ slot, plain = false, extra }: {
  readonly slot: Slot;
  /** In a row of a table: no label and no help of its own. */
  readonly plain?: boolean;
  /** Behind the label: buttons that move or remove an element. */
  readonly extra?: ReactNode;
}) {
  const env = useFormEnv();
  const ui = useFormUi();
  const binder = useBinder(slot);
  const field = useRef<HTMLDivElement>(null);
  const id = useId();
  const problems = problemsAt(env.diagnostics, slot.target);
  const invalid = problems.some((p) => p.severity === 'error');
  const wanted = ui.focus === slot.target.pointer;
  const marked = ui.marked !== null && (ui.marked === slot.target.pointer || ui.marked.startsWith(`${slot.target.pointer}/$`)) ? ui.marked : null;
  const { focused, reached } = ui;

  useEffect(() => {
    if (!wanted) return;
    field.current?.scrollIntoView({ block: 'nearest' });
    focusIn(field.current?.querySelector('.control') ?? null);
    focused();
  }, [wanted, focused]);
  useEffect(() => {
    if (marked === null) return;
    field.current?.scrollIntoView({ block: 'nearest' });
    reached(marked);
  }, [marked, reached]);

  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || !event.altKey) return;
    event.preventDefault();
    // The menu opens on the key that a person would press on the button.
    const button = field.current?.querySelector<HTMLElement>('.control > [data-bind]');
    button?.focus();
    button?.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  };
  const type = typeWord(slot);
  return (
    <div className={`field ${plain ? 'plain' : ''} ${invalid ? 'err' : ''} ${marked === null ? '' : 'sel'}`} ref={field} data-field={slot.target.pointer} onKeyDown={keys}>
      {plain ? null : (
        <div className="field-label">
          <label htmlFor={id} title={slot.doc ? `${slot.path}: ${slot.doc}` : slot.path}>{slot.label}</label>
          {slot.required ? <span className="req" title="required" aria-hidden="true">*</span> : null}
          {extra}
          <span className="type" title={type}>
            {slot.type ? <i className={`dot ${familyOf(slot.type)}`} /> : null}
            {type}
          </span>
        </div>
      )}
      <div className="control" data-bound={binder.view.word}>
        <div className="val" title={binder.view.binding === undefined && slot.made !== undefined ? slot.made.full : undefined}>
          <Value slot={slot} binder={binder} id={id} invalid={invalid} anchor={field} />
          {slot.unit && binder.view.binding?.kind !== 'text' ? <span className="unit">{slot.unit}</span> : null}
        </div>
        <BindMenu slot={slot} view={binder.view} onChoose={binder.choose} />
      </div>
      <OutputExtras slot={slot} binder={binder} />
      {problems.length > 0 ? <FieldProblems problems={problems} id={`${id}-problem`} /> : plain ? null : <HelpLine slot={slot} view={binder.view} />}
      <Pickers slot={slot} binder={binder} anchor={field} />
    </div>
  );
}

/** The pickers that the menu opens; under the field, or under the head of a group. */
export function Pickers({ slot, binder, anchor }: { readonly slot: Slot; readonly binder: Binder; readonly anchor: React.RefObject<HTMLElement | null> }) {
  const close = (): void => binder.setMode(null);
  const pick = (json: Json, before?: Edit): void => {
    close();
    binder.bind(json, before);
  };
  switch (binder.mode) {
    case 'parameter':
      return <ParameterPicker slot={slot} anchor={anchor} onPick={pick} onClose={close} />;
    case 'output':
      return <OutputPicker slot={slot} anchor={anchor} onPick={pick} onClose={close} />;
    case 'another':
      return <OutputPicker slot={slot} anchor={anchor} another onPick={(json) => { close(); binder.addAnother(json); }} onClose={close} />;
    case 'context':
      return <ContextPicker slot={slot} anchor={anchor} onPick={pick} onClose={close} />;
    default:
      return null;
  }
}

function Value({ slot, binder, id, invalid, anchor }: { readonly slot: Slot; readonly binder: Binder; readonly id: string; readonly invalid: boolean; readonly anchor: React.RefObject<HTMLElement | null> }) {
  const env = useFormEnv();
  const ui = useFormUi();
  const { view } = binder;
  const open = (chip: ChipView): void => {
    if (chip.parameter !== undefined) env.goToParameter(chip.parameter);
    else if (chip.step !== undefined) env.goToStep(chip.step);
  };
  const { binding } = view;
  if (binding === undefined && slot.made !== undefined) {
    return <span className="made cut" id={id}>{slot.made.short}</span>;
  }
  if (binding === undefined || binding.kind === 'literal') {
    return <LiteralInput slot={slot} id={id} invalid={invalid} onWrite={binder.write} onParameter={() => binder.setMode('parameter')} onExpression={() => binder.choose('expression')} />;
  }
  if (binding.kind === 'param' && binder.mode === 'naming' && own(env.pipeline.parameters, binding.name)) {
    return (
      <NameParameter
        key={slotKey(slot)}
        slot={slot}
        name={binding.name}
        phase={view.phase}
        onRename={(name) => binder.rename(binding.name, name)}
        onUse={(existing) => {
          // The parameter that was just made was not wanted after all: its making is taken back, not kept beside.
          binder.setMode(null);
          env.undo();
          binder.bind({ $param: existing });
        }}
        onDone={(byKey) => {
          binder.setMode(null);
          if (byKey) ui.show([slot.target.pointer], slot.target.pointer);
        }}
      />
    );
  }
  if (binding.kind === 'text') {
    return <TextParts slot={slot} parts={binding.parts} invalid={invalid} anchor={anchor} onWrite={binder.write} onOpen={open} onRenameParameter={binder.rename} />;
  }
  if (binding.kind === 'expression') {
    return (
      <textarea
        id={id}
        className="literal code"
        aria-label={`Expression of ${slot.label}`}
        rows={Math.min(10, binding.code.split('\n').length)}
        value={binding.code}
        spellCheck={false}
        placeholder={binding.language === 'jsonata' ? '$params.Epochs * 2' : '$params.Epochs'}
        data-input={slot.target.pointer}
        onChange={(e) => binder.write({ $expression: { language: binding.language, code: e.currentTarget.value } }, true)}
      />
    );
  }
  if (binding.kind === 'object' || binding.kind === 'list') {
    return <span className="made cut">{binding.kind === 'list' ? `${binding.items.length} elements` : `${binding.entries.length} fields`}</span>;
  }
  if (binding.kind === 'malformed') {
    return (
      <span className="chip lost">
        <Icon name="bad" />
        <span className="cut">cannot be read</span>
      </span>
    );
  }
  const unbind = (index: number): void => {
    if (binding.kind === 'oneOf' && slot.target.step !== null) env.edit(`Unbind an output of ${slot.label}`, disconnectOne(slot.target.step, slot.target.pointer, index));
    else binder.choose(slot.made === undefined ? 'clear' : 'made');
  };
  return (
    <span className="chips">
      {view.pieces.map((piece, i) =>
        'kind' in piece ? (
          <span key={i} className="chip-slot">
            {i > 0 ? <em>or</em> : null}
            <Chip chip={piece} onOpen={() => open(piece)} onRemove={() => unbind(i)} {...(piece.parameter !== undefined && !piece.missing ? { onRename: (name: string) => binder.rename(piece.parameter as string, name) } : {})} />
          </span>
        ) : null,
      )}
    </span>
  );
}
