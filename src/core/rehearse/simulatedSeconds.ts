import type { Pipeline } from '../model/pipeline.ts';
import { Execution, type Simulation } from '../simulate/simulate.ts';
import { plausibleInput, prepareRehearsal, type RehearsalOptions } from './prepare.ts';

/**
 * How long one execution of a pipeline's definition takes in virtual time, seconds, and how it ends: plausible input and answers,
 * every step as long as it is estimated. It takes one way where the drawing has several; a Map goes through plausible items.
 * @returns null where the pipeline does not compile
 */
export async function simulatedSeconds(pipeline: Pipeline, options: RehearsalOptions): Promise<{ readonly seconds: number; readonly status: Simulation['status'] } | null> {
  const rehearsal = prepareRehearsal(pipeline, options);
  if ('diagnostics' in rehearsal) return null;
  const run = await new Execution(rehearsal.program, { input: plausibleInput(pipeline, options.environment), answers: rehearsal.answers({}) }).run();
  return { seconds: run.durationSeconds, status: run.status };
}
