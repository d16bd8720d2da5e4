import { useMemo, useState } from 'react';
import { definitionOf } from '../../core/compile/types.ts';
import type { StepId, TaskStep } from '../../core/model/pipeline.ts';
import type { Fault } from '../../core/model/testCases.ts';
import { keysOf, meantStates, statesOfSteps } from '../../core/rehearse/meant.ts';
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

/** What the task is to do in the simulation: answer, or fail in one of the ways in which tasks fail; of a step that calls several times, each call. */
export function FaultForm({ id, step }: { readonly id: StepId; readonly step: TaskStep }) {
  const faults = useApp((s) => s.simulation.testCase.faults);
  const calls = useCalls(id);
  const [asked, setAsked] = useState<string | null>(null);
  const chosen = asked ?? calls.find((key) => faults?.[key] !== undefined) ?? id;
  return (
    <section className="run-block run-fault" aria-label="What it answers">
      {calls.length < 2 ? null : (
        <label className="run-field"><span>Call</span>
          <select className="input" value={chosen} onChange={(e) => setAsked(e.target.value)}>
            {calls.map((key) => <option key={key} value={key}>{callName(step, key.slice(id.length))}{faults?.[key] === undefined ? '' : ', with a fault'}</option>)}
          </select>
        </label>
      )}
      <CallFault key={chosen} call={chosen} step={step} fault={faults?.[chosen]} />
    </section>
  );
}

/** The keys of a step's calls: one, but of an evaluation and an endpoint. */
function useCalls(id: StepId): readonly string[] {
  const pipeline = useApp((s) => s.document.pipeline);
  const artifacts = useApp((s) => s.compiled.good);
  return useMemo(() => {
    if (artifacts === null) return [id];
    const definition = definitionOf(artifacts);
    const meant = meantStates(pipeline, statesOfSteps(artifacts.sourceMap, definition), definition);
    return keysOf(id).filter((key) => key === id || meant.has(key));
  }, [id, pipeline, artifacts]);
}

const CALL_NAMES: Readonly<Record<string, string>> = { '/metrics': 'Reading its report', '/update': 'Updating the endpoint', '/status': 'Asking how it stands' };

function callName(step: TaskStep, end: string): string {
  return CALL_NAMES[end] ?? (step.kind === 'cauce:endpoint' ? 'Creating the endpoint' : 'Its job');
}

function CallFault({ call, step, fault }: { readonly call: string; readonly step: TaskStep; readonly fault: Fault | undefined }) {
  const { store } = useCauce();
  const set = (next: Fault | null): void => setFault(store, call, next);
  const error = fault?.error ?? errorOf(step);
  return (
    <>
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
    </>
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
