import type { StepId, TaskStep } from '../../core/model/pipeline.ts';
import type { Fault } from '../../core/model/testCases.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { setFault } from '../../store/simulating.ts';

type Way = 'service' | 'some' | 'always' | 'throttled' | 'late';
const WAYS: readonly { readonly value: Way; readonly label: string }[] = [
  { value: 'service', label: 'As its service would' },
  { value: 'some', label: 'Fails some times, then answers' },
  { value: 'always', label: 'Fails always' },
  { value: 'throttled', label: 'Is throttled' },
  { value: 'late', label: 'Takes longer than its time-out' },
];

/** What the task is to do in the simulation: answer, or fail in one of the ways in which tasks fail. */
export function FaultForm({ id, step }: { readonly id: StepId; readonly step: TaskStep }) {
  const { store } = useCauce();
  const fault = useApp((s) => s.simulation.testCase.faults?.[id]);
  const set = (next: Fault | null): void => setFault(store, id, next);
  const error = fault?.error ?? errorOf(step);
  return (
    <section className="run-block run-fault" aria-label="What it answers">
      <label className="run-field"><span>Make it answer</span>
        <select className="input" value={wayOf(fault)} onChange={(e) => set(faultFor(e.target.value as Way, error))}>
          {WAYS.map((w) => <option key={w.value} value={w.value}>{w.label}</option>)}
        </select>
      </label>
      {fault?.times === undefined ? null : (
        <label className="run-field"><span>Times</span>
          <input className="input" type="number" min={1} max={99} value={fault.times} onChange={(e) => set({ ...fault, times: Math.max(1, Math.round(Number(e.target.value) || 1)) })} />
        </label>
      )}
      {fault !== undefined && (fault.kind ?? 'fails') === 'fails' ? (
        <>
          <label className="run-field"><span>Error</span><input className="input code" value={fault.error ?? ''} placeholder="States.TaskFailed" onChange={(e) => set(withText(fault, 'error', e.target.value))} /></label>
          <label className="run-field"><span>Cause</span><input className="input" value={fault.cause ?? ''} placeholder="what the service would say" onChange={(e) => set(withText(fault, 'cause', e.target.value))} /></label>
        </>
      ) : null}
      {fault?.kind === 'late' && step.timeoutSeconds === undefined ? <p className="run-note">The step has no time-out, so nothing ends the wait but the time of the execution.</p> : null}
    </section>
  );
}

function wayOf(fault: Fault | undefined): Way {
  if (fault === undefined) return 'service';
  const kind = fault.kind ?? 'fails';
  return kind !== 'fails' ? kind : fault.times === undefined ? 'always' : 'some';
}

function faultFor(way: Way, error: string): Fault | null {
  switch (way) {
    case 'service':
      return null;
    case 'some':
      return { kind: 'fails', error, times: 2 };
    case 'always':
      return { kind: 'fails', error };
    case 'throttled':
      return { kind: 'throttled', times: 2 };
    case 'late':
      return { kind: 'late' };
  }
}

/** An error that the step retries, where it retries one by name: failing is most instructive with it. */
function errorOf(step: TaskStep): string {
  const named = (step.retry ?? []).flatMap((r) => r.errors ?? []).find((e) => typeof e === 'string' && e !== 'States.ALL' && e !== 'States.Timeout');
  return named ?? 'States.TaskFailed';
}

function withText(fault: Fault, field: 'error' | 'cause', text: string): Fault {
  const { [field]: _, ...others } = fault;
  return text === '' ? others : { ...others, [field]: text };
}
