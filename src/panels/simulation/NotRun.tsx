import { allSteps } from '../../core/model/scopes.ts';
import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { goToStep } from '../goTo.ts';

const SHOWN = 5;

/** Why nothing was run, and the way to what is to be mended. */
export function NotRun({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const app = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const errors = diagnostics.filter((d) => d.severity === 'error');
  const steps = allSteps(pipeline);
  const problems = (): void => {
    const { view, setView } = app.store.getState();
    setView({ dock: { ...view.dock, tab: 'problems', open: true } });
  };
  return (
    <div className="pane-empty" role="status">
      <p>{errors.length === 1 ? 'An error keeps' : `${errors.length} errors keep`} this pipeline from being simulated.</p>
      <ul className="sim-errors">
        {errors.slice(0, SHOWN).map((d, i) => {
          const { step, argument } = d.where;
          const name = step === undefined ? undefined : steps.get(step)?.step.name;
          return (
            <li key={i}>
              <span className="state bad"><Icon name="bad" /></span>
              {step !== undefined && name !== undefined ? <button type="button" className="link" onClick={() => goToStep(app, step, argument ?? null)}>{name}</button> : null}
              <span>{d.message}</span>
            </li>
          );
        })}
      </ul>
      <p><button type="button" className="btn" onClick={problems}>Show all problems</button></p>
    </div>
  );
}
