import { useRef, useState } from 'react';
import type { Kind, PaletteGroup } from '../../core/catalog/kind.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { useSignal } from '../../store/useSignal.ts';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Tip } from '../../ui/Tip.tsx';
import { KIND_MIME } from '../../ui/dragKind.ts';
import { familyClass } from '../../ui/stepLook.ts';
import './palette.css';

const GROUPS: readonly PaletteGroup[] = ['Process and evaluate', 'Train and tune', 'Model and endpoint', 'Data', 'Functions and messages', 'Flow'];

/** The kinds of steps, by family. Dragged onto the canvas, or added below the selection by click and Enter. */
export function Palette() {
  const { store, signals } = useCauce();
  const kinds = useApp((s) => s.compiled.catalog.kinds);
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useSignal('focusPaletteSearch', () => search.current?.focus());
  const found = kinds.filter((k) => matches(k, query));
  const first = query.trim() === '' ? undefined : bestOf(found, query);
  const focusItem = (step: 1 | -1): void => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('button.kind') ?? [])];
    const here = items.indexOf(document.activeElement as HTMLElement);
    if (here === 0 && step === -1) search.current?.focus();
    else items[here + step]?.focus();
  };
  return (
    <>
      <div className="pane-head">
        <h2>Steps</h2>
        <IconButton icon="left" label="Hide steps" keys="Ctrl+B" small onClick={() => store.getState().setView({ palette: { ...store.getState().view.palette, open: false } })} />
      </div>
      <div className="palette-search">
        <label className="search">
          <Icon name="search" />
          <input
            ref={search} data-first-focus type="search" aria-label="Search steps" placeholder="Search steps" value={query}
            onChange={(e) => setQuery(e.target.value)}
            onKeyDown={(e) => {
              if (e.key === 'ArrowDown') focusItem(1);
              else if (e.key === 'Escape' && query !== '') setQuery('');
              else if (e.key === 'Enter' && first) signals.emit('addStep', { kind: first.id });
              else return;
              e.preventDefault();
            }}
          />
          <kbd>/</kbd>
        </label>
      </div>
      <div
        className="scroll" ref={list}
        onKeyDown={(e) => {
          if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
          focusItem(e.key === 'ArrowDown' ? 1 : -1);
          e.preventDefault();
        }}
      >
        {found.length === 0 ? <p className="pane-empty">No kind of step is called that. Try what it does: train, wait, notify.</p> : null}
        {GROUPS.map((group) => {
          const those = found.filter((k) => k.group === group);
          if (those.length === 0) return null;
          return (
            <section key={group} aria-label={group}>
              <h3 className="group">{group}</h3>
              <ul>
                {those.map((k) => <li key={k.id}><KindItem kind={k} first={k === first} /></li>)}
              </ul>
            </section>
          );
        })}
      </div>
    </>
  );
}

/** `first`: Enter in the search adds it. */
function KindItem({ kind, first }: { readonly kind: Kind; readonly first: boolean }) {
  const { signals } = useCauce();
  return (
    <Tip text={kind.summary} side="right">
      <button
        type="button" className={`kind ${familyClass(kind)} ${first ? 'on' : ''}`} aria-label={kind.label} draggable
        onClick={() => signals.emit('addStep', { kind: kind.id })}
        onDragStart={(e) => {
          e.dataTransfer.setData(KIND_MIME, kind.id);
          e.dataTransfer.effectAllowed = 'copy';
        }}
      >
        <span className="tile"><Icon name={iconNamed(kind.icon)} /></span>
        <span className="cut">{kind.label}</span>
      </button>
    </Tip>
  );
}

function matches(kind: Kind, query: string): boolean {
  const text = `${kind.label} ${kind.summary} ${kind.id} ${kind.group}`.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** A name beats a word in a description: “model” is the Model before it is the Evaluation job that measures one. */
function bestOf(found: readonly Kind[], query: string): Kind | undefined {
  const text = query.trim().toLowerCase();
  const rank = ({ label }: Kind): number => {
    const name = label.toLowerCase();
    return name === text ? 0 : name.startsWith(text) ? 1 : name.includes(text) ? 2 : 3;
  };
  return found.reduce<Kind | undefined>((best, k) => (best === undefined || rank(k) < rank(best) ? k : best), undefined);
}
