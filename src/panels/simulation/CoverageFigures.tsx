import type { Coverage, Piece } from '../../core/rehearse/coverage.ts';
import { allSteps } from '../../core/model/scopes.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { coverPiece } from '../../store/simulating.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { pieceWord } from '../../ui/pieceWord.ts';
import { goToStep } from '../goTo.ts';

const KINDS: readonly { readonly label: string; readonly of: readonly Piece['kind'][] }[] = [
  { label: 'Steps', of: ['step'] },
  { label: 'Ways of choices', of: ['way'] },
  { label: 'Retries and catches', of: ['retry', 'catch'] },
];

/** What all cases take of the drawing together, and what none of them takes. */
export function CoverageFigures({ coverage, cases }: { readonly coverage: Coverage | null; readonly cases: number }) {
  const app = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const shown = useApp((s) => s.simulation.showsCoverage);
  if (coverage === null) return null;
  const steps = allSteps(pipeline);
  const nameOf = (id: string): string => steps.get(id)?.step.name ?? id;
  return (
    <section className="coverage" aria-label="Coverage">
      <h3>{cases === 0 ? 'Covered by this run' : cases === 1 ? 'Covered by the case' : `Covered by all ${cases} cases`}</h3>
      <dl className="nums">
        {KINDS.map(({ label, of }) => {
          const those = coverage.pieces.filter((p) => of.includes(p.piece.kind));
          const taken = those.filter((p) => p.times > 0).length;
          return those.length === 0 ? null : <div key={label} className={taken < those.length ? 'part' : ''}><dt>{label}</dt><dd>{taken} of {those.length}</dd></div>;
        })}
      </dl>
      {coverage.missing.length === 0 ? null : (
        <label className="coverage-shown"><input type="checkbox" checked={shown} onChange={(e) => app.store.getState().setSimulation({ showsCoverage: e.currentTarget.checked })} />Show on the drawing</label>
      )}
      {coverage.missing.length === 0 ? null : (
        <details>
          <summary>{coverage.missing.length} not covered</summary>
          <ul>{coverage.missing.map((p, i) => <li key={i}><button type="button" className="link" onClick={() => goToStep(app, p.step, null)}>{nameOf(p.step)}</button><small>{pieceWord(p)}</small><IconButton icon="plus" label={`Make a case: ${nameOf(p.step)}, ${pieceWord(p)}`} small onClick={() => void coverPiece(app, p, `${nameOf(p.step)}: ${pieceWord(p)}`)} /></li>)}</ul>
        </details>
      )}
    </section>
  );
}
