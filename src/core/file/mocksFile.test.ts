import { describe, expect, it } from 'vitest';
import { parseMocks, serializeMocks } from './mocksFile.ts';

const file = (responses: object, states: object = {}): string => JSON.stringify({ StateMachines: { m: { TestCases: { Happy: states } } }, MockedResponses: responses }, null, 1);

describe('a file of mocks', () => {
  it('reads what Step Functions Local reads', () => {
    const text = file({ Retry: { 0: { Throw: { Error: 'Lambda.TimeoutException', Cause: 'late' } }, '1-2': { Throw: { Error: 'X' } }, 3: { Return: null } } }, { Call: 'Retry' });
    const read = parseMocks(text, 'a.mocks.json');
    expect(read).toMatchObject({ ok: true, intact: true, diagnostics: [] });
    expect(JSON.parse(serializeMocks(read.value ?? { StateMachines: {} }))).toEqual(JSON.parse(text));
  });

  it('says where a response is missing, with the one that may be meant', () => {
    const read = parseMocks(file({ Success: { 0: { Return: {} } } }, { Call: 'Succes', Other: 'Nothing at all' }), 'a.mocks.json');
    expect(read.diagnostics.map((d) => [d.code, d.where.pointer, d.where.line, d.hint])).toEqual([
      ['mock-no-response', '/StateMachines/m/TestCases/Happy/Call', 6, 'Did you mean “Success”?'],
      ['mock-no-response', '/StateMachines/m/TestCases/Happy/Other', 7, 'Add it to "MockedResponses", or take the state out of the test case.'],
    ]);
  });

  it('finds invocations that are none, that overlap, and responses that are not one of the two', () => {
    const read = parseMocks(file({ R: { '0-2': { Return: 1 }, 2: { Return: 2 }, '5-4': { Return: 3 }, first: { Return: 4 }, 7: {}, 8: { Return: 1, Throw: { Error: 'E' } } } }));
    expect(new Set(read.diagnostics.map((d) => `${d.code} ${d.where.pointer}`))).toEqual(
      new Set([
        // JavaScript lists keys that are whole numbers first: 2 stands before 0-2.
        'mock-invocation-twice /MockedResponses/R/0-2',
        'mock-invocation /MockedResponses/R/5-4',
        'mock-invocation /MockedResponses/R/first',
        'mock-return-or-throw /MockedResponses/R/7',
        'mock-return-or-throw /MockedResponses/R/8',
      ]),
    );
  });

  it('leaves out what is malformed and refuses what is not one', () => {
    const read = parseMocks('{"StateMachines": {"m": {"TestCases": {"A": {"Call": 3, "Go": "R"}}}}, "MockedResponses": {"R": {"0": {"Throw": {"Cause": "no name"}}}}}');
    expect(read).toMatchObject({ ok: true, intact: false, value: { StateMachines: { m: { TestCases: { A: { Go: 'R' } } } } } });
    expect(read.diagnostics.filter((d) => d.code === 'file-part-malformed').map((d) => d.where.pointer)).toEqual(['/MockedResponses/R/0/Throw/Error', '/StateMachines/m/TestCases/A/Call']);
    expect(parseMocks('{"MockedResponses": {}}')).toMatchObject({ ok: false, diagnostics: [{ code: 'file-not-mocks' }] });
    expect(parseMocks('7')).toMatchObject({ ok: false, diagnostics: [{ message: 'This is 7, not a file of mocks.' }] });
  });
});
