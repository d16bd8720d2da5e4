import { own, type Json } from '../base/json.ts';
import type { MockedResponse, MockFile } from '../model/mocks.ts';
import type { TestCase } from '../model/testCases.ts';
import { stepOfKey, withReport } from './meant.ts';
import type { Attempt, Timeline } from './timeline.ts';

/** "Always" in a file of mocks, which knows ranges of calls only: more than fit into one history. */
const LAST_CALL = 9999;

type Response = Readonly<Record<string, MockedResponse>>;

/**
 * What a case says of answers, as a file of mocks with one test case: each call of a state that is pinned or fails, as it came out in
 * a run of the case, the last one for all further calls. Pins of states that the run did not reach answer as pinned. States of the mock
 * file's own case that the case took stay as they are there.
 * @param meant the state that each key of the case means (`meantStates`)
 */
export function shownMocks(machine: string, name: string, testCase: TestCase, timeline: Timeline, meant: ReadonlyMap<string, string>, before: MockFile | null): MockFile {
  const states: Record<string, string> = {};
  const responses: Record<string, Response> = {};
  const taken = before === null ? undefined : caseIn(before, machine, testCase.mocks ?? name);
  for (const [state, response] of Object.entries(taken ?? {})) {
    states[state] = response;
    responses[response] = own(before?.MockedResponses, response) ?? {};
  }
  for (const key of new Set([...Object.keys(testCase.answers ?? {}), ...Object.keys(testCase.faults ?? {})])) {
    const state = meant.get(key);
    if (state === undefined) continue;
    const calls = (timeline.steps.get(stepOfKey(key)) ?? []).filter((v) => v.state === state).flatMap((v) => v.attempts).sort((a, b) => a.start - b.start);
    const response = responseOf(calls, own(testCase.faults, key)?.times !== undefined, own(withReport(testCase.answers), key));
    if (Object.keys(response).length === 0) continue;
    let called = state;
    for (let n = 2; Object.hasOwn(responses, called); n++) called = `${state} (${n})`;
    states[state] = called;
    responses[called] = response;
  }
  const used = new Set(Object.values(states));
  return { StateMachines: { [machine]: { TestCases: { [name]: states } } }, MockedResponses: Object.fromEntries(Object.entries(responses).filter(([n]) => used.has(n))) };
}

function caseIn({ StateMachines }: MockFile, machine: string, name: string): Readonly<Record<string, string>> | undefined {
  const machines = Object.keys(StateMachines);
  return own(own(StateMachines, machines.length === 1 ? (machines[0] ?? '') : machine)?.TestCases, name);
}

/** The calls of a state in their order; equal ones that follow each other are one range. */
function responseOf(calls: readonly Attempt[], sometimes: boolean, pinned: Json | undefined): Response {
  const answers = calls.flatMap((call): readonly MockedResponse[] => {
    if (call.outcome === 'succeeded') return [{ Return: call.result === undefined ? {} : (JSON.parse(call.result) as Json) }];
    return call.outcome === 'failed' ? [{ Throw: { Error: call.error ?? '', ...(call.cause === undefined ? {} : { Cause: call.cause }) } }] : [];
  });
  if (answers.length === 0) return pinned === undefined ? {} : { [`0-${LAST_CALL}`]: { Return: pinned } };
  const ranges: { from: number; to: number; readonly answer: MockedResponse }[] = [];
  for (const [i, answer] of answers.entries()) {
    const last = ranges.at(-1);
    if (last !== undefined && JSON.stringify(last.answer) === JSON.stringify(answer)) last.to = i;
    else ranges.push({ from: i, to: i, answer });
  }
  const last = ranges.at(-1);
  // A fault of some calls says nothing of those that were not made.
  if (last !== undefined && !(sometimes && last.answer.Throw !== undefined)) last.to = LAST_CALL;
  return Object.fromEntries(ranges.map(({ from, to, answer }) => [from === to ? String(from) : `${from}-${to}`, answer]));
}
