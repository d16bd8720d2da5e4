import { allSteps } from '../../core/model/scopes.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import type { Timeline } from '../../core/rehearse/timeline.ts';
import type { SimulatedRun } from '../../platform/types.ts';
import { useApp, useAppShallow, useCauce } from '../../store/react.tsx';
import { canRedrive, redriveSimulation, redrivesOf, simulateAnew } from '../../store/redriving.ts';
import { Icon } from '../../ui/Icon.tsx';
import { goToStep } from '../goTo.ts';
import { timesWord } from './moments.ts';

/** How it ended, where that is not well, and the way on: a redrive with what is answered now. */
export function Ending({ run }: { readonly run: SimulatedRun }) {
  const { store } = useCauce();
  const { attempts, failure, offered } = useAppShallow((s) => ({ attempts: redrivesOf(s).attempts.length, failure: redrivesOf(s).failure, offered: canRedrive(s) }));
  const well = run.status === 'SUCCEEDED';
  if (well && attempts === 0 && !offered) return null;
  return (
    <p className={`sim-ending ${well ? 'well' : ''}`} role="status">
      {!well ? <Failed run={run} /> : attempts > 0 ? <Redriven count={attempts} /> : <FailedBefore failure={failure} />}
      <span className="grow" />
      {well || offered ? null : <span className="muted cut" title={run.redriveStatusReason}>Cannot be redriven: {run.redriveStatusReason}</span>}
      {attempts === 0 ? null : <button type="button" className="btn sm" onClick={() => simulateAnew(store)}>Simulate from the start</button>}
      {offered ? <button type="button" className="btn sm" title={well ? 'Goes on with the failed execution from where it failed' : aboutRedrive(run)} onClick={() => redriveSimulation(store)}><Icon name="retry" />Redrive</button> : null}
    </p>
  );
}

/** What kept a run from ending well: at which step, with what. */
export function Failed({ run }: { readonly run: SimulatedRun }) {
  const { failure } = run.timeline;
  const error = failure?.error ?? run.error;
  const cause = failure?.cause ?? run.cause;
  return (
    <>
      <span className="state bad"><Icon name="fail" />{run.status === 'TIMED_OUT' ? 'Timed out' : run.status === 'ABORTED' ? 'Stopped' : 'Failed'}</span>
      <At failure={failure} />
      {error === undefined || (run.status === 'ABORTED' && error === 'Stopped') ? null : <code>{error}</code>}
      {cause === undefined ? null : <span className="cut" title={cause}>{cause}</span>}
      {run.redriveCount === 0 ? null : <span className="muted">after {timesWord(run.redriveCount, 'redrive')}</span>}
      {endsInFailState(run) ? <span className="muted">It ended in a Fail state, which a redrive enters again.</span> : null}
    </>
  );
}

function Redriven({ count }: { readonly count: number }) {
  return <><span className="state ok"><Icon name="succeed" />Succeeded</span> <span>after {timesWord(count, 'redrive')}: what had ended well was not run again.</span></>;
}

/** What was changed after a failure is simulated from the start; the execution that failed can still be gone on with. */
function FailedBefore({ failure }: { readonly failure: Timeline['failure'] }) {
  return <><span className="state ok"><Icon name="succeed" />Succeeds from the start now.</span> <span>The execution that failed</span> <At failure={failure} /> <span>can be redriven.</span></>;
}

function At({ failure }: { readonly failure: Timeline['failure'] }) {
  const app = useCauce();
  const step: StepId | undefined = failure?.step;
  const name = useApp((s) => (step === undefined ? failure?.state : allSteps(s.document.pipeline).get(step)?.step.name));
  if (step !== undefined) return <>at <button type="button" className="link" onClick={() => goToStep(app, step, null)}>{name}</button></>;
  return name === undefined ? null : <>at {name}</>;
}

function endsInFailState({ events }: SimulatedRun): boolean {
  return events.at(-2)?.type === 'FailStateEntered';
}

function aboutRedrive(run: SimulatedRun): string {
  return endsInFailState(run) ? 'Goes on in the Fail state, and fails again' : 'Goes on from where it failed, with what the steps answer now';
}
