import { allSteps } from '../../core/model/scopes.ts';
import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { goToStep } from '../goTo.ts';

/** What a simulation that was run says of the pipeline, the case and its input, worst first: errors of a mock file, keys that nothing reads, values that were made up. */
export function Said({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const app = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const warnings = diagnostics.filter((d) => d.severity !== 'info');
  const notes = diagnostics.filter((d) => d.severity === 'info');
  if (diagnostics.length === 0) return null;
  const go = ({ where: { step, argument, parameter } }: Diagnostic): (() => void) | undefined => {
    if (step !== undefined && allSteps(pipeline).has(step)) return () => goToStep(app, step, argument ?? null);
    return parameter === undefined ? undefined : () => app.store.getState().selectParameter(parameter);
  };
  return (
    <details className={`sim-said ${warnings.length > 0 ? 'warns' : ''}`} open={warnings.length > 0}>
      <summary>{[count(warnings.length, 'warning'), count(notes.length, 'note')].filter((t) => t !== '').join(', ')} of this simulation</summary>
      <ul aria-label="What the simulation says">
        {[...warnings, ...notes].map((d, i) => {
          const to = go(d);
          return (
            <li key={i}>
              <span className={`state ${d.severity === 'info' ? 'wait' : 'warn'}`}><Icon name={d.severity === 'info' ? 'info' : 'warn'} /></span>
              <span className="cut" title={`${d.message} ${d.hint}`}>{d.message} <span className="muted">{d.hint}</span></span>
              {to === undefined ? null : <button type="button" className="btn quiet sm" aria-label={`Show: ${d.message}`} onClick={to}>Show</button>}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function count(n: number, word: string): string {
  return n === 0 ? '' : `${n} ${word}${n === 1 ? '' : 's'}`;
}
