import { useState, type ReactNode } from 'react';
import { PORT_TYPES, type PortType } from '../../../core/model/pipeline.ts';
import { firstFree } from '../../../core/edit/names.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { KeyInput } from '../fields/MapView.tsx';
import { ElementButton } from '../fields/ListView.tsx';

/** A section of named rows: outputs of a Choice, results of a Map, metrics, outputs of the pipeline. */
export function NameTable({ title, note, of, empty, names, base, onAdd, onRename, onRemove, children }: {
  readonly title: string;
  readonly note?: string;
  /** What names of the controls end in: "output of Choose best". */
  readonly of: string;
  readonly empty: string;
  readonly names: readonly string[];
  /** What a new row is called at first. */
  readonly base: string;
  readonly onAdd: (name: string) => boolean;
  readonly onRename: (old: string, name: string) => boolean;
  readonly onRemove: (name: string) => void;
  /** What stands in the row behind its name. */
  readonly children: (name: string) => ReactNode;
}) {
  const [fresh, setFresh] = useState<string | null>(null);
  return (
    <>
      <div className="sect line">
        {title} <small>{names.length > 0 ? note : undefined}</small>
        <span className="grow" />
        <button
          type="button"
          className="btn quiet sm"
          aria-label={`Add ${of}`}
          onClick={() => {
            const name = firstFree((n) => (n === 1 ? base : `${base}${n}`), (candidate) => names.includes(candidate));
            if (onAdd(name)) setFresh(name);
          }}
        >
          <Icon name="plus" />
          Add
        </button>
      </div>
      {names.length === 0 ? <p className="group-empty pad">{empty}</p> : null}
      {names.length > 0 ? (
        <div className="kv-table" role="group" aria-label={title}>
          {names.map((name) => (
            <div className="kv-row" key={name}>
              <KeyInput name={name} of={title} fresh={fresh === name} onSettled={() => setFresh(null)} onRename={(next) => onRename(name, next)} />
              {children(name)}
              <ElementButton icon="x" label={`Remove ${name}`} onClick={() => onRemove(name)} />
            </div>
          ))}
        </div>
      ) : null}
    </>
  );
}

export function TypeSelect({ label, value, onChange }: { readonly label: string; readonly value: PortType; readonly onChange: (type: PortType) => void }) {
  return (
    <select className="select-sm" aria-label={label} value={value} onChange={(e) => onChange(e.currentTarget.value as PortType)}>
      {PORT_TYPES.map((t) => (
        <option key={t} value={t}>{t}</option>
      ))}
    </select>
  );
}
