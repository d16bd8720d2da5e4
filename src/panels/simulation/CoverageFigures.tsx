import type { Coverage, Piece } from '../../core/rehearse/coverage.ts';
import { allSteps } from '../../core/model/scopes.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { coverPiece } from '../../store/simulating.ts';
import { IconButton } from '../../ui/IconButton.tsx';
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
        <details>
          <summary>{coverage.missing.length} not covered</summary>
          <ul>{coverage.missing.map((p, i) => <li key={i}><button type="button" className="link" onClick={() => goToStep(app, p.step, null)}>{nameOf(p.step)}</button><small>{wordOf(p)}</small><IconButton icon="plus" label={`Make a case: ${nameOf(p.step)}, ${wordOf(p)}`} small onClick={() => void coverPiece(app, p, `${nameOf(p.step)}: ${wordOf(p)}`)} /></li>)}</ul>
        </details>
      )}
    </section>
  );
}

function wordOf(piece: Piece): string {
  switch (piece.kind) {
    case 'step':
      return 'runs';
    case 'way':
      return piece.way === 'otherwise' ? 'otherwise' : `way ${piece.way + 1}`;
    case 'catch':
      return `catch ${piece.index + 1}`;
    case 'retry':
      return `retry ${piece.index + 1}`;
  }
}
