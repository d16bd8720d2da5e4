import { useRef, useState } from 'react';
import { renameParameter } from '../../core/edit/parameters.ts';
import { useCauce } from '../../store/react.tsx';

interface Props {
  readonly name: string;
  readonly required: boolean;
  readonly open: boolean;
  /** Starts with the name in edit: a parameter just made. */
  readonly fresh: boolean;
  readonly onToggle: () => void;
  readonly onRenamed: (name: string) => void;
  /** To the row above or below, within the phase. */
  readonly onMove: (by: -1 | 1) => void;
}

/** The name of a parameter: Enter shows its details, F2 or a double click renames it everywhere, Alt and an arrow move it. */
export function NameCell({ name, required, open, fresh, onToggle, onRenamed, onMove }: Props) {
  const { store } = useCauce();
  const [editing, setEditing] = useState(fresh);
  const button = useRef<HTMLButtonElement>(null);
  const leave = (): void => {
    setEditing(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  const rename = (next: string): boolean => {
    const wanted = next.trim();
    if (wanted === name || wanted === '') return true;
    if (!store.getState().edit(`rename ${name} to ${wanted}`, renameParameter(name, wanted)).ok) return false;
    onRenamed(wanted);
    return true;
  };
  if (editing) {
    return (
      <span className="cell-edit">
        <input
          autoFocus
          aria-label={`Name of ${name}`}
          className="mono"
          defaultValue={name}
          spellCheck={false}
          onFocus={(e) => e.currentTarget.select()}
          onBlur={(e) => (rename(e.currentTarget.value), setEditing(false))}
          onKeyDown={(e) => {
            e.stopPropagation();
            if (e.key === 'Escape') leave();
            // A refused name stays in edit; the reason is in the notice.
            else if (e.key === 'Enter' && rename(e.currentTarget.value)) leave();
          }}
        />
      </span>
    );
  }
  return (
    <button
      ref={button}
      type="button"
      className="cell name"
      data-cell
      aria-expanded={open}
      aria-label={`${name}${required ? ', required' : ''}`}
      title={name}
      onClick={onToggle}
      onDoubleClick={() => setEditing(true)}
      onKeyDown={(e) => {
        const by = e.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[e.key] : undefined;
        if (e.key !== 'F2' && by === undefined) return;
        e.preventDefault();
        e.stopPropagation();
        if (by === undefined) setEditing(true);
        else onMove(by);
      }}
    >
      <span className="cut">{name}</span>
      {required ? <span className="req" aria-hidden="true">*</span> : null}
    </button>
  );
}
