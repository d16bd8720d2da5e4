import { isParallel, type ParallelStep, type StepId } from '../model/pipeline.ts';
import { firstFree } from './names.ts';
import { branchId } from './scopeMoves.ts';
import { removeSteps } from './steps.ts';
import { nameOf, stepOf, updateStep } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

/** A further branch of a Parallel, empty, at an index (looks.md 7: a drop between lanes adds one). `freeLaneId` tells its id. */
export function addLane(id: StepId, index?: number): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step || !isParallel(step)) return refused(`${nameOf(pipeline, id)} is not a Parallel.`);
    const at = Math.max(0, Math.min(index ?? step.branches.length, step.branches.length));
    const lane = { id: freeLaneId(step), steps: {} };
    return done(updateStep(pipeline, id, () => ({ ...step, branches: [...step.branches.slice(0, at), lane, ...step.branches.slice(at)] })));
  };
}

export function freeLaneId(step: ParallelStep): string {
  return firstFree((n) => branchId(n - 1), (lane) => step.branches.some((b) => b.id === lane));
}

/** Takes a branch of a Parallel away with the steps in it. */
export function removeLane(id: StepId, lane: string): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    const branch = step && isParallel(step) ? step.branches.find((b) => b.id === lane) : undefined;
    if (!branch) return refused('The branch is not there any more.');
    const inside = Object.keys(branch.steps);
    const emptied = inside.length > 0 ? removeSteps(inside)(pipeline) : done(pipeline);
    if (!emptied.ok) return emptied;
    return done(updateStep(emptied.pipeline, id, (s) => (isParallel(s) ? { ...s, branches: s.branches.filter((b) => b.id !== lane) } : s)));
  };
}
