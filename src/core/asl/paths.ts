import type { Json } from '../base/json.ts';
import { describe, noteRead, report, shorten, type At, type Here } from './here.ts';
import { readIntrinsic } from './intrinsic.ts';
import { readPath } from './path.ts';
import { isPlaceholder, withoutTokens, wrongType } from './placeholder.ts';

/** Checks of JSONPath fields: paths, and the values of names that end in `.$`. */

export function checkPath(here: Here, field: string, value: Json, at: At): void {
  readWholePath(here, field, value, at);
}

export function checkReferencePath(here: Here, field: string, value: Json, at: At): void {
  const path = readWholePath(here, field, value, at);
  if (path !== undefined && !path.reference) report(here, 'asl-reference-path', { field, found: shorten(String(value)) }, at);
}

/** A place in the input to write to: neither the context nor a variable. */
export function checkResultPath(here: Here, field: string, value: Json, at: At): void {
  const path = readWholePath(here, field, value, at);
  if (path === undefined) return;
  if (path.root !== 'input') report(here, 'asl-result-path', { field, found: shorten(String(value)) }, at);
  else if (!path.reference) report(here, 'asl-reference-path', { field, found: shorten(String(value)) }, at);
}

function readWholePath(here: Here, field: string, value: Json, at: At) {
  if (typeof value !== 'string') {
    wrongType(here, field, 'a path', value, at);
    return undefined;
  }
  const text = withoutTokens(value);
  const path = readPath(text);
  if (path.ok) {
    if (path.variable !== undefined) noteRead(here, path.variable, at);
    return path;
  }
  if (!isPlaceholder(here, field, value, at)) report(here, 'asl-path', { field, reason: path.reason, at: shorten(text.slice(path.at)) || 'its end' }, at);
  return undefined;
}

/** What a name that ends in `.$` may have as its value: a path, or a call of an intrinsic function. */
export function checkDynamicValue(here: Here, field: string, value: Json, at: At): void {
  if (typeof value !== 'string') return report(here, 'asl-dynamic-value', { field, reason: `it is ${describe(value)}` }, at);
  const text = withoutTokens(value);
  if (text.startsWith('$')) {
    const path = readPath(text);
    if (!path.ok) report(here, 'asl-path', { field, reason: path.reason, at: shorten(text.slice(path.at)) || 'its end' }, at);
    else if (path.variable !== undefined) noteRead(here, path.variable, at);
  } else if (/^\s*States\./.test(text)) {
    checkCall(here, field, text, at);
  } else if (!isPlaceholder(here, field, value, at)) {
    report(here, 'asl-dynamic-value', { field, reason: `it is ${describe(value)}` }, at);
  }
}

/** `ErrorPath` and `CausePath` of a Fail state: a path, or a function that gives a text. */
export function checkTextPath(here: Here, field: string, value: Json, at: At): void {
  if (typeof value !== 'string' || !/^\s*States\./.test(value)) return checkReferencePath(here, field, value, at);
  const name = checkCall(here, field, withoutTokens(value), at);
  if (name !== undefined && !TEXT_FUNCTIONS.has(name)) report(here, 'asl-intrinsic-text', { field, function: name }, at);
}

const TEXT_FUNCTIONS: ReadonlySet<string> = new Set(['Format', 'JsonToString', 'ArrayGetItem', 'Base64Encode', 'Base64Decode', 'Hash', 'UUID']);

function checkCall(here: Here, field: string, text: string, at: At): string | undefined {
  const call = readIntrinsic(text);
  if (!call.ok) {
    report(here, 'asl-intrinsic', { field, reason: call.reason }, at);
    return undefined;
  }
  for (const name of call.variables) noteRead(here, name, at);
  if (call.doubt !== undefined) report(here, 'asl-intrinsic-doubt', { ...call.doubt }, at);
  return call.name;
}
