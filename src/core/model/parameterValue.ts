import { isList, isObject, type Json } from '../base/json.ts';
import type { Parameter } from './pipeline.ts';

/** Why a value is none of a parameter: another type, or outside of its constraints; undefined where it is one. */
export type ValueProblem = { readonly kind: 'type'; readonly expected: string; readonly found: string } | { readonly kind: 'constraint'; readonly why: string };

export function parameterProblem(parameter: Parameter, value: Json): ValueProblem | undefined {
  const expected = expectedOf(parameter);
  if (!expected.fits(value)) return { kind: 'type', expected: expected.name, found: describe(value) };
  const why = violation(parameter, value);
  return why === undefined ? undefined : { kind: 'constraint', why };
}

/** The pattern of a parameter as a regular expression; undefined where it is none. */
export function patternOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    try {
      return new RegExp(pattern);
    } catch {
      return undefined;
    }
  }
}

/** A value that a parameter may have, for a rehearsal without one: its default, else the first allowed one, else one of its type. */
export function plausibleValue(name: string, parameter: Parameter): Json {
  const { default: given, allowed, minimum, maximum } = parameter;
  if (given !== undefined) return given;
  if (allowed?.[0] !== undefined) return allowed[0];
  switch (parameter.type) {
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, minimum ?? 1), maximum ?? Infinity);
    case 'boolean':
      return true;
    case 'list':
      return [];
    case 'object':
      return {};
    case 's3-uri':
      return `s3://rehearsal/${name}`;
    case 'arn':
      return `arn:aws:sns:us-east-1:111111111111:${name}`;
    case 'role':
      return `arn:aws:iam::111111111111:role/${name}`;
    case 'image-uri':
      return '111111111111.dkr.ecr.us-east-1.amazonaws.com/rehearsal:latest';
    case 'instance-type':
      return 'ml.m5.xlarge';
    case 'string':
      return name.toLowerCase();
  }
}

function violation(parameter: Parameter, value: Json): string | undefined {
  if (parameter.allowed && !parameter.allowed.some((a) => JSON.stringify(a) === JSON.stringify(value))) return `allowed are ${parameter.allowed.map(shown).join(', ')}`;
  if (typeof value === 'string' && parameter.pattern !== undefined) {
    const pattern = patternOf(parameter.pattern);
    if (pattern && !pattern.test(value)) return `it does not match ${parameter.pattern}`;
  }
  if (typeof value === 'number') {
    if (parameter.minimum !== undefined && value < parameter.minimum) return `the minimum is ${parameter.minimum}`;
    if (parameter.maximum !== undefined && value > parameter.maximum) return `the maximum is ${parameter.maximum}`;
  }
  return undefined;
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function expectedOf(parameter: Parameter): { readonly name: string; readonly fits: (value: Json) => boolean } {
  switch (parameter.type) {
    case 'integer':
      return { name: 'an integer', fits: (v) => Number.isSafeInteger(v) };
    case 'number':
      return { name: 'a number', fits: (v) => typeof v === 'number' };
    case 'boolean':
      return { name: 'a boolean', fits: (v) => typeof v === 'boolean' };
    case 'list':
      return { name: 'a list', fits: isList };
    case 'object':
      return { name: 'an object', fits: isObject };
    default:
      return { name: 'a text', fits: (v) => typeof v === 'string' };
  }
}

function describe(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'a list' : isObject(value) ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
