import type { Fault, TestCase } from '../model/testCases.ts';
import type { Timeline } from './timeline.ts';

/**
 * One case that does by itself what cases did one after another, each in a redrive of the last: a fault that was taken away before a
 * redrive ends after the calls that had failed until then. Answers are those of the last case, and so are faults that it has.
 * @param meant the state that each key of `faults` means
 */
export function oneCase(cases: readonly TestCase[], meant: ReadonlyMap<string, string>, timeline: Timeline): TestCase {
  const last = cases.at(-1) ?? {};
  const automatic = cases[0]?.redrives ?? 0;
  const ended: Record<string, Fault> = {};
  for (const [i, { faults = {} }] of cases.entries()) {
    for (const [key, fault] of Object.entries(faults)) {
      const calls = callsUntil(timeline, meant.get(key), automatic + i);
      if (calls > 0) ended[key] = { ...fault, times: Math.min(fault.times ?? Infinity, calls) };
    }
  }
  return { ...last, faults: { ...ended, ...last.faults }, redrives: automatic + cases.length - 1 };
}

/** Calls of a state up to a redrive; 0: before the first. */
function callsUntil(timeline: Timeline, state: string | undefined, redrive: number): number {
  const visits = [...timeline.steps.values()].flat().filter((v) => v.state === state);
  return visits.flatMap((v) => v.attempts).filter((a) => a.resource !== undefined && (a.redrive ?? 0) <= redrive).length;
}
