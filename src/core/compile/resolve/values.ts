import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { childPointer } from '../../base/pointer.ts';
import { shapeNamed, type Shape } from '../../catalog/shape.ts';
import { isStructure, readBinding, type LeafBinding } from '../../model/binding.ts';
import type { ParameterType } from '../../model/pipeline.ts';
import { literal, staticJson, text, textOf, type ComparedType, type Value } from '../value.ts';
import { nameOf, report, whereOf, type Expected, type ResolveContext, type Site } from './context.ts';
import { checkExpression } from './expressions.ts';
import { oneOfValue, outputValue } from './outputs.ts';

/** The value of an argument, with everything that is known filled in and converted to what the field wants. */
export function valueOf(context: ResolveContext, json: Json, site: Site, expected?: Expected): Value {
  return coerce(context, isStructure(json) ? ofStructure(context, json, site, expected) : ofBinding(context, readBinding(json) as LeafBinding, site, json), expected?.shape);
}

function ofStructure(context: ResolveContext, json: JsonObject | readonly Json[], site: Site, expected: Expected | undefined): Value {
  if (isList(json)) return { op: 'list', items: json.map((item, i) => memberValue(context, item, site, i, elementOf(expected))) };
  return { op: 'object', entries: Object.keys(json).map((key) => [key, memberValue(context, json[key] as Json, site, key, memberOf(expected, key))] as const) };
}

/** Plain data has nothing to say of its place, so that it is not made: most of a document is plain data. */
function memberValue(context: ResolveContext, json: Json, site: Site, token: string | number, expected: Expected | undefined): Value {
  return isStructure(json) || isObject(json) ? valueOf(context, json, inside(site, token), expected) : coerce(context, literal(json), expected?.shape);
}

function ofBinding(context: ResolveContext, binding: LeafBinding, site: Site, json: Json): Value {
  switch (binding.kind) {
    case 'literal':
      return literal(binding.value);
    case 'param':
      return parameterValue(context, binding.name, site);
    case 'output':
      return outputValue(context, binding.ref, site, valueOf);
    case 'oneOf':
      return oneOfValue(context, binding.refs, 'default' in binding ? { default: binding.default as Json } : {}, site, valueOf);
    case 'context':
      if (binding.key === 'retryCount' && !isTaskSite(context, site)) {
        report(context, 'retry-count-outside-task', {}, whereOf(site));
        return literal(0);
      }
      return { op: 'context', key: binding.key };
    case 'item':
    case 'index':
      if (!site.chain.slice(0, site.atEndOf === undefined ? -1 : undefined).includes(binding.map)) {
        report(context, 'item-outside-map', { map: nameOf(context, binding.map) }, whereOf(site));
        return literal(null);
      }
      return binding.kind === 'index' ? { op: 'index', map: binding.map } : { op: 'item', map: binding.map, path: binding.path, at: fieldInWords(context, site) };
    case 'text':
      return text(((json as { $text: readonly Json[] }).$text).map((part) => valueOf(context, part, site)));
    case 'expression':
      checkExpression(context, binding.language, binding.code, site);
      return { op: 'raw', language: binding.language, code: binding.code, at: fieldInWords(context, site) };
    case 'malformed':
      report(context, 'malformed-binding', { reason: binding.reason }, whereOf(site));
      return literal(null);
  }
}

/** `Train, HyperParameters/max_depth`: for the message of a value that turns out to be missing. */
function fieldInWords(context: ResolveContext, site: Site): string {
  const field = site.argument.replace(/^\/(arguments\/)?/, '').replace(/\/\$(text|compare)\/.*$/, '');
  return `${site.step === null ? 'Outputs' : nameOf(context, site.step)}, ${field}`;
}

function inside(site: Site, token: string | number): Site {
  const { step, chain, scope, atEndOf } = site;
  const argument = childPointer(site.argument, token);
  return atEndOf === undefined ? { step, chain, scope, argument } : { step, chain, scope, argument, atEndOf };
}

function isTaskSite(context: ResolveContext, site: Site): boolean {
  const step = site.step === null ? undefined : context.steps.get(site.step)?.step;
  return step !== undefined && step.kind.includes(':');
}

/** A parameter: its value where it is known now, else the parameter itself. */
export function parameterValue(context: ResolveContext, name: string, site: Site): Value {
  const parameter = context.parameters.get(name);
  if (!parameter) {
    report(context, 'unknown-parameter', { name }, whereOf(site));
    return literal(null);
  }
  context.uses.push({ parameter: name, step: site.step, argument: site.argument });
  if (parameter.phase === 'design') return literal(parameter.default ?? null);
  if (parameter.phase === 'deploy' && context.environment) {
    return literal(own(context.environment.values.values, name) ?? parameter.default ?? null);
  }
  return { op: 'parameter', name };
}

function memberOf(expected: Expected | undefined, key: string): Expected | undefined {
  if (!expected) return undefined;
  const { shape, model } = expected;
  if (shape.type === 'structure') {
    const member = own(shape.members, key);
    return member && { shape: shapeNamed(model, member.shape), model };
  }
  return shape.type === 'map' ? { shape: shapeNamed(model, shape.value), model } : undefined;
}

function elementOf(expected: Expected | undefined): Expected | undefined {
  return expected?.shape.type === 'list' ? { shape: shapeNamed(expected.model, expected.shape.member), model: expected.model } : undefined;
}

/** In a field that wants a string a value of another type becomes its text (design.md 3, "types survive"). */
function coerce(context: ResolveContext, value: Value, shape: Shape | undefined): Value {
  if (shape?.type !== 'string') return value;
  const known = staticJson(value);
  if (known !== undefined) return typeof known === 'string' || known === null ? value : literal(textOf(known));
  const type = typeOf(context, value);
  return type === 'string' || type === 'any' ? value : { op: 'string', of: value };
}

export type ValueType = ComparedType | 'list' | 'object';

/** The JSON type of a value, as far as it is known; `any` where it is not. */
export function typeOf(context: ResolveContext, value: Value): ValueType {
  switch (value.op) {
    case 'literal':
      return isList(value.value) ? 'list' : isObject(value.value) ? 'object' : value.value === null ? 'any' : (typeof value.value as ComparedType);
    case 'object':
      return 'object';
    case 'list':
      return 'list';
    case 'parameter':
      return typeOfParameter(context.parameters.get(value.name)?.type ?? 'string');
    case 'output':
      return value.type === undefined || value.type === 'json' ? 'any' : value.type === 'structured' ? 'object' : value.type;
    case 'context':
      return value.key === 'retryCount' ? 'number' : 'string';
    case 'index':
      return 'number';
    case 'text':
    case 'string':
    case 'name':
      return 'string';
    default:
      return 'any';
  }
}

export function typeOfParameter(type: ParameterType): ValueType {
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'list':
    case 'object':
      return type;
    default:
      return 'string';
  }
}
