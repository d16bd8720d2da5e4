import type { Measured, Step, StepId } from '../model/pipeline.ts';
import { updateAllSteps, withField } from './tree.ts';
import { change } from './steps.ts';
import { done, refused, type Edit } from './types.ts';

/** What a person estimates for a step, seconds; it is no measured value then. Undefined: again as its kind. */
export function setEstimate(id: StepId, seconds: number | undefined): Edit {
  return (pipeline) => {
    if (seconds !== undefined && !(Number.isFinite(seconds) && seconds >= 0)) return refused('An estimate is a number of seconds, 0 or more.');
    return change(pipeline, id, (step) => withEstimate(step, seconds, undefined));
  };
}

/** Takes what a run measured as the estimates of steps, and keeps which run it was. Steps that are not there any more are left out. */
export function takeMeasured(seconds: ReadonlyMap<StepId, number>, measured: Measured): Edit {
  return (pipeline) => done(updateAllSteps(pipeline, (step, id) => (seconds.has(id) ? withEstimate(step, seconds.get(id), measured) : step)));
}

function withEstimate(step: Step, seconds: number | undefined, measured: Measured | undefined): Step {
  return withField(withField(step, 'estimateSeconds', seconds), 'measured', measured);
}
