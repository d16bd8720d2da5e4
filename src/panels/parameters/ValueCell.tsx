import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Json } from '../../core/base/json.ts';
import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import type { Parameter } from '../../core/model/pipeline.ts';
import { MidText } from '../../ui/MidText.tsx';
import { isTextType, printValue, readValue } from './values.ts';

interface Props {
  /** What the value is of: `Default of MaxDepth`, `MaxDepth in prod`. */
  readonly label: string;
  readonly parameter: Parameter;
  readonly value: Json | undefined;
  /** Stands where there is no value: `required`, `No value`, `·`. */
  readonly empty: string;
  readonly problems?: readonly Diagnostic[];
  /** undefined takes the value away. */
  readonly onCommit: (value: Json | undefined) => void;
}

/** A value of the table: a button at rest, a field of the parameter's type while it is written. */
export function ValueCell(props: Props) {
  const { label, parameter, value, empty, problems = [], onCommit } = props;
  const [draft, setDraft] = useState<Draft | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const shown = printValue(parameter.type, value);
  const close = (refocus: boolean): void => {
    setDraft(null);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  };
  if (draft !== null) {
    const Editor = parameter.type === 'list' || parameter.type === 'object' ? JsonEditor : LineEditor;
    return <Editor {...props} start={draft} onClose={close} />;
  }
  const isSwitch = parameter.type === 'boolean' && (value === undefined || typeof value === 'boolean');
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key === 'Delete' || e.key === 'Backspace') {
      if (value !== undefined) onCommit(undefined);
    } else if (e.key === 'F2') setDraft({ text: shown, typed: false });
    else if (!isSwitch && e.key.length === 1 && e.key !== ' ' && !e.ctrlKey && !e.metaKey && !e.altKey) setDraft({ text: e.key, typed: true });
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const wrong = problems[0];
  const name = `${label}: ${value === undefined ? (empty === '·' ? 'the default' : empty) : shown}${wrong ? `. ${wrong.message}` : ''}`;
  return (
    <button
      ref={button}
      type="button"
      className={`cell ${value === undefined ? 'muted' : 'mono'} ${wrong ? wrong.severity : ''}`}
      data-cell
      aria-label={name}
      title={wrong ? `${wrong.message} ${wrong.hint}` : undefined}
      {...(isSwitch ? { role: 'switch', 'aria-checked': value === true } : {})}
      onClick={() => (isSwitch ? onCommit(value !== true) : setDraft({ text: shown, typed: false }))}
      onKeyDown={onKeyDown}
    >
      {isSwitch && value !== undefined ? <i className={`toggle ${value === true ? 'on' : ''}`} aria-hidden="true" /> : null}
      {value === undefined ? empty : isTextType(parameter.type) ? <MidText text={shown} /> : <span className="cut" title={shown}>{shown}</span>}
    </button>
  );
}

/** What stands in the field when it opens. `typed`: the key that opened it, so the person goes on behind it. */
interface Draft {
  readonly text: string;
  readonly typed: boolean;
}
interface EditorProps extends Props {
  readonly start: Draft;
  readonly onClose: (refocus: boolean) => void;
}

/** Reads the text; on a fault the field stays open with what is wrong. */
function useCommit({ parameter, value, onCommit, onClose }: EditorProps) {
  const [fault, setFault] = useState<string | null>(null);
  const commit = (text: string, refocus: boolean): void => {
    const read = readValue(parameter.type, text);
    if (!read.ok) return setFault(read.reason);
    if (read.value !== value) onCommit(read.value);
    onClose(refocus);
  };
  return { fault, commit };
}

function LineEditor(props: EditorProps) {
  const { label, parameter, start, onClose } = props;
  const { fault, commit } = useCommit(props);
  const id = useId();
  const choices = parameter.allowed?.map((v) => printValue(parameter.type, v)) ?? [];
  return (
    <span className="cell-edit">
      <input
        autoFocus
        aria-label={label}
        aria-invalid={fault !== null}
        aria-describedby={fault ? `${id}-fault` : undefined}
        className="mono"
        defaultValue={start.text}
        {...(choices.length > 0 ? { list: id } : {})}
        inputMode={parameter.type === 'integer' ? 'numeric' : parameter.type === 'number' ? 'decimal' : 'text'}
        spellCheck={false}
        onFocus={(e) => e.currentTarget.setSelectionRange(start.typed ? start.text.length : 0, start.text.length)}
        onBlur={(e) => commit(e.currentTarget.value, false)}
        onKeyDown={(e) => {
          e.stopPropagation();
          if (e.key === 'Enter') commit(e.currentTarget.value, true);
          else if (e.key === 'Escape') onClose(true);
        }}
      />
      {choices.length > 0 ? <datalist id={id}>{choices.map((c) => <option key={c} value={c} />)}</datalist> : null}
      {fault ? <span id={`${id}-fault`} role="alert" className="cell-fault">{fault}</span> : null}
    </span>
  );
}

function JsonEditor(props: EditorProps) {
  const { label, parameter, value, onClose } = props;
  const { fault, commit } = useCommit(props);
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <span className="cell-edit json" onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && commit(field.current?.value ?? '', false)}>
      <textarea
        ref={field}
        autoFocus
        aria-label={label}
        aria-invalid={fault !== null}
        aria-describedby={fault ? `${id}-fault` : undefined}
        className="mono"
        rows={7}
        spellCheck={false}
        placeholder={parameter.type === 'list' ? '["a", 2]' : '{"name": "value"}'}
        defaultValue={value === undefined ? '' : JSON.stringify(value, null, 2)}
        onKeyDown={(e) => {
          e.stopPropagation();
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) commit(e.currentTarget.value, true);
          else if (e.key === 'Escape') onClose(true);
        }}
      />
      <span className="ends">
        {fault ? <span id={`${id}-fault`} role="alert" className="cell-fault">{fault}</span> : <span className="muted">Ctrl Enter sets it</span>}
        <button type="button" className="btn sm" onClick={() => onClose(true)}>Cancel</button>
        <button type="button" className="btn sm primary" onClick={() => commit(field.current?.value ?? '', true)}>Set {parameter.type}</button>
      </span>
    </span>
  );
}
