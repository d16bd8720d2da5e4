import { isList, isObject, own, withOwn, type Json } from '../../base/json.ts';
import { pointerTokens, type Pointer } from '../../base/pointer.ts';
import type { PortType } from '../../model/pipeline.ts';
import { ACCOUNT, arnOf, metricFigure, REGION, type Made } from './made.ts';

/** What readers expect at a place of an answer: a type, or the very value. */
export type Hint = { readonly type: PortType } | { readonly value: Json };
/**
 * By JSON pointer into the answer. A pointer may lead into a text that holds JSON: `/Body/classification/auc` is a metric in the
 * report that `s3:getObject` reads. `*` stands for every element of a list, which gets two if there is none.
 */
export type Hints = Readonly<Record<Pointer, Hint>>;

/** The answer with what its readers expect. A type changes only a place that is absent or of another type; a value always. */
export function withHints(answer: Json, hints: Hints, made: Made): Json {
  return Object.entries(hints).reduce((now, [at, hint]) => place(now, pointerTokens(at), '', hint, made), answer);
}

function place(value: Json | undefined, tokens: readonly string[], name: string, hint: Hint, made: Made): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return leaf(value, name, hint, made);
  if (typeof value === 'string') return JSON.stringify(place(jsonOf(value), tokens, name, hint, made));
  const index = /^\d{1,3}$/.test(token) ? Number(token) : undefined;
  if (token === '*') return (isList(value) && value.length > 0 ? value : [undefined, undefined]).map((v) => place(v, rest, name, hint, made));
  if (index !== undefined && !isObject(value)) {
    const list = isList(value) ? value : [];
    return Array.from({ length: Math.max(list.length, index + 1) }, (_, i) => (i === index ? place(list[i], rest, name, hint, made) : (list[i] ?? {})));
  }
  const object = isObject(value) ? value : {};
  return withOwn(object, token, place(own(object, token), rest, token, hint, made));
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function leaf(value: Json | undefined, name: string, hint: Hint, made: Made): Json {
  if ('value' in hint) return hint.value;
  return value !== undefined && isOfType(value, hint.type) ? value : plausibleValue(hint.type, name, made);
}

function isOfType(value: Json, type: PortType): boolean {
  switch (type) {
    case 'number':
    case 'boolean':
      return typeof value === type;
    case 'list':
      return isList(value);
    case 'json':
      return true;
    case 'metrics':
      return isObject(value);
    default:
      return typeof value === 'string';
  }
}

/** A value of a type for a place of this name. */
export function plausibleValue(type: PortType, name: string, made: Made): Json {
  const word = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'value';
  switch (type) {
    case 'number':
      return /count|rows|size|records|total|num|epoch/i.test(name) ? 1000 : metricFigure(name, made);
    case 'boolean':
      return true;
    case 'list':
      return [];
    case 'json':
    case 'metrics':
      return {};
    case 'dataset':
    case 's3-uri':
      return `s3://rehearsal/${word}`;
    case 'model-artifact':
      return `s3://rehearsal/${word}/output/model.tar.gz`;
    case 'image':
      return `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${word}:latest`;
    case 'role':
      return `arn:aws:iam::${ACCOUNT}:role/${word}`;
    case 'arn':
      return arnOf('sagemaker', `model/${word}`);
    default:
      return word;
  }
}
