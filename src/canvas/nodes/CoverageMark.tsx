import { Popover } from 'radix-ui';
import { useState } from 'react';
import { stepOf } from '../../core/edit/tree.ts';
import type { Piece } from '../../core/rehearse/coverage.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { neverWord, pieceWord } from '../../ui/pieceWord.ts';

/** Says of a piece of the drawing that no test case takes it, and offers to make a case that does. */
export function CoverageMark({ pieces, className = '' }: { readonly pieces: readonly Piece[]; readonly className?: string }) {
  const [open, setOpen] = useState(false);
  const [first] = pieces;
  const name = useApp((s) => (first === undefined ? '' : (stepOf(s.document.pipeline, first.step)?.name ?? first.step)));
  if (first === undefined) return null;
  // A step that never runs is never retried either: that goes without saying.
  const told = pieces.some((p) => p.kind === 'step') ? neverWord({ kind: 'step', step: first.step }) : pieces.length === 1 ? neverWord(first) : `${pieces.length} never taken`;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className={`never ${className} nodrag nopan`} tabIndex={-1} aria-label={`${name}, ${pieces.map((p) => `${pieceWord(p)} is ${neverWord(p)}`).join(', ')}`} onClick={(e) => e.stopPropagation()} onDoubleClick={(e) => e.stopPropagation()}>
          <Icon name="skip" />{told}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="value-pop never-pop" side="bottom" sideOffset={6} collisionPadding={12} aria-label={`Not covered: ${name}`} onClick={(e) => e.stopPropagation()}>
          <p><b>{name}</b> <span className="muted">no test case takes this yet</span></p>
          <ul>{pieces.map((piece) => <MissingPiece key={pieceWord(piece)} piece={piece} name={name} close={() => setOpen(false)} />)}</ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function MissingPiece({ piece, name, close }: { readonly piece: Piece; readonly name: string; readonly close: () => void }) {
  const app = useCauce();
  const busy = useApp((s) => s.simulation.busy);
  const word = pieceWord(piece);
  const add = (): void => {
    void import('../../store/simulating.ts').then((m) => m.coverPiece(app, piece, `${name}: ${word}`)).then(close);
  };
  return (
    <li>
      <span className="cut">{word}</span>
      <button type="button" className="btn sm" disabled={busy} onClick={add}><Icon name="plus" />{busy ? 'Looking for one…' : 'Add a case that takes it'}</button>
    </li>
  );
}
