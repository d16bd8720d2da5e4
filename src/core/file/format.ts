import { isObject, type Json, type JsonObject } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import type { Code } from '../diagnostic/catalogue.ts';
import type { Arguments } from '../diagnostic/entry.ts';
import { describe } from './repair.ts';

/** The version that this code writes. */
export const CURRENT_VERSION = 1;

/** From each older version to the next: the document as it was, made what the next version means. */
const MIGRATIONS: ReadonlyMap<number, (document: JsonObject) => JsonObject> = new Map();

export type Judged =
  | { readonly ok: true; readonly document: JsonObject }
  | { readonly ok: false; readonly code: Code; readonly args: Arguments; readonly pointer: Pointer };

/** Is this a pipeline of a version that can be read? Gives the document, brought up to the current version. */
export function judgeFormat(value: Json): Judged {
  if (!isObject(value)) return no('file-not-a-pipeline', { what: describe(value), hint: 'A pipeline file holds an object with "format": "cauce/1".' }, '');
  const format = value['format'];
  const version = typeof format === 'string' ? /^cauce\/(\d{1,9})$/.exec(format)?.[1] : undefined;
  if (version === undefined) return no('file-not-a-pipeline', otherKind(value, format), format === undefined ? '' : '/format');
  if (Number(version) > CURRENT_VERSION) return no('file-newer-format', { format: String(format), known: `cauce/${CURRENT_VERSION}` }, '/format');
  let document = value;
  for (let from = Number(version); from < CURRENT_VERSION; from++) {
    const migrate = MIGRATIONS.get(from);
    if (!migrate) return no('file-not-a-pipeline', { what: `a file of the unknown format ${String(format)}`, hint: `Cauce reads cauce/${CURRENT_VERSION}.` }, '/format');
    document = migrate(document);
  }
  return { ok: true, document };
}

/** What a file is instead, and what to do with it. */
function otherKind(value: JsonObject, format: Json | undefined): Arguments {
  if (isObject(value['States'])) return { what: 'a definition (Amazon States Language)', hint: 'Open the pipeline that it was made from.' };
  if (typeof format === 'string' && format.startsWith('cauce-manifest/')) return { what: 'the manifest of a definition', hint: 'Open the pipeline that it was made from.' };
  if (typeof format === 'string' && format.startsWith('cauce-tests/')) return { what: 'a file of test cases', hint: 'Open the pipeline that it belongs to.' };
  if (format === undefined) return { what: 'an object without "format"', hint: 'A pipeline file begins with {"format": "cauce/1", …}.' };
  return { what: `a file whose format is ${describe(format)}`, hint: 'A pipeline file begins with {"format": "cauce/1", …}.' };
}

function no(code: Code, args: Arguments, pointer: Pointer): Judged {
  return { ok: false, code, args, pointer };
}
