import { useState } from 'react';
import { useStore } from 'zustand';
import { isGoing } from '../../aws/stepFunctions/status.ts';
import { executionLink } from '../../core/deliver/links/console.ts';
import { takeCase } from '../../store/takenAnswers.ts';
import { startAgain } from '../../store/run/startRun.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { endSimulation } from '../../store/simulating.ts';
import type { LiveRun } from '../../store/types.ts';
import { redriveWatched, sessionFor, stopWatched, watchingOf } from '../../store/watching.ts';
import { EndsKept } from '../../ui/EndsKept.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { timeWord } from '../../ui/statusLook.ts';
import { ExecutionState } from './ExecutionState.tsx';
import { MissingRight, useMissing } from './MissingRight.tsx';
import './runs.css';
import './watching.css';

/** Over the timeline of an execution: what it is, how it stands, and what can be done with it. */
export function LiveHead({ live }: { readonly live: LiveRun }) {
  const app = useCauce();
  const duration = useApp((s) => s.simulation.result?.run?.timeline.duration ?? 0);
  const run = useStore(watchingOf(app), (w) => w.runs.find((r) => r.arn === live.arn));
  const signedIn = useStore(app.connections, () => sessionFor(app, live.arn) !== undefined);
  const real = useStore(app.connections, (c) => c.session?.connection.transport !== 'endpoint');
  const execution = run?.execution;
  const going = isGoing(live.status);
  // Nobody looks any more, and not because it has ended: what is known of it may be over.
  const lost = going && !live.watching && live.fault !== null;
  const page = executionLink(live.arn);
  return (
    <div className="live-head">
      <span role="status">{lost ? <span className="muted">Last seen: </span> : null}<ExecutionState status={live.status} /></span>
      <span className="mono" title={live.arn}><EndsKept text={live.name} /></span>
      <span className="muted nums">{timeWord(duration)}</span>
      {going && !lost && signedIn ? <Stop arn={live.arn} /> : null}
      {!going && live.status !== 'SUCCEEDED' && execution !== undefined ? <Redrive arn={live.arn} redrive={execution.redrive} signedIn={signedIn} /> : null}
      <span className="first-end" />
      {execution?.input === undefined ? null : <button type="button" className="btn sm" title="Opens the form of a run with the values of this one" onClick={() => void startAgain(app, execution.input ?? '{}')}><Icon name="play" />Run again…</button>}
      {duration === 0 ? null : <button type="button" className="btn sm" title="Keeps what its tasks answered, how they failed and how long they took, for simulations" onClick={() => void takeCase(app)}><Icon name="rehearse" />Test case of it</button>}
      {real && page !== undefined ? <a className="btn sm" href={page} target="_blank" rel="noreferrer" title="This execution in AWS's console"><Icon name="link" />Console</a> : null}
      <button type="button" className="btn sm" onClick={() => backToRuns(app)}>All runs</button>
    </div>
  );
}

function backToRuns(app: ReturnType<typeof useCauce>): void {
  endSimulation(app);
  const { view, setView } = app.store.getState();
  setView({ dock: { ...view.dock, tab: 'runs', open: true, maximised: true } });
}

function Stop({ arn }: { readonly arn: string }) {
  const app = useCauce();
  const [asking, setAsking] = useState(false);
  const [cause, setCause] = useState('');
  const mayNot = useMissing('stop', arn) !== undefined;
  if (!asking) return <><button type="button" className="btn sm" disabled={mayNot} onClick={() => setAsking(true)}><Icon name="stop" />Stop</button><MissingRight doing="stop" execution={arn} /></>;
  return (
    <form className="live-stop" onSubmit={(e) => { e.preventDefault(); setAsking(false); void stopWatched(app, arn, cause); }}>
      <input className="input sm" aria-label="Cause of the stop" placeholder="Why (it is kept with the run)" value={cause} autoFocus onChange={(e) => setCause(e.target.value)} />
      <button type="submit" className="btn sm bad">Stop the run</button>
      <button type="button" className="btn quiet sm" onClick={() => setAsking(false)}>Let it run</button>
    </form>
  );
}

/** AWS says whether it can; where it cannot the reason is beside the button, which stays to be found. */
function Redrive({ arn, redrive, signedIn }: { readonly arn: string; readonly redrive: { readonly possible: boolean; readonly reason: string | undefined }; readonly signedIn: boolean }) {
  const app = useCauce();
  const mayNot = useMissing('redrive', arn) !== undefined;
  const reason = !signedIn ? 'Sign in first.' : redrive.possible ? undefined : (redrive.reason ?? 'AWS does not say that this execution can be redriven.');
  return (
    <>
      <button type="button" className="btn sm" disabled={reason !== undefined || mayNot} aria-describedby={reason === undefined ? undefined : 'why-no-redrive'} title={reason ?? 'Goes on from where it failed, with the definition that it ran with'} onClick={() => void redriveWatched(app, arn)}><Icon name="retry" />Redrive</button>
      <MissingRight doing="redrive" execution={arn} />
      {reason === undefined ? null : <span id="why-no-redrive" className="muted cut" title={reason}>{reason}</span>}
    </>
  );
}
