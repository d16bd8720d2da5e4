import { isObject, own, type Json } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import { pointer } from '../base/pointer.ts';
import { invocationsOf, mocksSchema, type MockedResponse, type MockFile } from '../model/mocks.ts';
import { readRecordFile, type ReadFile, type Report } from './readRecordFile.ts';
import { describe } from './repair.ts';

/**
 * Reads `<name>.mocks.json`, a `MockConfigFile.json` of AWS Step Functions Local. A part that is malformed is left out and
 * reported; names of responses that are not there and invocations that contradict each other are reported with their places.
 */
export function parseMocks(text: string, fileName?: string): ReadFile<MockFile> {
  return readRecordFile<MockFile>(text, fileName, {
    schema: mocksSchema,
    called: 'The file of mocks',
    refusal: (value: Json) => (isObject(value) && isObject(value['StateMachines']) ? undefined : { code: 'file-not-mocks', args: { what: isObject(value) ? 'an object without "StateMachines"' : describe(value) }, at: '' }),
    check: checkMocks,
  });
}

/** The text of a file of mocks. */
export function serializeMocks(mocks: MockFile): string {
  return `${JSON.stringify(mocks, null, 2)}\n`;
}

function checkMocks(mocks: MockFile, report: Report): void {
  const responses = mocks.MockedResponses ?? {};
  for (const [name, response] of Object.entries(responses)) checkResponse(name, response, report);
  for (const [machine, { TestCases }] of Object.entries(mocks.StateMachines)) {
    for (const [testCase, states] of Object.entries(TestCases ?? {})) {
      for (const [state, response] of Object.entries(states)) {
        if (own(responses, response) !== undefined) continue;
        report('mock-no-response', { state, response, meant: nearest(response, Object.keys(responses)) ?? '' }, pointer('StateMachines', machine, 'TestCases', testCase, state));
      }
    }
  }
}

function checkResponse(name: string, response: Readonly<Record<string, MockedResponse>>, report: Report): void {
  const before: { readonly key: string; readonly from: number; readonly to: number }[] = [];
  for (const [key, mocked] of Object.entries(response)) {
    const at = pointer('MockedResponses', name, key);
    const has = ['Return', 'Throw'].filter((field) => Object.hasOwn(mocked, field));
    if (has.length !== 1) report('mock-return-or-throw', { response: name, key, found: has.length === 0 ? 'neither "Return" nor "Throw"' : 'both "Return" and "Throw"' }, at);
    const range = invocationsOf(key);
    if (!range) {
      report('mock-invocation', { response: name, key }, at);
      continue;
    }
    const other = before.find((b) => b.from <= range.to && range.from <= b.to);
    if (other) report('mock-invocation-twice', { response: name, key, other: other.key }, at);
    before.push({ key, ...range });
  }
}
