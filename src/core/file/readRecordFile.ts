import { isObject, type Json, type JsonObject } from '../base/json.ts';
import { parseJsonText } from '../base/jsonText.ts';
import type { Pointer } from '../base/pointer.ts';
import { diagnostic, type Code } from '../diagnostic/catalogue.ts';
import type { Arguments } from '../diagnostic/entry.ts';
import type { Diagnostic, Where } from '../diagnostic/diagnostic.ts';
import { repair } from './repair.ts';

export type ReadFile<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly diagnostics: readonly Diagnostic[];
      /** Everything in the file is in the value: saving it loses nothing. */
      readonly intact: boolean;
    }
  | { readonly ok: false; readonly value: null; readonly diagnostics: readonly Diagnostic[] };

export type Report = (code: Code, args: Arguments, at: Pointer) => void;

/**
 * Reads a file that is one object judged by one schema: what is malformed is left out and reported with its place, as in
 * `parsePipeline`. `refusal` says what the file is instead of what it should be; `check` looks at what is left. Never throws.
 */
export function readRecordFile<T>(
  text: string,
  fileName: string | undefined,
  how: {
    readonly schema: Parameters<typeof repair>[0];
    /** What a problem of the whole file is about: “The test file”. */
    readonly called: string;
    readonly refusal: (value: Json) => { readonly code: Code; readonly args: Arguments; readonly at: Pointer } | undefined;
    readonly check?: (value: T, report: Report) => void;
  },
): ReadFile<T> {
  const file: Where = fileName === undefined ? {} : { file: fileName };
  const json = parseJsonText(text);
  if (!json.ok) return refuse([diagnostic('file-unreadable', { problem: json.message, hint: json.hint }, { ...file, line: json.line, column: json.column })]);
  const found: Diagnostic[] = [];
  const report: Report = (code, args, at) => void found.push(diagnostic(code, args, { ...file, pointer: at, ...json.locate(at) }));
  const refused = how.refusal(json.value);
  if (refused) {
    report(refused.code, refused.args, refused.at);
    return refuse(found);
  }
  for (const twice of json.duplicates()) found.push(diagnostic('file-duplicate-key', { key: twice.key }, { ...file, pointer: twice.pointer, line: twice.line, column: twice.column }));
  const { value, removals } = repair(how.schema, json.value);
  for (const { gone, at, problem } of removals) report('file-part-malformed', { part: named(how.called, at), problem, gone: named(how.called, gone) }, at);
  if (!isObject(value)) return refuse(found);
  const intact = found.length === 0;
  how.check?.(value as JsonObject as unknown as T, report);
  return { ok: true, value: value as JsonObject as unknown as T, diagnostics: found, intact };
}

function refuse<T>(diagnostics: readonly Diagnostic[]): ReadFile<T> {
  return { ok: false, value: null, diagnostics };
}

function named(called: string, at: Pointer): string {
  return at === '' ? called : at.slice(1).replaceAll('/', ' › ');
}
