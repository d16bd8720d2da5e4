import { isList, isObject, mapValues, objectOf, type Json } from '../../base/json.ts';
import type { ContextKey, PathToken } from '../../model/binding.ts';
import type { Parameter } from '../../model/pipeline.ts';
import { literal, staticJson, textOf, type Condition, type ReturnedPlace, type Value } from '../value.ts';
import { byOwner, carriedAs, token, type Printing } from './dialect.ts';

/** Values as JSONata (emitted-asl.md 1 to 9): expressions stand at the leaves, lists and objects are JSON around them. */
export function jsonataTemplate(p: Printing, value: Value): Json {
  switch (value.op) {
    case 'literal':
      return literalTemplate(value.value);
    case 'object':
      return objectOf(value.entries, (v) => jsonataTemplate(p, v));
    case 'list':
      return value.items.map((v) => jsonataTemplate(p, v));
    case 'bundle':
      return Object.fromEntries([
        ...byOwner(p, value.leaves).map(([key, leaves, whole]) => [key, whole ? expression(jsonataCode(p, whole)) : objectOf(leaves, (v) => jsonataTemplate(p, v))] as const),
        ...value.named.map(([k, v]) => [k, jsonataTemplate(p, v)] as const),
      ]);
    case 'marker':
      return Object.fromEntries(value.leaves.map(([leaf, v]) => [p.variables.keyOf(leaf), jsonataTemplate(p, v)]));
    case 'parameter': {
      const parameter = p.parameters.get(value.name);
      if (parameter?.phase === 'deploy' && carriedAs(parameter) === 'text') return token(p.tokens, value.name);
      break;
    }
    case 'string': {
      const parameter = value.of.op === 'parameter' ? p.parameters.get(value.of.name) : undefined;
      if (value.of.op === 'parameter' && parameter?.phase === 'deploy' && ['number', 'boolean', 'text'].includes(carriedAs(parameter))) return token(p.tokens, value.of.name);
      break;
    }
    case 'text': {
      const plain = plainText(p, value.parts);
      if (plain !== undefined) return plain;
      break;
    }
    default:
  }
  return expression(jsonataCode(p, value));
}

export function expression(code: string): string {
  return `{% ${code} %}`;
}

/** A literal that begins or ends like an expression is written as one; everything else as itself. */
function literalTemplate(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('{%') || value.endsWith('%}') ? expression(jsonataString(value)) : value;
  if (isList(value)) return value.map(literalTemplate);
  if (isObject(value)) return mapValues(value, literalTemplate);
  return value;
}

/** A text of literals and deploy texts only is one plain string, unless it could become an expression once filled. */
function plainText(p: Printing, parts: readonly Value[]): string | undefined {
  let result = '';
  for (const part of parts) {
    if (part.op === 'literal') result += textOf(part.value);
    else if (part.op === 'parameter') {
      const parameter = p.parameters.get(part.name);
      if (parameter?.phase !== 'deploy' || !['text', 'number', 'boolean'].includes(carriedAs(parameter))) return undefined;
      if (result.endsWith('{')) return undefined;
      result += token(p.tokens, part.name);
    } else return undefined;
  }
  return result.startsWith('{%') || result.endsWith('%}') ? undefined : result;
}

const ESCAPED = /[\\'{}$\u0000-\u001f\u007f\u2028\u2029]/g;

/** A string literal inside an expression: nothing in it can close the expression or look like `${…}` (emitted-asl.md 1). */
export function jsonataString(text: string): string {
  return `'${text.replace(ESCAPED, (c) => (c === '\\' ? '\\\\' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`))}'`;
}

function jsonataLiteral(value: Json): string {
  if (typeof value === 'string') return jsonataString(value);
  if (isList(value)) return `[${value.map(jsonataLiteral).join(', ')}]`;
  if (isObject(value)) return `{${Object.entries(value).map(([k, v]) => `${jsonataString(k)}: ${jsonataLiteral(v)}`).join(', ')}}`;
  return JSON.stringify(value);
}

/** The code of a value inside an expression. */
export function jsonataCode(p: Printing, value: Value): string {
  switch (value.op) {
    case 'literal':
      return jsonataLiteral(value.value);
    case 'object':
      return `{${value.entries.map(([k, v]) => `${jsonataString(k)}: ${jsonataCode(p, v)}`).join(', ')}}`;
    case 'list':
      return `[${value.items.map((v) => jsonataCode(p, v)).join(', ')}]`;
    case 'parameter':
      return parameterCode(p, value.name);
    case 'context':
      return contextCode(value.key);
    case 'text': {
      const [first] = value.parts;
      if (value.parts.length === 1 && first && !isText(p, first)) return `$string(${jsonataCode(p, first)})`;
      return value.parts.map((part) => textPart(p, part)).join(' & ');
    }
    case 'string':
      return `$string(${jsonataCode(p, value.of)})`;
    case 'raw':
      return value.code.trim();
    case 'name':
      return value.short ? "$replace($uuid(), '-', '')" : `${jsonataString(`${value.slug}-`)} & $uuid()`;
    case 'variable':
      return path(`$${p.variables.nameOf(value.variable)}.${p.variables.keyOf(value.leaf)}`, value.path);
    case 'named':
      return path(`$${p.variables.nameOf(value.variable)}`, value.path);
    case 'result':
      return path('$states.result', value.path);
    case 'returned':
      return path(`$states.result[${value.branch ?? 0}].${p.variables.ownerKey(value.leaf.owner)}.${p.variables.keyOf(value.leaf)}`, value.path);
    case 'returnedOwner':
      return `$states.result[${value.branch}].${p.variables.ownerKey(value.owner)}`;
    case 'branchResult':
      return place(p, `$states.result[${value.branch}]`, value.from);
    case 'collect':
      return `$count($states.result) = 0 ? [] : $map($states.result, function($i) { ${place(p, '$i', value.from)} })[]`;
    case 'input':
      return path('$states.input', value.path);
    case 'error':
      if (value.raw) return '$states.errorOutput';
      return "$merge([{'Error': 'Unknown', 'Cause': ''}, $states.errorOutput])";
    case 'carriedError':
      return '$parse($states.errorOutput.Cause)';
    case 'mapItem':
      return '$states.context.Map.Item.Value';
    case 'mapIndex':
      return '$states.context.Map.Item.Index';
    case 'arnTail':
      return `$split(${jsonataCode(p, value.of)}, '/')[1]`;
    case 'parse':
      return path(`$parse(${jsonataCode(p, value.of)})`, value.path);
    case 'orDefault':
      return `$exists(${jsonataCode(p, value.of)}) ? ${jsonataCode(p, value.of)} : ${jsonataLiteral(value.default)}`;
    case 'exists':
      return `$exists(${jsonataCode(p, value.of)})`;
    case 'increment':
      return `${jsonataCode(p, value.of)} + 1`;
    case 's3Part': {
      const rest = `$substringAfter(${jsonataCode(p, value.of)}, '://')`;
      return value.part === 'bucket' ? `$substringBefore(${rest}, '/')` : `$substringAfter(${rest}, '/')`;
    }
    case 'bundle':
      return `{${[...value.leaves.map(([leaf, v]) => [p.variables.keyOf(leaf), v] as const), ...value.named].map(([k, v]) => `${jsonataString(k)}: ${jsonataCode(p, v)}`).join(', ')}}`;
    case 'marker':
    case 'output':
    case 'item':
    case 'index':
      throw new Error(`${value.op} is no expression`);
  }
}

function parameterCode(p: Printing, name: string): string {
  const parameter = p.parameters.get(name);
  if (parameter?.phase !== 'deploy') return p.hasParameters ? `$params.${name}` : `$states.context.Execution.Input.${name}`;
  const quoted = `'${token(p.tokens, name)}'`;
  switch (carriedAs(parameter)) {
    case 'number':
      return `$number(${quoted})`;
    case 'boolean':
      return `${quoted} = 'true'`;
    case 'json':
      return `$parse($base64decode(${quoted}))`;
    case 'base64':
      return `$base64decode(${quoted})`;
    case 'text':
      return quoted;
  }
}

function contextCode(key: ContextKey): string {
  switch (key) {
    case 'execution.id':
      return '$states.context.Execution.Id';
    case 'execution.name':
      return '$states.context.Execution.Name';
    case 'execution.startTime':
      return '$states.context.Execution.StartTime';
    case 'retryCount':
      return '$states.context.State.RetryCount';
    case 'region':
      return "$split($states.context.Execution.Id, ':')[3]";
    case 'account':
      return "$split($states.context.Execution.Id, ':')[4]";
    case 'partition':
      return "$split($states.context.Execution.Id, ':')[1]";
  }
}

/** Is a part surely a text by itself? */
function isText(p: Printing, part: Value): boolean {
  if (part.op === 'parameter') return p.parameters.get(part.name)?.phase === 'deploy' && ['text', 'base64'].includes(carriedAs(p.parameters.get(part.name) as Parameter));
  return (part.op === 'context' && part.key !== 'retryCount') || part.op === 'string' || part.op === 'name' || part.op === 'text';
}

/** `&` takes undefined for empty: a part that may not exist is made to fail (emitted-asl.md 2.3). */
function textPart(p: Printing, part: Value): string {
  if (part.op === 'literal') return jsonataString(textOf(part.value));
  if (part.op === 'parameter') {
    const parameter = p.parameters.get(part.name);
    if (parameter?.phase === 'deploy' && ['number', 'boolean', 'text'].includes(carriedAs(parameter))) return `'${token(p.tokens, part.name)}'`;
  }
  const code = jsonataCode(p, part);
  if (part.op === 'parameter' && !p.hasParameters) return `($exists(${code}) ? ${code} : $error(${jsonataString(`The input has no ${part.name}`)}))`;
  if ((part.op === 'input' && part.path.length > 0 && part.at !== '') || part.op === 'raw') {
    const missing = part.op === 'raw' ? 'the expression gives nothing' : `the item has no ${part.path.filter((t) => t !== 'item' && t !== 'outer').join('.')}`;
    return `($exists(${code}) ? ${code} : $error(${jsonataString(`${part.at}: ${missing}`)}))`;
  }
  if (part.op === 'input' && part.at === '') return `$string(${code})`;
  return part.op === 'orDefault' || part.op === 'object' || part.op === 'list' ? `$string(${code})` : code;
}

/** A path of names, indexes and `*` behind an expression. */
export function path(start: string, tokens: readonly PathToken[]): string {
  let code = start;
  for (const [i, t] of tokens.entries()) {
    if (typeof t === 'number') code += `[${t}]`;
    else if (t === '*') return `$count(${code}) = 0 ? [] : $map(${code}, function($i) { ${path('$i', tokens.slice(i + 1))} })[]`;
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(t) && !['and', 'or', 'in', 'true', 'false', 'null', 'function'].includes(t)) code += `.${t}`;
    else if (t.includes('`') || ESCAPED.test(t)) code = `$lookup(${code}, ${jsonataString(t)})`;
    else code += `.\`${t}\``;
    ESCAPED.lastIndex = 0;
  }
  return code;
}

function place(p: Printing, start: string, from: ReturnedPlace): string {
  const base = from.leaf ? `${start}.${p.variables.ownerKey(from.leaf.owner)}.${p.variables.keyOf(from.leaf)}` : path(start, [from.name ?? '']);
  return path(base, from.path);
}

export function jsonataCondition(p: Printing, condition: Condition): string {
  switch (condition.test) {
    case 'constant':
      return String(condition.holds);
    case 'all':
    case 'any':
      return condition.of.map((c) => (c.test === 'compare' || c.test === 'exists' || c.test === 'constant' ? jsonataCondition(p, c) : `(${jsonataCondition(p, c)})`)).join(condition.test === 'all' ? ' and ' : ' or ');
    case 'not':
      return `$not(${jsonataCondition(p, condition.of)})`;
    case 'exists':
      return `$exists(${jsonataCode(p, condition.of)})`;
    case 'holds':
      return side(p, condition.of);
    case 'raw':
      return condition.code.trim();
    case 'compare': {
      const { left, right, operator } = condition;
      if (operator === 'matches') return staticJson(right) === undefined ? matchCode(p, left, right) : `$contains(${side(p, left)}, ${wildcard(right)})`;
      return `${side(p, left)} ${operator === '==' ? '=' : operator} ${side(p, right)}`;
    }
  }
}

function side(p: Printing, value: Value): string {
  const code = jsonataCode(p, value);
  return ['text', 'orDefault', 'raw', 'collect', 'name', 'increment'].includes(value.op) || code.includes(' ? ') || code.includes(' = ') ? `(${code})` : code;
}

/**
 * A pattern that is not known yet: its pieces between `*` are looked for one after the other, each behind the one before. Marks
 * at both ends tie the first and the last piece there; what is left in the end is the mark behind the text, else nothing.
 */
function matchCode(p: Printing, value: Value, pattern: Value): string {
  const marked = (of: Value, end: string): string => jsonataCode(p, { op: 'text', parts: [literal('\u0002'), of, literal(end)] });
  const behind = "function($rest, $piece) { $contains($rest, $piece) ? $substringAfter($rest, $piece) : '' }";
  return `$reduce($split(${marked(pattern, '\u0003')}, '*'), ${behind}, ${marked(value, '\u0003\u0004')}) = ${jsonataString('\u0004')}`;
}

/** A text with `*` as a regular expression whose every other character stands for itself. */
function wildcard(pattern: Value): string {
  const text = textOf(staticJson(pattern) ?? '');
  const escape = (c: string): string => (/[A-Za-z0-9]/.test(c) ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `/^${text.split('*').map((part) => [...Array(part.length).keys()].map((i) => escape(part[i] as string)).join('')).join('[\\s\\S]*')}$/`;
}
