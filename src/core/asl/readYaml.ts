import { isNode, isPair, LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import { isList, isObject, type Json } from '../base/json.ts';
import { MAX_DEPTH, textFault, type DuplicateKey, type JsonTextFault, type Place } from '../base/jsonText.ts';
import { pointer as toPointer, pointerTokens, type Pointer } from '../base/pointer.ts';
import type { AslText } from './aslText.ts';

/** YAML is read far slower than JSON; a definition of 1 MB, the most that AWS takes, fits in this twice. */
const MAX_YAML_LENGTH = 2 * 1024 * 1024;

/** Reads YAML 1.2. CloudFormation's short forms (`!Sub`) are taken as the text or list that stands behind them. */
export function readYaml(text: string): AslText | JsonTextFault {
  const refused = textFault(text);
  if (refused !== undefined) return refused;
  if (text.length > MAX_YAML_LENGTH) return tooLarge(text);
  const byteOrderMark = text.charCodeAt(0) === 0xfeff;
  const lines = new LineCounter();
  try {
    // Keys written twice are found below: the parser compares each with each.
    const document = parseDocument(byteOrderMark ? text.slice(1) : text, { lineCounter: lines, logLevel: 'error', prettyErrors: false, uniqueKeys: false });
    const fault = document.errors[0];
    // The parser reports an exhausted stack as a fault of the text.
    if (fault !== undefined) return /call stack|too much recursion/i.test(fault.message) ? tooDeep() : faultOf(fault, lines);
    const value = toJson(document);
    if (isDeeper(value, MAX_DEPTH)) return tooDeep();
    return {
      ok: true,
      format: 'yaml',
      value,
      byteOrderMark,
      locate: locator(document, lines),
      duplicates: () => findDuplicates(document.contents, [], lines),
    };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
    return { ok: false, reason: 'syntax', line: 1, column: 1, message: 'The aliases in this file cannot be followed', hint: 'Write the values out in place of *aliases.' };
  }
}

/** Through JSON, so that what YAML has more than JSON (dates, infinities, shared parts) becomes what JSON can say. */
function toJson(document: Document): Json {
  return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null)) as Json;
}

function faultOf(error: YAMLError, lines: LineCounter): JsonTextFault {
  const message = error.message.split('\n')[0]?.replace(/\.$/, '') ?? 'This is not YAML';
  return { ok: false, reason: 'syntax', ...placeOf(lines, error.pos[0]), message: `This is not YAML: ${message.replace(/^./, (c) => c.toLowerCase())}`, hint: 'Look at the indentation and the quotes of this line and the one before.' };
}

function tooDeep(): JsonTextFault {
  return { ok: false, reason: 'too-deep', line: 1, column: 1, message: `Lists and objects are nested more than ${MAX_DEPTH} levels deep`, hint: 'Check that this is the right file; a definition needs about 20 levels.' };
}

function tooLarge(text: string): JsonTextFault {
  const megabytes = Math.ceil(text.length / 1024 / 1024);
  return { ok: false, reason: 'too-large', line: 1, column: 1, message: `The file holds ${megabytes} MB of YAML, more than the ${MAX_YAML_LENGTH / 1024 / 1024} MB that can be read`, hint: 'Check that this is the right file; Step Functions takes definitions of up to 1 MB.' };
}

function findDuplicates(node: unknown, path: readonly string[], lines: LineCounter): DuplicateKey[] {
  const seen = new Set<string>();
  const found: DuplicateKey[] = [];
  (collectionItems(node) ?? []).forEach((item, i) => {
    const key = isPair(item) ? keyText(item.key) : String(i);
    const here = [...path, key];
    if (isPair(item) && seen.has(key)) found.push({ key, pointer: toPointer(...here), ...placeOf(lines, offsetOf(item.key) ?? 0) });
    seen.add(key);
    for (const inside of findDuplicates(isPair(item) ? item.value : item, here, lines)) found.push(inside);
  });
  return found;
}

function placeOf(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where a member or element is written, by its key if it has one; for a pointer to nothing, its nearest parent. */
function locator(document: Document, lines: LineCounter): (pointer: Pointer) => Place {
  const byKey = new Map<unknown, ReadonlyMap<string, unknown>>();
  const itemsOf = (node: unknown): ReadonlyMap<string, unknown> => {
    const known = byKey.get(node) ?? new Map((collectionItems(node) ?? []).map((item, i) => [isPair(item) ? keyText(item.key) : String(i), item]));
    byKey.set(node, known);
    return known;
  };
  return (pointer) => {
    let node: unknown = document.contents;
    let offset = offsetOf(node) ?? 0;
    for (const token of pointerTokens(pointer)) {
      const found = itemsOf(node).get(token);
      if (found === undefined) break;
      offset = offsetOf(isPair(found) ? found.key : found) ?? offset;
      node = isPair(found) ? found.value : found;
    }
    return placeOf(lines, offset);
  };
}

function collectionItems(node: unknown): readonly unknown[] | undefined {
  const items = (node as { items?: unknown } | null | undefined)?.items;
  return Array.isArray(items) ? items : undefined;
}

function keyText(key: unknown): string {
  return String(isNode(key) && 'value' in key ? key.value : key);
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** Level by level, so that the depth of the value is no danger to the stack. */
function isDeeper(value: Json, limit: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((v) => (isList(v) ? v : isObject(v) ? Object.values(v) : [])).filter((v) => typeof v === 'object' && v !== null);
  }
  return false;
}
