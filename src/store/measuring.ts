import { stepSeconds } from '../core/catalog/estimate.ts';
import { takeMeasured } from '../core/edit/estimates.ts';
import { allSteps } from '../core/model/scopes.ts';
import { isMap, isParallel, type Measured, type Step, type StepId } from '../core/model/pipeline.ts';
import { measuredSeconds } from '../core/rehearse/measured.ts';
import type { App } from './react.tsx';
import type { AppState, Measurement } from './types.ts';

/** An estimate that a run would change. Seconds. */
export interface EstimateChange {
  readonly step: StepId;
  readonly name: string;
  readonly now: number;
  /** Where the one of now comes from. */
  readonly source: Measured | 'you' | 'kind' | 'inside';
  readonly measured: number;
}

/**
 * What the run that is shown measured, an execution or a simulation; else what the last one did. Null where there was none.
 * @param now milliseconds since 1970
 */
export function measurementOf({ simulation: { result, live, chosen, measured } }: Pick<AppState, 'simulation'>, now: number): Measurement | null {
  const run = result?.run;
  if (!run) return measured;
  const steps = measuredSeconds(run.timeline, live === null);
  if (live !== null) return { steps, from: { on: dayOf(run.events.at(-1)?.timestamp.getTime() ?? now), run: live.name } };
  return { steps, from: { on: dayOf(now), ...(chosen === null ? {} : { run: chosen }), simulated: true } };
}

/** Every estimate of the pipeline that the measured ones differ from, in the order of the run. */
export function estimateChanges({ document: { pipeline }, compiled: { catalog } }: Pick<AppState, 'document' | 'compiled'>, { steps }: Measurement): readonly EstimateChange[] {
  const there = allSteps(pipeline);
  return [...steps].flatMap(([id, measured]) => {
    const step = there.get(id)?.step;
    if (step === undefined) return [];
    const now = stepSeconds(step, catalog);
    return now === measured ? [] : [{ step: id, name: step.name, now, source: sourceOf(step), measured }];
  });
}

function sourceOf(step: Step): EstimateChange['source'] {
  if (step.estimateSeconds === undefined) return isMap(step) || isParallel(step) ? 'inside' : 'kind';
  return step.measured ?? 'you';
}

/** Makes the measured durations the estimates: one edit, which undo takes back. */
export function writeMeasured({ store }: Pick<App, 'store'>, { from }: Measurement, changes: readonly EstimateChange[]): void {
  const result = store.getState().edit('use measured durations', takeMeasured(new Map(changes.map((c) => [c.step, c.measured])), from));
  if (result.ok) store.getState().notify(`${changes.length} ${changes.length === 1 ? 'estimate is' : 'estimates are'} now what was measured`, { undoable: true });
}

/** `2026-11-25`, local. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
