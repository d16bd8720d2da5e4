import type { Measured } from '../core/model/pipeline.ts';

/** "measured on 2026-11-25 in the execution nightly-17". */
export function measuredWords({ on, run, simulated }: Measured): string {
  const where = simulated ? (run === undefined ? 'a simulation' : `the simulated case ${run}`) : run === undefined ? 'a run' : `the execution ${run}`;
  return `measured on ${on} in ${where}`;
}
