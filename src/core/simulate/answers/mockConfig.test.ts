import { describe, expect, it } from 'vitest';
import type { MockFile } from '../../model/mocks.ts';
import type { Answers, TaskAnswer, TaskCall } from '../answer.ts';
import { answersFrom, mockedCases } from './mockConfig.ts';

const MOCKS: MockFile = {
  StateMachines: { orders: { TestCases: { Retry: { Call: 'Flaky' }, Hybrid: { Other: 'Gone' } } } },
  MockedResponses: { Flaky: { 0: { Throw: { Error: 'Lambda.TimeoutException', Cause: 'late' } }, '1-2': { Throw: { Error: 'X' } }, 4: { Return: null } } },
};
const OTHERWISE: Answers = () => ({ return: 'plausible' });
const call = (state: string, invocation: number): TaskCall => ({ state, resource: '', input: {}, invocation, attempt: 0, iteration: [], now: Date.UTC(2026, 0, 1), timeoutSeconds: undefined, heartbeatSeconds: undefined, objects: new Map(), random: () => 0 });
const from = (mocks: MockFile, machine: string, testCase: string): ((state: string, invocation: number) => TaskAnswer) => {
  const read = answersFrom(mocks, machine, testCase, OTHERWISE);
  if (!read.ok) throw new Error(read.diagnostics[0]?.message);
  return (state, invocation) => read.answers(call(state, invocation));
};

describe('answers of a mock file', () => {
  it('go by the number of the call, ranges with both ends', () => {
    const answer = from(MOCKS, 'orders', 'Retry');
    expect(answer('Call', 0)).toEqual({ throw: { error: 'Lambda.TimeoutException', cause: 'late' } });
    expect([1, 2].map((n) => answer('Call', n))).toEqual([{ throw: { error: 'X', cause: undefined } }, { throw: { error: 'X', cause: undefined } }]);
    expect(answer('Call', 4)).toEqual({ return: null });
  });

  it('end with mock-exhausted, and say what there is', () => {
    const answer = from(MOCKS, 'orders', 'Retry');
    expect(answer('Call', 3)).toEqual({ throw: { error: 'mock-exhausted', cause: 'The mocked response “Flaky” has no response for invocation 3; it has others before and after.' } });
    expect(answer('Call', 5)).toMatchObject({ throw: { error: 'mock-exhausted', cause: 'The mocked response “Flaky” has no response for invocation 5; its last is 4.' } });
    expect(from(MOCKS, 'orders', 'Hybrid')('Other', 0)).toMatchObject({ throw: { error: 'mock-exhausted' } });
  });

  it('leave a state that is not mocked to the next', () => {
    expect(from(MOCKS, 'orders', 'Retry')('Else', 9)).toEqual({ return: 'plausible' });
    expect(from(MOCKS, 'orders', 'Retry')('constructor', 0)).toEqual({ return: 'plausible' });
  });

  it('take the only machine whatever its name, else the one that is named', () => {
    expect(from(MOCKS, 'another', 'Retry')('Call', 4)).toEqual({ return: null });
    const two: MockFile = { ...MOCKS, StateMachines: { ...MOCKS.StateMachines, bills: { TestCases: { Retry: {} } } } };
    expect(from(two, 'bills', 'Retry')('Call', 4)).toEqual({ return: 'plausible' });
    expect(mockedCases(two, 'orders')).toEqual(['Retry', 'Hybrid']);
    expect(mockedCases(two, 'another')).toEqual([]);
    expect(answersFrom(two, 'another', 'Retry', OTHERWISE)).toMatchObject({ ok: false, diagnostics: [{ code: 'mock-no-machine', message: 'The file of mocks has nothing for “another”; it has “orders”, “bills”.' }] });
    expect(answersFrom(MOCKS, 'orders', 'Retri', OTHERWISE)).toMatchObject({ ok: false, diagnostics: [{ code: 'mock-no-case', hint: 'Did you mean “Retry”?' }] });
  });
});
