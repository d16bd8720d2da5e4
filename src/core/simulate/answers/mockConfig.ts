import { own } from '../../base/json.ts';
import { nearest } from '../../base/nearest.ts';
import { diagnostic } from '../../diagnostic/catalogue.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { invocationsOf, type MockedResponse, type MockFile } from '../../model/mocks.ts';
import type { Answers, TaskAnswer } from '../answer.ts';

/** The error of a call for which a mocked state has no response (any more). */
export const MOCK_EXHAUSTED = 'mock-exhausted';

export type MockAnswers = { readonly ok: true; readonly answers: Answers } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Answers of one test case of a mock file: response n is the n-th call of the state in the execution, retries and iterations
 * counted; a call without a response is the error `mock-exhausted`. States that the case does not mock are answered by `otherwise`.
 * The machine is the only entry of `StateMachines` whatever its name, else the one that is named like the pipeline (formats.md 2).
 */
export function answersFrom(mocks: MockFile, machineName: string, testCase: string, otherwise: Answers): MockAnswers {
  const machines = Object.keys(mocks.StateMachines);
  const name = machines.length === 1 ? (machines[0] ?? '') : machineName;
  const machine = own(mocks.StateMachines, name);
  if (!machine) return { ok: false, diagnostics: [diagnostic('mock-no-machine', { machine: machineName, known: listed(machines) }, { pointer: '/StateMachines' })] };
  const cases = Object.keys(machine.TestCases ?? {});
  const states = own(machine.TestCases, testCase);
  if (!states) return { ok: false, diagnostics: [diagnostic('mock-no-case', { case: testCase, known: listed(cases), meant: nearest(testCase, cases) ?? '' }, { pointer: '/StateMachines' })] };
  const scripts = new Map(Object.entries(states).map(([state, response]) => [state, scriptOf(response, own(mocks.MockedResponses, response) ?? {})]));
  return { ok: true, answers: (call) => scripts.get(call.state)?.(call.invocation) ?? otherwise(call) };
}

/** The test cases that a mock file has for a machine, in the order of the file; none where it has no entry for it. */
export function mockedCases(mocks: MockFile, machineName: string): readonly string[] {
  const machines = Object.keys(mocks.StateMachines);
  return Object.keys(own(mocks.StateMachines, machines.length === 1 ? (machines[0] ?? '') : machineName)?.TestCases ?? {});
}

function scriptOf(name: string, response: Readonly<Record<string, MockedResponse>>): (invocation: number) => TaskAnswer {
  const answers = Object.entries(response).flatMap(([key, mocked]) => {
    const range = invocationsOf(key);
    const answer = answerOf(mocked);
    return range && answer ? [{ ...range, answer }] : [];
  });
  const last = Math.max(-1, ...answers.map((a) => a.to));
  return (invocation) => {
    const found = answers.find((a) => a.from <= invocation && invocation <= a.to);
    if (found) return found.answer;
    const has = last < 0 ? 'it has none' : invocation > last ? `its last is ${last}` : 'it has others before and after';
    return { throw: { error: MOCK_EXHAUSTED, cause: `The mocked response “${name}” has no response for invocation ${invocation}; ${has}.` } };
  };
}

function answerOf(mocked: MockedResponse): TaskAnswer | undefined {
  if (mocked.Throw) return { throw: { error: mocked.Throw.Error, cause: mocked.Throw.Cause } };
  return mocked.Return === undefined ? undefined : { return: mocked.Return };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((n) => `“${n}”`).join(', ');
}
