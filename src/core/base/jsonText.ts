import { findJsonFault, type JsonTextFault } from './jsonFault.ts';
import { jsonPlaces, textPlaces, type DuplicateKey, type Place } from './jsonPlaces.ts';
import { scanJson } from './jsonScan.ts';
import { isList, isObject, type Json } from './json.ts';
import type { Pointer } from './pointer.ts';

/** A text that is JSON, with the way from any JSON pointer back to the place in the text. */
export interface JsonText {
  readonly ok: true;
  readonly value: Json;
  /** Where a member or element is written (its key, if it has one); for a pointer to nothing, its nearest parent. */
  readonly locate: (pointer: Pointer) => Place;
  /** Keys written more than once in one object: JSON keeps the last one only, so something a person wrote is lost. */
  readonly duplicates: () => readonly DuplicateKey[];
  /** The text began with a byte order mark, which was skipped. */
  readonly byteOrderMark: boolean;
}

export type { DuplicateKey, JsonTextFault, Place };

/** AWS takes 1 MB and a pipeline of 2 000 steps is about 2 MB, so anything longer than this is not one of our files. */
export const MAX_TEXT_LENGTH = 16 * 1024 * 1024;
/** Nothing that a person writes comes near; past a few thousand levels, programs that walk the value run out of stack. */
export const MAX_DEPTH = 500;

/**
 * Reads strict JSON (RFC 8259: no comments, no trailing commas). Never throws: text that is huge, nested too deep, cut
 * off or not text at all gives one fault with its place. The index of positions is built only when a place is asked for.
 */
export function parseJsonText(text: string): JsonText | JsonTextFault {
  const byteOrderMark = text.charCodeAt(0) === 0xfeff;
  const refused = textFault(text);
  if (refused !== undefined) return refused;
  const body = byteOrderMark ? text.slice(1) : text;
  const { tooDeepAt, members } = scanJson(body, MAX_DEPTH);
  if (tooDeepAt !== undefined) {
    return { ok: false, reason: 'too-deep', ...textPlaces(body)(tooDeepAt), message: `Lists and objects are nested more than ${MAX_DEPTH} levels deep`, hint: 'Check that this is the right file; a definition or pipeline needs about 20 levels.' };
  }
  let value: Json;
  try {
    value = JSON.parse(body) as Json;
  } catch {
    return findJsonFault(body);
  }
  let places: ReturnType<typeof jsonPlaces> | undefined;
  const index = () => (places ??= jsonPlaces(body));
  return {
    ok: true,
    value,
    byteOrderMark,
    locate: (pointer) => index().locate(pointer),
    duplicates: () => (members === countMembers(value) ? [] : index().duplicates()),
  };
}

/** What makes a text unusable in any format: nothing in it, too much in it, or not text. */
export function textFault(text: string): JsonTextFault | undefined {
  if (text.length > MAX_TEXT_LENGTH) {
    const megabytes = Math.ceil(text.length / 1024 / 1024);
    return { ok: false, reason: 'too-large', line: 1, column: 1, message: `The file holds ${megabytes} MB of text, more than the ${MAX_TEXT_LENGTH / 1024 / 1024} MB that can be read`, hint: 'Check that this is the right file; Step Functions takes definitions of up to 1 MB.' };
  }
  if (/^\uFEFF?\s*$/.test(text)) {
    return { ok: false, reason: 'empty', line: 1, column: 1, message: 'The file is empty', hint: 'Choose a file that holds a pipeline or a definition.' };
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return { ok: false, reason: 'binary', ...textPlaces(text)(nul), message: 'The file holds binary data, not text', hint: 'Choose a JSON or YAML file, saved as UTF-8.' };
  }
  return undefined;
}

function countMembers(value: Json): number {
  let count = 0;
  if (isList(value)) for (const element of value) count += countMembers(element);
  else if (isObject(value)) {
    for (const key in value) count += 1 + countMembers(value[key] as Json);
  }
  return count;
}
