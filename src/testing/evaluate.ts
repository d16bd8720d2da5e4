import jsonata from 'jsonata';
import { createHash, randomUUID } from 'node:crypto';
import { isList, isObject, type Json, type JsonObject } from '../core/base/json.ts';
import type { Language } from '../core/model/pipeline.ts';
import { evaluatePath, RunError } from './jsonPath.ts';

/** What a field can see when it is evaluated. */
export interface Sight {
  readonly language: Language;
  readonly input: Json;
  readonly context: JsonObject;
  readonly result?: Json;
  readonly errorOutput?: Json;
  /** What `$` is in JSONPath; the input where it is absent. */
  readonly dollar?: Json;
  readonly variables: Readonly<Record<string, Json>>;
}

/** Evaluates any JSON of a field, in either language: an argument, a whole request, `Assign`, `Output`. */
export async function evaluate(value: Json, sight: Sight): Promise<Json> {
  return sight.language === 'jsonata' ? evaluateJsonata(value, sight) : evaluateTemplate(value, sight);
}

/** A `…Path` field of JSONPath, or the value of a `.$` key. */
export function evaluateReference(source: string, sight: Sight): Json {
  return evaluatePath(source, { dollar: sight.dollar ?? sight.input, context: sight.context, variable: (n) => sight.variables[n] });
}

function evaluateTemplate(value: Json, sight: Sight): Json {
  if (isList(value)) return value.map((v) => evaluateTemplate(v, sight));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => (k.endsWith('.$') ? [k.slice(0, -2), evaluateReference(String(v), sight)] : [k, evaluateTemplate(v, sight)])));
}

async function evaluateJsonata(value: Json, sight: Sight): Promise<Json> {
  if (isList(value)) return Promise.all(value.map((v) => evaluateJsonata(v, sight)));
  if (isObject(value)) return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([k, v]) => [k, await evaluateJsonata(v, sight)] as const)));
  if (typeof value !== 'string' || !value.startsWith('{%') || !value.endsWith('%}')) return value;
  return runJsonata(value.slice(2, -2), sight);
}

const expressions = new Map<string, jsonata.Expression>();

/** One expression in AWS's dialect: JSONata 2.0.6 with `$states` and AWS's own functions, and nothing as its input. */
async function runJsonata(code: string, sight: Sight): Promise<Json> {
  let expression = expressions.get(code);
  if (!expression) {
    try {
      expressions.set(code, (expression = jsonata(code)));
    } catch (e) {
      throw new RunError('States.QueryEvaluationError', `${(e as { message?: string }).message ?? ''} in ${code}`);
    }
    for (const [name, run] of Object.entries(FUNCTIONS)) expression.registerFunction(name, run as Parameters<jsonata.Expression['registerFunction']>[1]);
  }
  const { input, context, result, errorOutput } = sight;
  const states = { input, context, ...(result === undefined ? {} : { result }), ...(errorOutput === undefined ? {} : { errorOutput }) };
  let value: unknown;
  try {
    value = await expression.evaluate(undefined, { ...sight.variables, states });
  } catch (e) {
    throw new RunError('States.QueryEvaluationError', (e as { message?: string }).message ?? String(e));
  }
  if (value === undefined) throw new RunError('States.QueryEvaluationError', `The JSONata expression '${code.trim()}' returned nothing (undefined).`);
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** Functions that Step Functions adds to JSONata. */
const FUNCTIONS: Readonly<Record<string, (...args: never[]) => unknown>> = {
  uuid: () => randomUUID(),
  parse: (text: string) => JSON.parse(text) as unknown,
  hash: (text: string, how: string) => createHash(how.replace('-', '').toLowerCase()).update(text).digest('hex'),
  partition: (list: unknown[], n: number) => Array.from({ length: Math.ceil(list.length / n) }, (_, i) => list.slice(i * n, (i + 1) * n)),
  range: (from: number, to: number, by: number) => Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by),
  random: () => 0.5,
};
