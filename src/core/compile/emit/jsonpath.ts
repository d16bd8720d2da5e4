import { isList, isObject, type Json } from '../../base/json.ts';
import type { ContextKey, PathToken } from '../../model/binding.ts';
import { staticJson, textOf, type ReturnedPlace, type Value } from '../value.ts';
import { byOwner, carriedAs, token, type Printing } from './dialect.ts';

/** Values as JSONPath payload templates: a key that ends in `.$` is evaluated, everything else is inert (emitted-asl.md 1). */

/** One field of a template: its key, with `.$` where the value is evaluated. */
export type Field = readonly [string, Json];

/** A field of a payload template. */
export function jsonpathField(p: Printing, key: string, value: Value): Field {
  const inert = inertTemplate(p, value);
  if (inert !== undefined) return [key, inert];
  return [`${key}.$`, jsonpathCode(p, value)];
}

/** An object as a payload template. Keys that end in `.$` cannot be written at its root. */
export function jsonpathObject(p: Printing, value: Value): Json {
  return inertTemplate(p, value) ?? {};
}

/** The value as JSON with `.$` keys inside, or undefined when it must be evaluated as a whole. */
function inertTemplate(p: Printing, value: Value): Json | undefined {
  switch (value.op) {
    case 'literal':
      return hasPathKey(value.value) ? undefined : value.value;
    case 'object':
      if (value.entries.some(([k]) => k.endsWith('.$'))) return undefined;
      return Object.fromEntries(value.entries.map(([k, v]) => jsonpathField(p, k, v)));
    case 'bundle':
      return Object.fromEntries([
        ...byOwner(p, value.leaves).map(([key, leaves, whole]): Field => (whole ? [`${key}.$`, jsonpathCode(p, whole)] : [key, Object.fromEntries(leaves.map(([k, v]) => jsonpathField(p, k, v)))])),
        ...value.named.map(([k, v]) => jsonpathField(p, k, v)),
      ]);
    case 'marker':
      return Object.fromEntries(value.leaves.map(([leaf, v]) => jsonpathField(p, p.variables.keyOf(leaf), v)));
    case 'list': {
      const items = value.items.map((item) => inertTemplate(p, item));
      return items.every((i) => i !== undefined) ? (items as Json[]) : undefined;
    }
    case 'parameter': {
      const parameter = p.parameters.get(value.name);
      return parameter?.phase === 'deploy' && carriedAs(parameter) === 'text' ? token(p.tokens, value.name) : undefined;
    }
    case 'string': {
      const parameter = value.of.op === 'parameter' ? p.parameters.get(value.of.name) : undefined;
      return value.of.op === 'parameter' && parameter?.phase === 'deploy' && ['number', 'boolean', 'text'].includes(carriedAs(parameter)) ? token(p.tokens, value.of.name) : undefined;
    }
    case 'text':
      return plainText(p, value.parts);
    default:
      return undefined;
  }
}

export function hasPathKey(value: Json): boolean {
  if (isList(value)) return value.some(hasPathKey);
  return isObject(value) && Object.entries(value).some(([k, v]) => k.endsWith('.$') || hasPathKey(v));
}

/** A text that stands in the definition as it is: literals and deploy parameters that are texts there. */
export function plainText(p: Printing, parts: readonly Value[]): string | undefined {
  let result = '';
  for (const part of parts) {
    const parameter = part.op === 'parameter' ? p.parameters.get(part.name) : undefined;
    if (part.op === 'literal') result += textOf(part.value);
    else if (part.op === 'parameter' && parameter?.phase === 'deploy' && ['text', 'number', 'boolean'].includes(carriedAs(parameter))) result += token(p.tokens, part.name);
    else return undefined;
  }
  return result;
}

/** A string inside an intrinsic: single quotes, never `\"` (AWS refuses it). */
export function intrinsicString(text: string): string {
  return `'${text.replace(/[\\']/g, (c) => `\\${c}`)}'`;
}

/** Path or intrinsic of a value that is evaluated. */
export function jsonpathCode(p: Printing, value: Value): string {
  switch (value.op) {
    case 'literal':
      return literalCode(value.value);
    case 'object':
      return jsonText(p, value);
    case 'list':
      return needsText(p, value) ? jsonText(p, value) : `States.Array(${value.items.map((v) => jsonpathCode(p, v)).join(', ')})`;
    case 'parameter':
      return parameterCode(p, value.name);
    case 'context':
      return contextCode(value.key);
    case 'text':
      return textCode(p, value.parts);
    case 'string':
      return stringCode(p, value.of);
    case 'raw':
      return value.code.trim();
    case 'name':
      return value.short ? "States.Hash(States.UUID(), 'MD5')" : `States.Format('${value.slug}-{}', States.UUID())`;
    case 'variable':
      return path(`$${p.variables.nameOf(value.variable)}.${p.variables.keyOf(value.leaf)}`, value.path);
    case 'named':
      return path(`$${p.variables.nameOf(value.variable)}`, value.path);
    case 'result':
    case 'input':
      return path('$', value.path);
    case 'returned':
      return path(`$[${value.branch ?? 0}].${p.variables.ownerKey(value.leaf.owner)}.${p.variables.keyOf(value.leaf)}`, value.path);
    case 'returnedOwner':
      return `$[${value.branch}].${p.variables.ownerKey(value.owner)}`;
    case 'branchResult':
      return place(p, `$[${value.branch}]`, value.from);
    case 'collect':
      return place(p, '$[*]', value.from);
    case 'error':
      if (value.raw) return '$';
      return `States.JsonMerge(States.StringToJson('{"Error":"Unknown","Cause":""}'), $, false)`;
    case 'carriedError':
      return 'States.StringToJson($.Cause)';
    case 'mapItem':
      return '$$.Map.Item.Value';
    case 'mapIndex':
      return '$$.Map.Item.Index';
    case 'arnTail':
      return `States.ArrayGetItem(States.StringSplit(${jsonpathCode(p, value.of)}, '/'), 1)`;
    case 'parse':
      return `States.StringToJson(${jsonpathCode(p, value.of)})`;
    case 'orDefault':
      return orDefault(p, value);
    case 'increment':
      return `States.MathAdd(${jsonpathCode(p, value.of)}, 1)`;
    case 'exists':
    case 's3Part':
      return "''";
    case 'bundle':
    case 'marker':
    case 'output':
    case 'item':
    case 'index':
      throw new Error(`${value.op} is no JSONPath`);
  }
}

function literalCode(value: Json): string {
  if (typeof value === 'string') return intrinsicString(value);
  if (isList(value) && !value.some((v) => isObject(v) || isList(v))) return `States.Array(${value.map(literalCode).join(', ')})`;
  if (isObject(value) || isList(value)) return `States.StringToJson(${intrinsicString(JSON.stringify(value))})`;
  return JSON.stringify(value);
}

function parameterCode(p: Printing, name: string): string {
  const parameter = p.parameters.get(name);
  if (parameter?.phase !== 'deploy') return p.hasParameters ? `$params.${name}` : `$$.Execution.Input['${name}']`;
  const quoted = `'${token(p.tokens, name)}'`;
  switch (carriedAs(parameter)) {
    case 'number':
    case 'boolean':
      return `States.StringToJson(${quoted})`;
    case 'json':
      return `States.StringToJson(States.Base64Decode(${quoted}))`;
    case 'base64':
      return `States.Base64Decode(${quoted})`;
    case 'text':
      return quoted;
  }
}

function contextCode(key: ContextKey): string {
  const part = (index: number): string => `States.ArrayGetItem(States.StringSplit($$.Execution.Id, ':'), ${index})`;
  switch (key) {
    case 'execution.id':
      return '$$.Execution.Id';
    case 'execution.name':
      return '$$.Execution.Name';
    case 'execution.startTime':
      return '$$.Execution.StartTime';
    case 'retryCount':
      return '$$.State.RetryCount';
    case 'region':
      return part(3);
    case 'account':
      return part(4);
    case 'partition':
      return part(1);
  }
}

/** `States.Format`: literals without braces and backslashes in the template, everything else as an argument. */
function textCode(p: Printing, parts: readonly Value[]): string {
  let template = '';
  const args: string[] = [];
  for (const part of parts) {
    const text = part.op === 'literal' ? textOf(part.value) : undefined;
    if (text !== undefined && !/[{}\\]/.test(text)) template += text.replaceAll("'", "\\'");
    else {
      template += '{}';
      args.push(text !== undefined ? intrinsicString(text) : formatArgument(p, part));
    }
  }
  return `States.Format('${template}', ${args.join(', ')})`;
}

/** A part of a text: lists and objects as JSON (`States.Format` would write Java), everything else as it is. */
function formatArgument(p: Printing, part: Value): string {
  if (part.op === 'object' || part.op === 'list') return `States.JsonToString(${jsonpathCode(p, part)})`;
  const parameter = part.op === 'parameter' ? p.parameters.get(part.name) : undefined;
  if (part.op === 'parameter' && parameter?.phase === 'deploy' && ['number', 'boolean', 'text'].includes(carriedAs(parameter))) return `'${token(p.tokens, part.name)}'`;
  if (isStructured(part) || (parameter && ['list', 'object', 'boolean'].includes(parameter.type))) return `States.JsonToString(${jsonpathCode(p, part)})`;
  return jsonpathCode(p, part);
}

/** Surely a list or an object. */
function isStructured(value: Value): boolean {
  return (value.op === 'variable' || value.op === 'returned') && value.path.length === 0 && value.leaf.type === 'structured';
}

function stringCode(p: Printing, of: Value): string {
  if (of.op === 'parameter') {
    const type = p.parameters.get(of.name)?.type;
    if (type === 'list' || type === 'object') return `States.JsonToString(${jsonpathCode(p, of)})`;
    return `States.Format('{}', ${formatArgument(p, of)})`;
  }
  if (of.op === 'named' && of.path.length === 0) return `States.JsonToString(${jsonpathCode(p, of)})`;
  if (isStructured(of)) return `States.JsonToString(${jsonpathCode(p, of)})`;
  if (of.op === 'object' || of.op === 'list') return jsonTextOnly(p, of);
  return `States.Format('{}', ${jsonpathCode(p, of)})`;
}

/** Does a list hold an object with something dynamic beside dynamic scalars? */
function needsText(p: Printing, value: Value): boolean {
  if (value.op === 'list') return value.items.some((v) => v.op === 'object' || (v.op === 'literal' && hasPathKey(v.value)) || needsText(p, v));
  return false;
}

/** JSON text with the dynamic values filled in, read back. */
function jsonText(p: Printing, value: Value): string {
  return `States.StringToJson(${jsonTextOnly(p, value)})`;
}

function jsonTextOnly(p: Printing, value: Value): string {
  const known = staticJson(value);
  if (known !== undefined) return intrinsicString(JSON.stringify(known));
  const args: string[] = [];
  let template = '';
  const raw = (text: string): void => {
    if (/\\/.test(text)) {
      template += '{}';
      args.push(intrinsicString(text));
    } else template += text.replace(/[{}']/g, (c) => `\\${c}`);
  };
  const write = (v: Value): void => {
    const json = staticJson(v);
    if (json !== undefined) raw(JSON.stringify(json));
    else if (v.op === 'object') {
      raw('{');
      v.entries.forEach(([k, inner], i) => {
        raw(`${i > 0 ? ',' : ''}${JSON.stringify(k)}:`);
        write(inner);
      });
      raw('}');
    } else if (v.op === 'list') {
      raw('[');
      v.items.forEach((inner, i) => {
        if (i > 0) raw(',');
        write(inner);
      });
      raw(']');
    } else {
      template += '{}';
      args.push(`States.JsonToString(${jsonpathCode(p, v)})`);
    }
  };
  write(value);
  return `States.Format('${template}', ${args.join(', ')})`;
}

/** A value the service may leave out: the default is merged under its parent. */
function orDefault(p: Printing, value: Extract<Value, { op: 'orDefault' }>): string {
  const of = value.of;
  if (of.op !== 'result' || of.path.length === 0) return jsonpathCode(p, of);
  const last = of.path[of.path.length - 1] as PathToken;
  return `States.JsonMerge(States.StringToJson(${intrinsicString(JSON.stringify({ [last]: value.default }))}), ${path('$', of.path.slice(0, -1))}, false)`;
}

/** A path of names, indexes and `*`. */
export function path(start: string, tokens: readonly PathToken[]): string {
  return tokens.reduce<string>((code, t) => {
    if (typeof t === 'number') return `${code}[${t}]`;
    if (t === '*') return `${code}[*]`;
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(t)) return `${code}.${t}`;
    return `${code}['${t.replace(/[\\']/g, (c) => `\\${c}`)}']`;
  }, start);
}

function place(p: Printing, start: string, from: ReturnedPlace): string {
  const base = from.leaf ? `${start}.${p.variables.ownerKey(from.leaf.owner)}.${p.variables.keyOf(from.leaf)}` : path(start, [from.name ?? '']);
  return path(base, from.path);
}
