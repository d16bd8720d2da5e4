import { isList, isObject, type Json } from '../../base/json.ts';
import { readBinding } from '../../model/binding.ts';
import { staticJson, textOf, type ComparedType, type Condition, type Operator, type Value } from '../value.ts';
import { report, whereOf, type ResolveContext, type Site } from './context.ts';
import { checkExpression } from './expressions.ts';
import { typeOf, valueOf, type ValueType } from './values.ts';

const OPERATORS: readonly string[] = ['==', '!=', '<', '<=', '>', '>=', 'matches'];

/** The condition of a way (formats.md 1, "Edges"). What cannot be read is reported and never holds. */
export function conditionOf(context: ResolveContext, json: Json, site: Site): Condition {
  const never: Condition = { test: 'constant', holds: false };
  if (typeof json === 'boolean') return { test: 'constant', holds: json };
  const key = isObject(json) && Object.keys(json).length === 1 ? (Object.keys(json)[0] as string) : '';
  const body = isObject(json) ? (json[key] as Json) : null;
  const inner = (part: Json, at: string): Condition => conditionOf(context, part, { ...site, argument: site.argument + at });
  switch (key) {
    case '$all':
    case '$any':
      if (!isList(body) || body.length === 0) break;
      return { test: key === '$all' ? 'all' : 'any', of: body.map((c, i) => inner(c, `/${key}/${i}`)) };
    case '$not':
      return { test: 'not', of: inner(body, '/$not') };
    case '$exists': {
      const of = valueOf(context, body, { ...site, argument: `${site.argument}/$exists` });
      const known = staticJson(of);
      return known === undefined ? { test: 'exists', of } : { test: 'constant', holds: known !== null };
    }
    case '$expression': {
      const binding = readBinding(json);
      if (binding.kind !== 'expression') break;
      checkExpression(context, binding.language, binding.code, site);
      return { test: 'raw', language: binding.language, code: binding.code, at: site.argument };
    }
    case '$compare':
      if (isList(body) && body.length === 3 && OPERATORS.includes(body[1] as string)) return compare(context, body, site);
      break;
    default: {
      // A boolean value stands for itself: {"$param": "Full"}.
      const value = isObject(json) && key.startsWith('$') ? valueOf(context, json, site) : undefined;
      if (!value || value.op === 'object') break;
      const known = staticJson(value);
      const type = typeOf(context, value);
      if (known === undefined ? type === 'boolean' || type === 'any' || (type === 'object' && value.op === 'output') : typeof known === 'boolean') {
        return known === undefined ? { test: 'holds', of: value } : { test: 'constant', holds: known === true };
      }
      const before = context.diagnostics.some((d) => d.severity === 'error' && d.where.step === site.step && (d.where.argument ?? '').startsWith(site.argument));
      if (!before) report(context, 'condition-not-boolean', { found: known === undefined ? `a ${type === 'string' ? 'text' : type}` : JSON.stringify(known) }, whereOf(site));
      return never;
    }
  }
  report(context, 'malformed-condition', {}, whereOf(site));
  return never;
}

function compare(context: ResolveContext, body: readonly Json[], site: Site): Condition {
  const left = valueOf(context, body[0] as Json, { ...site, argument: `${site.argument}/$compare/0` });
  const right = valueOf(context, body[2] as Json, { ...site, argument: `${site.argument}/$compare/2` });
  const operator = body[1] as Operator;
  const [a, b] = [staticJson(left), staticJson(right)];
  if (a !== undefined && b !== undefined) return { test: 'constant', holds: holds(a, operator, b) };
  const type = comparedAs(context, typeOf(context, left), typeOf(context, right), operator, site);
  if ((a === null || b === null) && operator !== '==' && operator !== '!=') report(context, 'null-has-no-order', { operator }, whereOf(site));
  if (operator === 'matches' && !isPattern(context, right)) report(context, 'pattern-not-known', {}, whereOf(site));
  return { test: 'compare', left, operator, right, type };
}

/** A text; JSONPath has no pattern that is read while the machine runs (`StringMatches`). */
function isPattern(context: ResolveContext, value: Value): boolean {
  const known = staticJson(value);
  if (known !== undefined) return typeof known === 'string';
  if (context.language === 'jsonata') return ['string', 'any'].includes(typeOf(context, value));
  return typeOf(context, value) === 'string' && (value.op === 'text' ? value.parts : [value]).every((part) => staticJson(part) !== undefined || isPlainToken(context, part));
}

/** A deploy parameter whose value stands in the definition as it is. */
function isPlainToken(context: ResolveContext, value: Value): boolean {
  const parameter = value.op === 'parameter' ? context.parameters.get(value.name) : undefined;
  return parameter?.phase === 'deploy' && parameter.encoding !== 'base64' && parameter.type !== 'list' && parameter.type !== 'object';
}

function comparedAs(context: ResolveContext, a: ValueType, b: ValueType, operator: Operator, site: Site): ComparedType {
  const scalar = (t: ValueType): ComparedType => (t === 'number' || t === 'string' || t === 'boolean' ? t : 'any');
  const [x, y] = [scalar(a), scalar(b)];
  if (x !== 'any' && y !== 'any' && x !== y) report(context, 'compared-types-differ', { left: x, right: y }, whereOf(site));
  if (operator === 'matches') return 'string';
  const type = x === 'any' ? y : x;
  if (type === 'boolean' && operator !== '==' && operator !== '!=') report(context, 'boolean-has-no-order', { operator }, whereOf(site));
  return type;
}

/** A comparison of two known values. */
export function holds(a: Json, operator: Operator, b: Json): boolean {
  switch (operator) {
    case '==':
      return JSON.stringify(a) === JSON.stringify(b);
    case '!=':
      return JSON.stringify(a) !== JSON.stringify(b);
    case 'matches':
      return new RegExp(`^${textOf(b).split('*').map((p) => p.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('[\\s\\S]*')}$`).test(textOf(a));
    default: {
      if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return false;
      const [x, y] = [a, b as typeof a];
      return operator === '<' ? x < y : operator === '<=' ? x <= y : operator === '>' ? x > y : x >= y;
    }
  }
}
