import { useId, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { Json } from '../../../core/base/json.ts';
import { rangeOf, readLiteral, showLiteral } from './literal.ts';
import type { Slot } from './slot.ts';

/** More values than this are offered while typing instead of in a list that fills the screen. */
const LONG_ENUM = 12;

/** A literal: a choice, a number, a text of one or more lines. What was typed is kept as typed while the field has the focus. */
export function LiteralInput({ slot, id, invalid, onWrite, onParameter, onExpression }: {
  readonly slot: Slot;
  readonly id: string;
  readonly invalid: boolean;
  readonly onWrite: (value: Json | undefined, typing: boolean) => void;
  readonly onParameter: () => void;
  readonly onExpression: () => void;
}) {
  const listId = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const { shape, value } = slot;
  const shown = draft ?? showLiteral(value, shape);
  const common = { id, 'aria-label': slot.label, 'aria-invalid': invalid || undefined, 'aria-describedby': invalid ? `${id}-problem` : undefined, 'aria-required': slot.required || undefined, 'data-input': slot.target.pointer, title: rangeOf(shape) } as const;

  if (shape?.type === 'boolean' || (shape?.type === 'string' && shape.enum && shape.enum.length <= LONG_ENUM)) {
    const options = shape.type === 'boolean' ? ['true', 'false'] : (shape.enum ?? []);
    return (
      <select {...common} className="literal" value={shown} onChange={(e) => onWrite(e.currentTarget.value === '' ? undefined : readLiteral(e.currentTarget.value, shape), false)}>
        <option value="">{value === undefined ? '' : '(not set)'}</option>
        {shown !== '' && !options.includes(shown) ? <option value={shown}>{shown} (not allowed)</option> : null}
        {options.map((o) => (
          <option key={o} value={o}>{o}</option>
        ))}
      </select>
    );
  }
  const change = (text: string): void => {
    setDraft(text);
    onWrite(text === '' ? undefined : readLiteral(text, shape), true);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || slot.designOnly || shown !== '') return;
    if (event.key === '=' && !slot.early) onExpression();
    else if (event.key === '$') onParameter();
    else return;
    event.preventDefault();
  };
  // An input would swallow the line breaks of what is pasted.
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const pasted = event.clipboardData.getData('text');
    const input = event.currentTarget;
    if (!/\n/.test(pasted.trimEnd()) || shape?.type === 'integer' || shape?.type === 'number') return;
    event.preventDefault();
    change(input.value.slice(0, input.selectionStart ?? 0) + pasted.replaceAll('\r\n', '\n') + input.value.slice(input.selectionEnd ?? 0));
  };
  const text = { ...common, value: shown, onChange: (e: { currentTarget: { value: string } }) => change(e.currentTarget.value), onKeyDown: keys, onBlur: () => setDraft(null), spellCheck: false, autoComplete: 'off' };
  if (shown.includes('\n') || (shape?.type !== 'integer' && shown.length > 120)) return <textarea {...text} className="literal" rows={Math.min(8, shown.split('\n').length + Math.floor(shown.length / 60))} />;
  const choices = shape?.type === 'string' ? shape.enum : undefined;
  return (
    <>
      <input {...text} onPaste={paste} type="text" className="literal" inputMode={shape?.type === 'integer' ? 'numeric' : shape?.type === 'number' ? 'decimal' : 'text'} {...(choices ? { list: listId } : {})} />
      {choices ? (
        <datalist id={listId}>
          {choices.map((c) => (
            <option key={c} value={c} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}
