import { isObject, type Json } from '../base/json.ts';
import type { Fault, TestCase } from '../model/testCases.ts';
import type { Simulation } from '../simulate/simulate.ts';
import { REPORT, stepOfKey } from './meant.ts';
import type { Attempt, Timeline } from './timeline.ts';

/** What an execution was, as far as a test case can say it. */
export interface RunSeen {
  readonly input: Json;
  readonly environment: string | undefined;
  readonly status: Simulation['status'];
  readonly timeline: Timeline;
}

/**
 * A test case in which tasks answer as they did in an execution, fail as often as they failed, and take as long. A case has one answer
 * of a step: of calls in the items of a Map or the rounds of a loop the last that was answered counts.
 * @param meant the state that each key of a case means (`meantStates`)
 */
export function caseOfRun({ input, environment, status, timeline }: RunSeen, meant: ReadonlyMap<string, string>): TestCase {
  const answers: Record<string, Json> = {};
  const faults: Record<string, Fault> = {};
  const durations: Record<string, number> = {};
  for (const [key, state] of meant) {
    const visits = (timeline.steps.get(stepOfKey(key)) ?? []).filter((v) => v.state === state);
    const calls = visits.flatMap((v) => v.attempts).filter((a) => a.resource !== undefined);
    const last = calls.at(-1);
    if (last === undefined) continue;
    const answer = answerIn(calls.findLast((a) => a.outcome === 'succeeded'), key);
    if (answer !== undefined) answers[key] = answer;
    if (last.outcome !== 'running') durations[key] = last.end - last.start;
    const fault = faultIn(calls);
    if (fault !== undefined) faults[key] = fault;
  }
  return {
    input,
    ...(environment === undefined ? {} : { environment }),
    ...(status === 'RUNNING' ? {} : { expect: { status } }),
    answers,
    ...(Object.keys(faults).length === 0 ? {} : { faults }),
    durations,
  };
}

/** What a call answered, as a case names it: the report of an evaluation is what its file says. Undefined of what AWS cut off. */
export function answerIn(call: Attempt | undefined, key: string): Json | undefined {
  try {
    const result = call?.result === undefined ? undefined : (JSON.parse(call.result) as Json);
    if (!key.endsWith(REPORT)) return result;
    const body = isObject(result) ? result['Body'] : undefined;
    return typeof body === 'string' ? (JSON.parse(body) as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Its first calls failed: as many, or all where none was answered. */
function faultIn(calls: readonly Attempt[]): Fault | undefined {
  const answered = calls.findIndex((a) => a.outcome === 'succeeded');
  const failed = (answered < 0 ? calls : calls.slice(0, answered)).filter((a) => a.outcome === 'failed');
  const { error, cause } = failed.at(-1) ?? {};
  if (error === undefined) return undefined;
  return { error, ...(cause === undefined ? {} : { cause }), ...(answered < 0 ? {} : { times: failed.length }) };
}
