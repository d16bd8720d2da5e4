import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { childPointer } from '../base/pointer.ts';
import type { Language, StepId } from './pipeline.ts';

/** A place in an output: names, indexes and `*` for every element of a list. */
export type PathToken = string | number;
export interface OutputRef {
  readonly step: StepId;
  /** Absent: the step's whole response. */
  readonly port?: string;
  readonly path: readonly PathToken[];
  /** Used on paths on which the output is not made. */
  readonly default?: Json;
}
export const CONTEXT_KEYS = ['execution.id', 'execution.name', 'execution.startTime', 'region', 'account', 'partition', 'retryCount'] as const;
export type ContextKey = (typeof CONTEXT_KEYS)[number];

/** What an argument is bound to (formats.md 1, "Bindings"). `object` and `list` are literals that hold further bindings. */
export type Binding =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Binding])[] }
  | { readonly kind: 'list'; readonly items: readonly Binding[] }
  | { readonly kind: 'param'; readonly name: string }
  | { readonly kind: 'output'; readonly ref: OutputRef }
  | { readonly kind: 'oneOf'; readonly refs: readonly OutputRef[]; readonly default?: Json }
  | { readonly kind: 'context'; readonly key: ContextKey }
  | { readonly kind: 'item'; readonly map: StepId; readonly path: readonly PathToken[] }
  | { readonly kind: 'index'; readonly map: StepId }
  | { readonly kind: 'text'; readonly parts: readonly Binding[] }
  | { readonly kind: 'expression'; readonly language: Language; readonly code: string }
  | { readonly kind: 'malformed'; readonly reason: string };

const BINDING_KEYS = new Set(['$literal', '$param', '$output', '$oneOf', '$context', '$item', '$index', '$text', '$expression']);

/** Is this JSON an object that the format reads as a binding (one key, of the list)? */
export function looksLikeBinding(json: Json): boolean {
  if (!isObject(json)) return false;
  let only: string | undefined;
  for (const key in json) {
    if (only !== undefined || !key.startsWith('$')) return false;
    only = key;
  }
  return only !== undefined && BINDING_KEYS.has(only);
}

/** A binding that is no literal object or list with bindings inside. */
export type LeafBinding = Exclude<Binding, { readonly kind: 'object' | 'list' }>;

/** Is this JSON a literal object or list, to be read member by member? Everything else is a `LeafBinding`. */
export function isStructure(json: Json): json is JsonObject | readonly Json[] {
  return isList(json) || (isObject(json) && !looksLikeBinding(json));
}

/** Documents are never changed in place, so what was read of a part of one stays true; many passes read the same parts. */
const read = new WeakMap<object, Binding>();

/** Reads the binding of an argument. Never throws: what cannot be read is `malformed`, with the reason. */
export function readBinding(json: Json): Binding {
  if (typeof json !== 'object' || json === null) return { kind: 'literal', value: json };
  let binding = read.get(json);
  if (binding === undefined) read.set(json, (binding = isList(json) ? { kind: 'list', items: json.map(readBinding) } : readObject(json as JsonObject)));
  return binding;
}

function readObject(json: JsonObject): Binding {
  if (!looksLikeBinding(json)) return { kind: 'object', entries: Object.entries(json).map(([k, v]) => [k, readBinding(v)] as const) };
  const key = Object.keys(json)[0] as string;
  const body = json[key] as Json;
  switch (key) {
    case '$literal':
      return { kind: 'literal', value: body };
    case '$param':
      return typeof body === 'string' ? { kind: 'param', name: body } : malformed('$param takes the name of a parameter');
    case '$output': {
      const ref = readOutputRef(body);
      return ref ? { kind: 'output', ref } : malformed('$output takes "step/port" or {"from": "step/port", "path": […], "default": …}');
    }
    case '$oneOf': {
      const from = isObject(body) ? body['from'] : undefined;
      const refs = isList(from) ? from.map(readOutputRef) : [];
      if (!isObject(body) || refs.length === 0 || refs.some((r) => r === undefined)) return malformed('$oneOf takes {"from": ["step/port", …]}');
      return { kind: 'oneOf', refs: refs as OutputRef[], ...('default' in body ? { default: body['default'] as Json } : {}) };
    }
    case '$context':
      return (CONTEXT_KEYS as readonly Json[]).includes(body) ? { kind: 'context', key: body as ContextKey } : malformed(`$context takes one of ${CONTEXT_KEYS.join(', ')}`);
    case '$item': {
      if (!isObject(body) || typeof body['map'] !== 'string') return malformed('$item takes {"map": "id", "path": […]}');
      const path = readPath(body['path'] ?? []);
      return path ? { kind: 'item', map: body['map'], path } : malformed('the path of $item is a list of names, indexes and "*"');
    }
    case '$index':
      return typeof body === 'string' ? { kind: 'index', map: body } : malformed('$index takes the id of a Map');
    case '$text':
      return isList(body) ? { kind: 'text', parts: body.map(readBinding) } : malformed('$text takes a list of parts');
    default:
      if (!isObject(body) || typeof body['code'] !== 'string' || (body['language'] !== 'jsonata' && body['language'] !== 'jsonpath')) {
        return malformed('$expression takes {"language": "jsonata" or "jsonpath", "code": "…"}');
      }
      return { kind: 'expression', language: body['language'], code: body['code'] };
  }
}

/** The JSON of a binding: `readBinding(writeBinding(b))` is `b` for every binding that `readBinding` gives. */
export function writeBinding(binding: Binding): Json {
  switch (binding.kind) {
    case 'literal':
      return looksLikeBinding(binding.value) || isList(binding.value) || isObject(binding.value) ? { $literal: binding.value } : binding.value;
    case 'object':
      return Object.fromEntries(binding.entries.map(([k, v]) => [k, writeBinding(v)]));
    case 'list':
      return binding.items.map(writeBinding);
    case 'param':
      return { $param: binding.name };
    case 'output':
      return { $output: writeOutputRef(binding.ref) };
    case 'oneOf':
      return { $oneOf: { from: binding.refs.map(writeOutputRef), ...('default' in binding ? { default: binding.default as Json } : {}) } };
    case 'context':
      return { $context: binding.key };
    case 'item':
      return { $item: { map: binding.map, path: binding.path } };
    case 'index':
      return { $index: binding.map };
    case 'text':
      return { $text: binding.parts.map(writeBinding) };
    case 'expression':
      return { $expression: { language: binding.language, code: binding.code } };
    case 'malformed':
      return null;
  }
}

export function writeOutputRef(ref: OutputRef): Json {
  const from = ref.port === undefined ? ref.step : `${ref.step}/${ref.port}`;
  if (ref.path.length === 0 && !('default' in ref) && ref.port !== undefined) return from;
  return { from, ...(ref.path.length > 0 ? { path: ref.path } : {}), ...('default' in ref ? { default: ref.default as Json } : {}) };
}

function readOutputRef(json: Json): OutputRef | undefined {
  if (typeof json === 'string') return splitFrom(json, []);
  if (!isObject(json) || typeof json['from'] !== 'string') return undefined;
  const path = readPath(json['path'] ?? []);
  if (!path) return undefined;
  return { ...splitFrom(json['from'], path), ...('default' in json ? { default: json['default'] as Json } : {}) };
}

/** The port is what follows the first slash: names of output elements may hold slashes themselves. */
function splitFrom(from: string, path: readonly PathToken[]): OutputRef {
  const slash = from.indexOf('/');
  return slash < 0 ? { step: from, path } : { step: from.slice(0, slash), port: from.slice(slash + 1), path };
}

function readPath(json: Json): readonly PathToken[] | undefined {
  return isList(json) && json.every((t) => typeof t === 'string' || Number.isSafeInteger(t)) ? (json as readonly PathToken[]) : undefined;
}

function malformed(reason: string): Binding {
  return { kind: 'malformed', reason };
}

interface FoundBinding {
  readonly pointer: string;
  readonly binding: Binding;
}

/** Every binding in a JSON value with its pointer, outer before inner; objects and lists that merely hold others are left out. */
export function bindingsIn(json: Json, at = ''): readonly FoundBinding[] {
  const known = at === '' && typeof json === 'object' && json !== null ? foundIn.get(json) : undefined;
  if (known) return known;
  const found: FoundBinding[] = [];
  collectBindings(json, at, found);
  if (at === '' && typeof json === 'object' && json !== null) foundIn.set(json, found);
  return found;
}

const foundIn = new WeakMap<object, readonly FoundBinding[]>();

function collectBindings(json: Json, at: string, found: FoundBinding[]): void {
  if (isList(json)) json.forEach((v, i) => collectBindings(v, childPointer(at, i), found));
  else if (!isObject(json)) return;
  else if (looksLikeBinding(json)) {
    const binding = readBinding(json);
    found.push({ pointer: at, binding });
    if (binding.kind === 'text') collectBindings((json as { $text: Json }).$text, `${at}/$text`, found);
  } else for (const key of Object.keys(json)) collectBindings(json[key] as Json, childPointer(at, key), found);
}
