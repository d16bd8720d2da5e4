import type { Edge } from '../../core/model/edges.ts';
import type { StepStatus } from '../../core/rehearse/statusAt.ts';
import type { AppState } from '../../store/types.ts';
import type { SceneEdge } from '../scene/types.ts';

/** How a line stands in a simulation at the scrubber's time. `on-way`: its source has given, its target has not begun. */
export type Passing = 'to-come' | 'on-way' | 'arrived' | 'skipped';

const FIRST: readonly Passing[] = ['arrived', 'on-way', 'to-come', 'skipped'];
const OVER: readonly StepStatus['kind'][] = ['succeeded', 'failed', 'caught', 'aborted', 'skipped'];

/** Null outside of a simulation. A line of several edges stands as the one that has come farthest. */
export function passingOf({ simulation }: AppState, wire: SceneEdge): Passing | null {
  const run = simulation.result?.run;
  if (!run) return null;
  const { at, statuses } = simulation;
  const atEnd = at >= run.timeline.duration;
  const over = (step: string): boolean => OVER.includes(statuses?.get(step)?.kind ?? 'idle');
  if (wire.edges.length === 0) {
    // The item of a Map comes to a step when that begins.
    const begun = run.timeline.steps.get(wire.target)?.[0]?.start;
    return begun !== undefined && begun <= at ? 'arrived' : begun === undefined && atEnd ? 'skipped' : 'to-come';
  }
  const passing = (edge: Edge): Passing => {
    const { left, arrived } = run.passages.get(edge.id) ?? {};
    if (arrived !== undefined && arrived <= at) return 'arrived';
    if (atEnd && arrived === undefined) return 'skipped';
    if (left !== undefined) return left <= at ? 'on-way' : 'to-come';
    return over(edge.from) ? 'skipped' : 'to-come';
  };
  const all = wire.edges.map(passing);
  return FIRST.find((p) => all.includes(p)) ?? 'to-come';
}
