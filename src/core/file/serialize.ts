import { byCodeUnit, isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { looksLikeBinding } from '../model/binding.ts';
import type { Pipeline } from '../model/pipeline.ts';

/** The documented order of fields (formats.md 1). Fields that are not listed follow in the order in which they are. */
const DOCUMENT = ['$schema', 'format', 'name', 'description', 'language', 'machine', 'settings', 'parameters', 'environments', 'steps', 'onFailure', 'outputs', 'presets', 'layout'];
const STEP = ['kind', 'name', 'notes', 'estimateSeconds', 'measured', 'after', 'items', 'maxConcurrency', 'arguments', 'metrics', 'timeoutSeconds', 'heartbeatSeconds', 'retry', 'catch', 'branches', 'otherwise', 'outputTypes', 'steps', 'result'];
const PARAMETER = ['type', 'phase', 'default', 'description', 'allowed', 'pattern', 'minimum', 'maximum', 'encoding'];
const ENVIRONMENT = ['region', 'values', 'inputDefaults', 'tags', 'logLevel', 'logGroup', 'tracing'];
const BRANCH = ['id', 'when', 'to', 'outputs', 'loop', 'steps'];

/**
 * The text of a pipeline file. Steps and layout are sorted by id, so that a moved step is a one-line difference; the same
 * pipeline gives the same bytes, whatever the order of its steps.
 */
export function serializePipeline(pipeline: Pipeline): string {
  const document = ordered(pipeline as unknown as JsonObject, DOCUMENT, {
    parameters: (v) => each(v, (p) => ordered(p, PARAMETER)),
    environments: (v) => each(v, (e) => ordered(e, ENVIRONMENT)),
    steps: writeSteps,
    layout: (v) => sorted(v),
  });
  return `${print(document, '')}\n`;
}

function writeSteps(steps: Json): Json {
  return each(sorted(steps), (step) => {
    const container = isObject(step) && (step['kind'] === 'map' || step['kind'] === 'parallel');
    return ordered(step, STEP, {
      ...(container ? { steps: writeSteps } : {}),
      branches: (branches) => (isList(branches) ? branches.map((b) => ordered(b, BRANCH, container ? { steps: writeSteps } : {})) : branches),
      otherwise: (way) => ordered(way, BRANCH),
    });
  });
}

function ordered(value: Json, known: readonly string[], inside: Readonly<Record<string, (value: Json) => Json>> = {}): Json {
  if (!isObject(value)) return value;
  const keys = [...known.filter((k) => Object.hasOwn(value, k)), ...Object.keys(value).filter((k) => !known.includes(k))];
  return Object.fromEntries(keys.map((k) => [k, (Object.hasOwn(inside, k) ? inside[k]?.(value[k] as Json) : undefined) ?? (value[k] as Json)]));
}

function each(value: Json, change: (value: Json) => Json): Json {
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, change(v)])) : value;
}

function sorted(value: Json): Json {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b))) : value;
}

/**
 * Two spaces. On one line: a list of numbers, a short list of other single values, and a short binding:
 * `[320, 180]`, `["States.ALL"]`, `{"$param": "Stage"}`.
 */
function print(value: Json, indent: string): string {
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    if (value.every((v) => typeof v !== 'object' || v === null)) {
      const line = `[${value.map(scalar).join(', ')}]`;
      if (line.length <= 60 || (value.length <= 4 && value.every((v) => typeof v === 'number'))) return line;
    }
    return `[\n${value.map((v) => inner + print(v, inner)).join(',\n')}\n${indent}]`;
  }
  if (!isObject(value)) return scalar(value);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  if (entries.length === 0) return '{}';
  if (looksLikeBinding(value)) {
    const line = inline(value);
    if (line.length <= MAX_BINDING_LINE) return line;
  }
  return `{\n${entries.map(([k, v]) => `${inner}${JSON.stringify(k)}: ${print(v, inner)}`).join(',\n')}\n${indent}}`;
}

const MAX_BINDING_LINE = 100;

function inline(value: Json): string {
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  if (!isObject(value)) return scalar(value);
  return `{${Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${inline(v)}`).join(', ')}}`;
}

function scalar(value: Json): string {
  return JSON.stringify(value) ?? 'null';
}
