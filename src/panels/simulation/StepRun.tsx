import { lazy, Suspense, useState, type ReactNode } from 'react';
import { isTask, type Step, type StepId } from '../../core/model/pipeline.ts';
import type { Attempt, StateVisit } from '../../core/rehearse/timeline.ts';
import { useApp } from '../../store/react.tsx';
import { stepOf } from '../../core/edit/tree.ts';
import { Icon } from '../../ui/Icon.tsx';
import { clockWord, retriesWord, statusLook, statusWord, timeWord } from '../../ui/statusLook.ts';
import { AnswerEditor } from './AnswerEditor.tsx';
import { FaultForm } from './FaultForm.tsx';
import { JsonText } from '../../ui/JsonText.tsx';
import { Received } from './Received.tsx';
import { StepCost } from './StepCost.tsx';
import './simulation.css';

// Of executions in an account only.
const JobLinks = lazy(() => import('../runs/JobLinks.tsx').then((m) => ({ default: m.JobLinks })));
const TakenResult = lazy(() => import('../runs/TakenResult.tsx').then((m) => ({ default: m.TakenResult })));

const NONE: readonly StateVisit[] = [];

/** One step in the simulation, at the scrubber's time: how it went, what it sent and got, what it keeps; and what it is to answer. */
export function StepRun({ id, step }: { readonly id: StepId; readonly step: Step }) {
  const { at, result, statuses, live } = useApp((s) => s.simulation);
  const pipeline = useApp((s) => s.document.pipeline);
  const [chosen, setChosen] = useState(0);
  const status = statuses?.get(id);
  const visits = result?.run?.timeline.steps.get(id) ?? NONE;
  const begun = visits.filter((v) => v.start <= at);
  const visit = begun[Math.min(chosen, begun.length - 1)];
  if (!status) return <p className="pane-empty" role="status">{result === null ? 'Simulating…' : 'The pipeline has errors; nothing was simulated.'}</p>;
  const look = statusLook(status.kind);
  return (
    <div className="insp-scroll step-run">
      <p className="row" role="status">
        <span className={`state ${look.tone}`}><Icon name={look.icon} />{statusWord(status, (other) => stepOf(pipeline, other)?.name ?? other)}</span>
        <span className="muted nums">{status.retries > 0 ? `${retriesWord(status.retries)}, ` : ''}{status.seconds > 0 ? timeWord(status.seconds) : ''}{status.kind === 'running' && visit?.expected !== undefined ? `, usually about ${timeWord(visit.expected)}` : ''}</span>
      </p>
      <StepCost id={id} />
      {isTask(step) && live === null ? <FaultForm id={id} step={step} /> : null}
      {begun.length > 1 ? (
        <label className="run-field"><span>Shown</span>
          <select className="input" value={Math.min(chosen, begun.length - 1)} onChange={(e) => setChosen(Number(e.target.value))}>
            {begun.map((v, i) => <option key={i} value={i}>{`${v.state}${v.iteration.length > 0 ? `, item ${v.iteration.join(', ')}` : ''}, ${clockWord(v.start)}`}</option>)}
          </select>
        </label>
      ) : null}
      {visit ? <VisitDetails key={`${id} ${chosen}`} id={id} step={step} visit={visit} at={at} visits={visits} live={live !== null} /> : null}
    </div>
  );
}

function VisitDetails({ id, step, visit, at, visits, live }: { readonly id: StepId; readonly step: Step; readonly visit: StateVisit; readonly at: number; readonly visits: readonly StateVisit[]; readonly live: boolean }) {
  const attempts = visit.attempts.filter((a) => a.start <= at);
  const last = attempts.at(-1);
  const over = visit.end <= at;
  const result = last !== undefined && last.end <= at ? last.result : undefined;
  // An execution has its answers. A case names the answer of the step's own call; what Cauce asks behind it (is the endpoint there?) has none.
  const isOwn = !live && visit.state === visits[0]?.state;
  return (
    <>
      <ol className="run-attempts" aria-label="Attempts">
        {attempts.map((a, i) => <AttemptRow key={i} number={i + 1} attempt={a} next={visit.attempts[i + 1]} at={at} live={live} />)}
      </ol>
      {over && visit.way !== undefined ? <p className="run-note">It took {visit.way === 'otherwise' ? 'the way “otherwise”' : `way ${visit.way + 1}`}.</p> : null}
      <Received id={id} step={step} visit={visit} />
      {last?.sent === undefined ? <Block title="Input"><JsonText text={visit.input} /></Block> : <Block title="Arguments sent" note="as this run resolved them"><JsonText text={last.sent} /></Block>}
      {isTask(step) && last !== undefined && isOwn ? <AnswerEditor answer={id} title="Result" result={result} /> : null}
      {isTask(step) && !isOwn && result !== undefined ? <Block title="Result" end={live && last ? <Suspense fallback={null}><TakenResult step={id} state={visit.state} attempt={last} /></Suspense> : null}><JsonText text={result} /></Block> : null}
      {step.kind === 'cauce:evaluation' && !live ? <AnswerEditor answer={`${id}/metrics`} title="Report" result={reportOf(visits, visit, at)} /> : null}
      {over && visit.assigned !== undefined ? <Block title="Kept for later steps"><JsonText text={`{${Object.entries(visit.assigned).map(([k, v]) => `${JSON.stringify(k)}:${v}`).join(',')}}`} /></Block> : null}
      {over && visit.output !== undefined ? <Block title="Output of the state"><JsonText text={visit.output} /></Block> : null}
    </>
  );
}

/** What an evaluation reported: the body that the second of its states read. */
function reportOf(visits: readonly StateVisit[], shown: StateVisit, at: number): string | undefined {
  const reads = visits.find((v) => v.state !== visits[0]?.state && v.start >= shown.start && v.end <= at && v.iteration.join('.') === shown.iteration.join('.'));
  const result = reads?.attempts.at(-1)?.result;
  const body = result === undefined ? undefined : (JSON.parse(result) as { readonly Body?: unknown }).Body;
  return typeof body === 'string' ? body : undefined;
}

function AttemptRow({ number, attempt, next, at, live }: { readonly number: number; readonly attempt: Attempt; readonly next: Attempt | undefined; readonly at: number; readonly live: boolean }) {
  const over = attempt.end <= at;
  const look = statusLook(over ? attempt.outcome : 'running');
  return (
    <>
      <li>
        <span className="muted">Attempt {number}</span>
        <span><span className={`state ${look.tone}`}><Icon name={look.icon} />{look.word}</span> <span className="nums muted">{over ? 'after' : 'for'} {timeWord((over ? attempt.end : at) - attempt.start)}</span></span>
        {over && attempt.error !== undefined ? <code className="run-error">{attempt.error}</code> : null}
        {over && attempt.cause !== undefined ? <p className="run-cause">{attempt.cause}</p> : null}
        {live ? <Suspense fallback={null}><JobLinks attempt={attempt} /></Suspense> : null}
      </li>
      {over && next && next.redrive !== attempt.redrive ? <li className="run-redriven"><span className="strong">Redrive {next.redrive}</span><span className="nums muted">at {clockWord(next.start)}</span></li> : null}
      {over && next && next.redrive === attempt.redrive ? <li><span className="muted">Wait</span><span className="nums">{timeWord(next.start - attempt.end)} <span className="muted">before the retry</span></span></li> : null}
    </>
  );
}

function Block({ title, note, end = null, children }: { readonly title: string; readonly note?: string; readonly end?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="run-block" aria-label={title}>
      <h3>{title}{note ? <small className="muted">{note}</small> : null}{end === null ? null : <><span className="grow" />{end}</>}</h3>
      {children}
    </section>
  );
}
