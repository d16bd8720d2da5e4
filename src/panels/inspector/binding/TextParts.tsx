import { useRef, useState, type RefObject } from 'react';
import type { Json } from '../../../core/base/json.ts';
import { readBinding, type Binding } from '../../../core/model/binding.ts';
import type { Edit } from '../../../core/edit/types.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useFormEnv } from '../formEnv.ts';
import { Chip } from './Chip.tsx';
import { describeBinding, type ChipView } from './describe.ts';
import { OutputPicker } from './OutputPicker.tsx';
import { ContextPicker, ParameterPicker } from './pickers.tsx';
import type { Slot } from './slot.ts';
import { slotsOf, textJson, withChip, withoutPart, withText, type TextSlot } from './textParts.ts';

type Insert = 'parameter' | 'output' | 'context';

/**
 * Joined text: texts and chips in a row. Arrow keys go through both, Backspace at the start of a text takes the chip before
 * it, and the three buttons put a parameter, an output or a context value where the caret was.
 */
export function TextParts({ slot, parts, invalid, onWrite, anchor, onOpen, onRenameParameter }: {
  readonly slot: Slot;
  readonly parts: readonly Binding[];
  readonly invalid: boolean;
  readonly onWrite: (value: Json, typing: boolean, before?: Edit) => void;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onOpen: (chip: ChipView) => void;
  readonly onRenameParameter: (old: string, name: string) => void;
}) {
  const { pipeline, catalog } = useFormEnv();
  const box = useRef<HTMLSpanElement>(null);
  const [caret, setCaret] = useState<{ readonly slot: number; readonly at: number } | null>(null);
  const [inserting, setInserting] = useState<Insert | null>(null);
  const slots = slotsOf(parts);
  const move = (from: number, by: number): void => {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
    const to = stops[from + by];
    to?.focus();
    if (to instanceof HTMLTextAreaElement) to.setSelectionRange(by < 0 ? to.value.length : 0, by < 0 ? to.value.length : 0);
  };
  const remember = (index: number, input: HTMLTextAreaElement): void => setCaret({ slot: index, at: input.selectionStart ?? input.value.length });
  const insert = (json: Json, before?: Edit): void => {
    const last = slots.length - 1;
    const index = caret === null || slots[caret.slot]?.kind !== 'text' ? last : caret.slot;
    const target = slots[index] as TextSlot;
    onWrite(textJson(withChip(parts, target, caret?.at ?? (target.kind === 'text' ? target.text.length : 0), readBinding(json))), false, before);
    setInserting(null);
    setCaret(null);
  };
  const part = partOf(slot);
  let texts = 0;
  return (
    <>
      <span className="text-parts" ref={box} data-invalid={invalid || undefined}>
        {slots.map((s, i) => {
          if (s.kind === 'chip') {
            const chip = describeBinding(pipeline, catalog, textJson([s.binding]), false).pieces[0];
            if (!chip || !('kind' in chip)) {
              return (
                <span key={i} className="chip ctx" title="An expression inside the text. Edit it in the JSON view." data-stop tabIndex={0} onKeyDown={(e) => { if (e.key === 'Delete' || e.key === 'Backspace') onWrite(textJson(withoutPart(parts, s.index)), false); }}>
                  {chip && 'text' in chip ? chip.text : s.binding.kind}
                </span>
              );
            }
            return (
              <span key={i} className="stop" data-stop tabIndex={-1} onFocus={(e) => { if (e.target === e.currentTarget) e.currentTarget.querySelector('button')?.focus(); }}>
                <Chip
                  chip={chip}
                  onOpen={() => onOpen(chip)}
                  onMove={(by) => move(i, by)}
                  onRemove={() => {
                    onWrite(textJson(withoutPart(parts, s.index)), false);
                    move(i, -1);
                  }}
                  {...(chip.parameter !== undefined && !chip.missing ? { onRename: (name: string) => onRenameParameter(chip.parameter as string, name) } : {})}
                />
              </span>
            );
          }
          texts++;
          return (
            <textarea
              key={i}
              className="literal part"
              data-stop
              aria-label={slots.length === 1 ? slot.label : `${slot.label}, text ${texts}`}
              rows={s.text.split('\n').length}
              style={{ width: `${Math.max(1, ...s.text.split('\n').map((line) => line.length + 0.5))}ch` }}
              data-wide={i === slots.length - 1 || undefined}
              value={s.text}
              spellCheck={false}
              onChange={(e) => {
                onWrite(textJson(withText(parts, s, e.currentTarget.value)), true);
                remember(i, e.currentTarget);
              }}
              onSelect={(e) => remember(i, e.currentTarget)}
              onKeyDown={(e) => {
                const input = e.currentTarget;
                const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
                const atEnd = input.selectionStart === input.value.length && input.selectionEnd === input.value.length;
                const before = slots[i - 1];
                if (e.key === 'ArrowLeft' && atStart && i > 0) move(i, -1);
                else if (e.key === 'ArrowRight' && atEnd && i < slots.length - 1) move(i, 1);
                // A line break is rarely meant: it takes Shift.
                else if (e.key === 'Enter' && !e.shiftKey) void 0;
                else if (e.key === 'Backspace' && atStart && before?.kind === 'chip') onWrite(textJson(withoutPart(parts, before.index)), false);
                else return;
                e.preventDefault();
              }}
            />
          );
        })}
        <span className="text-tools" role="group" aria-label={`Insert into ${slot.label}`}>
          <InsertButton icon="key" label="Insert a parameter" onClick={() => setInserting('parameter')} />
          {slot.early ? null : (
            <>
              <InsertButton icon="link" label="Insert an output" onClick={() => setInserting('output')} />
              <InsertButton icon="ctx" label="Insert a context value" onClick={() => setInserting('context')} />
            </>
          )}
        </span>
      </span>
      {inserting === 'parameter' ? <ParameterPicker slot={part} anchor={anchor} onPick={insert} onClose={() => setInserting(null)} /> : null}
      {inserting === 'output' ? <OutputPicker slot={part} anchor={anchor} onPick={insert} onClose={() => setInserting(null)} /> : null}
      {inserting === 'context' ? <ContextPicker slot={slot} anchor={anchor} onPick={insert} onClose={() => setInserting(null)} /> : null}
    </>
  );
}

/** A part of a text takes any text, whatever the whole is for. */
function partOf(slot: Slot): Slot {
  const { type: _type, list: _list, ...rest } = slot;
  return { ...rest, value: undefined, target: { ...slot.target, pointer: `${slot.target.pointer}/$text/0` }, shape: { type: 'string' } };
}

function InsertButton({ icon, label, onClick }: { readonly icon: 'key' | 'link' | 'ctx'; readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="insert" aria-label={label} title={label} onMouseDown={(e) => e.preventDefault()} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
