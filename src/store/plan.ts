import type { ScopeSchedule } from '../core/compile/schedule/told.ts';
import { hasParallel } from '../core/compile/schedule/planTree.ts';
import type { StepId } from '../core/model/pipeline.ts';
import type { AppState } from './types.ts';

const known = new WeakMap<readonly ScopeSchedule[], boolean>();

/** Does anything of the pipeline run side by side by the compiler's plan? Else there is no plan worth a look. */
export function runsSideBySide({ compiled: { schedules } }: AppState): boolean {
  const before = known.get(schedules);
  if (before !== undefined) return before;
  const found = schedules.some((s) => hasParallel(s.tree));
  known.set(schedules, found);
  return found;
}

/** The plans of what a drawing shows: of the pipeline, of the container that is entered, of each branch of a Parallel. */
export function schedulesOf(schedules: readonly ScopeSchedule[], scope: readonly StepId[]): readonly ScopeSchedule[] {
  return schedules.filter((s) => s.path.length === scope.length && s.path.every((id, i) => id === scope[i]));
}
