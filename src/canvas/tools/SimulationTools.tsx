import type { StepStatus } from '../../core/rehearse/statusAt.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { retriesWord, statusLook } from '../../ui/statusLook.ts';

const COUNTED = ['succeeded', 'running', 'waiting', 'failed', 'caught', 'aborted'] as const satisfies readonly StepStatus['kind'][];

/** Over the drawing while it shows a simulation or an execution: which of them, and how many steps stand how. */
export function SimulationTools() {
  const statuses = useApp((s) => s.simulation.statuses);
  const live = useApp((s) => s.simulation.live?.name ?? null);
  const all = [...(statuses?.values() ?? [])];
  const retries = all.reduce((sum, s) => sum + s.retries, 0);
  return (
    <>
      <div className="overlay tl">{live === null ? <span className="lens sim-note"><Icon name="rehearse" />Simulation <span className="muted">nothing is sent to AWS</span></span> : <span className="lens sim-note"><Icon name="play" />Execution <span className="muted cut">{live}</span></span>}<CoverageNote /></div>
      {statuses === null ? null : (
        <div className="overlay tr summary sim-counts" role="group" aria-label="Steps by state">
          {COUNTED.map((kind) => <Count key={kind} count={all.filter((s) => s.kind === kind).length} tone={statusLook(kind).tone} icon={statusLook(kind).icon} word={statusLook(kind).word.toLowerCase()} />)}
          <Count count={retries} tone="warn" icon="retry" word={retriesWord(retries).replace(/^\d+ /, '')} />
        </div>
      )}
    </>
  );
}

/** That the drawing shows what no case takes, and the way to end that. */
function CoverageNote() {
  const { store } = useCauce();
  const missing = useApp((s) => (s.simulation.showsCoverage ? (s.simulation.result?.coverage?.missing.length ?? 0) : 0));
  if (missing === 0) return null;
  return <button type="button" className="lens coverage-note" aria-label={`${missing} not covered. Hide the coverage`} onClick={() => store.getState().setSimulation({ showsCoverage: false })}><Icon name="skip" />{missing} not covered<Icon name="x" size="sm" /></button>;
}

function Count({ count, tone, icon, word }: { readonly count: number; readonly tone: string; readonly icon: IconName; readonly word: string }) {
  return count === 0 ? null : <span className={`state ${tone} nums`} role="img" aria-label={`${count} ${word}`} title={`${count} ${word}`}><Icon name={icon} />{count}</span>;
}
