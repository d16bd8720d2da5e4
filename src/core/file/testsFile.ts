import { isObject, type Json, type JsonObject } from '../base/json.ts';
import { testsSchema, type TestsFile } from '../model/testCases.ts';
import { readRecordFile, type ReadFile } from './readRecordFile.ts';
import { describe } from './repair.ts';

const CURRENT_VERSION = 1;

/** Reads `<name>.tests.json`. A case or field that is malformed is left out and reported; a file of something else is refused. */
export function parseTests(text: string, fileName?: string): ReadFile<TestsFile> {
  return readRecordFile<TestsFile>(text, fileName, { schema: testsSchema, called: 'The file of test cases', refusal });
}

/** The text of a file of test cases: fields in the order in which they are, so that one edited case is a small difference. */
export function serializeTests(tests: TestsFile): string {
  return `${JSON.stringify(tests, null, 2)}\n`;
}

function refusal(value: Json): ReturnType<Parameters<typeof readRecordFile>[2]['refusal']> {
  if (!isObject(value)) return { code: 'file-not-tests', args: { what: describe(value) }, at: '' };
  const format = value['format'];
  const version = typeof format === 'string' ? /^cauce-tests\/(\d{1,9})$/.exec(format)?.[1] : undefined;
  if (version === undefined) return { code: 'file-not-tests', args: { what: otherKind(value, format) }, at: format === undefined ? '' : '/format' };
  if (Number(version) > CURRENT_VERSION) return { code: 'file-newer-format', args: { format: String(format), known: `cauce-tests/${CURRENT_VERSION}` }, at: '/format' };
  return undefined;
}

function otherKind(value: JsonObject, format: Json | undefined): string {
  if (typeof format === 'string' && format.startsWith('cauce/')) return 'a pipeline';
  if (isObject(value['StateMachines'])) return 'a file of mocks';
  return format === undefined ? 'an object without "format"' : `a file whose format is ${describe(format)}`;
}
