import type { StepId } from '../../model/pipeline.ts';
import type { Change } from './difference.ts';

/** The changes of one state, or of the machine itself. */
export interface StepChanges {
  readonly state: string | undefined;
  readonly step: StepId | undefined;
  readonly changes: readonly Change[];
}

/** Changes by the state that they are of, in the order in which the states first come. */
export function bySteps(changes: readonly Change[]): readonly StepChanges[] {
  const groups = new Map<string | undefined, Change[]>();
  for (const change of changes) {
    const group = groups.get(change.state);
    if (group === undefined) groups.set(change.state, [change]);
    else group.push(change);
  }
  return [...groups].map(([state, all]) => ({ state, step: all[0]?.step, changes: all }));
}
