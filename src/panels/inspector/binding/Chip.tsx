import { useState, type KeyboardEvent } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { PhaseMark } from '../../../ui/PhaseMark.tsx';
import type { ChipView } from './describe.ts';

/** A placeholder in a field: one stop for the keyboard. Enter goes to what it names, Delete unbinds, F2 renames (looks.md 8). */
export function Chip({ chip, onOpen, onRemove, onRename, onMove }: {
  readonly chip: ChipView;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
  readonly onRename?: (name: string) => void;
  /** Arrow keys inside a joined text. */
  readonly onMove?: (by: -1 | 1) => void;
}) {
  const [renaming, setRenaming] = useState(false);
  if (renaming && onRename) {
    return <Rename name={chip.text} onDone={(name) => { setRenaming(false); if (name !== null && name !== chip.text) onRename(name); }} />;
  }
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else if (event.key === 'F2' && onRename) setRenaming(true);
    else if (event.key === 'ArrowLeft' && onMove) onMove(-1);
    else if (event.key === 'ArrowRight' && onMove) onMove(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const look = chip.missing ? 'lost' : chip.kind === 'param' ? (chip.phase ?? 'design') : chip.kind === 'output' ? `up ${chip.family ?? 'value'}` : 'ctx';
  return (
    <button type="button" className={`chip ${look}`} onClick={onOpen} onKeyDown={keys} aria-label={nameOf(chip)} title={titleOf(chip)} data-chip>
      {chip.missing ? <Icon name="bad" /> : chip.kind === 'param' ? <PhaseMark phase={chip.phase ?? 'design'} /> : chip.kind === 'output' ? <i className={`dot ${chip.family ?? 'value'}`} /> : <Icon name="ctx" />}
      <ChipText chip={chip} />
    </button>
  );
}

/** Where the room is short the step's name is cut: which of its outputs is meant stays to be read. */
function ChipText({ chip: { kind, text } }: { readonly chip: ChipView }) {
  const end = kind === 'output' ? text.indexOf(' › ') : -1;
  if (end < 0) return <span className="cut">{text}</span>;
  return (
    <>
      <span className="cut">{text.slice(0, end)}</span>
      <span className="cut from-output">{text.slice(end)}</span>
    </>
  );
}

function nameOf(chip: ChipView): string {
  if (chip.kind === 'param') return `Parameter ${chip.text}, ${chip.missing ? 'not there' : (chip.phase ?? 'design')}`;
  if (chip.kind === 'output') return `Output ${chip.text}${chip.missing ? ', not there' : ''}`;
  return chip.kind === 'item' ? `Map ${chip.text}` : `Context ${chip.text}`;
}

function titleOf(chip: ChipView): string {
  if (chip.missing) return chip.kind === 'param' ? `There is no parameter ${chip.text}. Bind the field to another, or add it.` : `The step of ${chip.text} is not there. Bind the field to another.`;
  if (chip.kind === 'param') return `${chip.text}: bound at ${chip.phase}. Enter shows it, F2 renames it everywhere, Delete unbinds.`;
  if (chip.kind === 'output') return `${chip.text}${chip.type ? ` (${chip.type})` : ''}. Enter goes to the step, Delete unbinds.`;
  return `${chip.text}. Delete unbinds.`;
}

function Rename({ name, onDone }: { readonly name: string; readonly onDone: (name: string | null) => void }) {
  const [text, setText] = useState(name);
  return (
    <input
      className="chip-name"
      aria-label={`New name of ${name}`}
      value={text}
      size={Math.max(6, text.length)}
      autoFocus
      onFocus={(e) => e.currentTarget.select()}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={() => onDone(text.trim() === '' ? null : text.trim())}
      onKeyDown={(e) => {
        if (e.key === 'Enter') onDone(text.trim() === '' ? null : text.trim());
        else if (e.key === 'Escape') onDone(null);
        else return;
        e.preventDefault();
        e.stopPropagation();
      }}
    />
  );
}
