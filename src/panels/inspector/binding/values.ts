import { isList, isObject, own, type Json } from '../../../core/base/json.ts';
import { readBinding, type Binding, type OutputRef, type PathToken } from '../../../core/model/binding.ts';
import type { Pipeline, StepId } from '../../../core/model/pipeline.ts';
import { stepOf } from '../../../core/edit/tree.ts';

/** The value that a parameter has in an environment as far as it is known before a run (design.md 3). */
export function parameterValue(pipeline: Pipeline, name: string, environment: string | null): Json | undefined {
  const parameter = own(pipeline.parameters, name);
  if (!parameter) return undefined;
  const env = environment === null ? undefined : own(pipeline.environments, environment);
  const given = parameter.phase === 'deploy' ? own(env?.values, name) : parameter.phase === 'run' ? own(env?.inputDefaults, name) : undefined;
  return given ?? parameter.default;
}

/** What a value is in an environment, for reading: what is not known yet stands in ‹ ›. */
export function preview(pipeline: Pipeline, json: Json, environment: string | null): string {
  const binding = readBinding(json);
  switch (binding.kind) {
    case 'literal':
      return plain(binding.value);
    case 'param': {
      const value = parameterValue(pipeline, binding.name, environment);
      return value === undefined ? `‹${binding.name}›` : plain(value);
    }
    case 'text':
      return binding.parts.map((p) => (p.kind === 'literal' ? plain(p.value) : p.kind === 'param' ? previewParam(pipeline, p.name, environment) : `‹${bindingText(pipeline, p)}›`)).join('');
    case 'object':
    case 'list':
      return plain(json);
    default:
      return `‹${bindingText(pipeline, binding)}›`;
  }
}

function previewParam(pipeline: Pipeline, name: string, environment: string | null): string {
  const value = parameterValue(pipeline, name, environment);
  return value === undefined ? `‹${name}›` : plain(value);
}

/** A literal for reading: texts as they are, the rest as JSON. */
export function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const CONTEXT_LABELS: Readonly<Record<string, { readonly label: string; readonly example: string }>> = {
  'execution.id': { label: 'Execution ARN', example: 'arn:aws:states:us-east-1:111122223333:execution:income-training:9f0c…' },
  'execution.name': { label: 'Execution name', example: '9f0c2a4e-…' },
  'execution.startTime': { label: 'Execution start', example: '2026-01-31T09:30:00.000Z' },
  region: { label: 'Region', example: 'us-east-1' },
  account: { label: 'Account', example: '111122223333' },
  partition: { label: 'Partition', example: 'aws' },
  retryCount: { label: 'Retry count', example: '0 at the first attempt' },
};

/** What a chip says: `Preprocess › train`, `item › max_depth`, `Region`, the name of a parameter. */
export function bindingText(pipeline: Pipeline, binding: Binding): string {
  switch (binding.kind) {
    case 'param':
      return binding.name;
    case 'output':
      return refText(pipeline, binding.ref);
    case 'oneOf':
      return binding.refs.map((r) => refText(pipeline, r)).join(' or ');
    case 'context':
      return CONTEXT_LABELS[binding.key]?.label ?? binding.key;
    case 'item':
      return `item${pathText(binding.path)}`;
    case 'index':
      return 'index';
    case 'expression':
      return binding.code;
    case 'literal':
      return plain(binding.value);
    case 'text':
      return binding.parts.map((p) => bindingText(pipeline, p)).join('');
    case 'object':
    case 'list':
      return binding.kind === 'list' ? `${binding.items.length} values` : `${binding.entries.length} values`;
    case 'malformed':
      return binding.reason;
  }
}

export function refText(pipeline: Pipeline, ref: OutputRef): string {
  const step = stepOf(pipeline, ref.step)?.name ?? ref.step;
  return `${step}${ref.port === undefined && ref.path.length === 0 ? ' › response' : ''}${ref.port === undefined ? '' : ` › ${ref.port}`}${pathText(ref.path)}`;
}

export function pathText(path: readonly PathToken[]): string {
  return path.map((t) => ` › ${t}`).join('');
}

/** Reads a path as a person types it: `Payload.rows[0]`, `a/b/*`, `a › b`. */
export function parsePath(text: string): readonly PathToken[] {
  return text
    .replaceAll(/\[(\d+|\*)\]/g, '.$1')
    .split(/[./›]/)
    .map((t) => t.trim())
    .filter((t) => t !== '')
    .map((t) => (/^\d+$/.test(t) ? Number(t) : t));
}

export function pathInput(path: readonly PathToken[]): string {
  return path.map((t, i) => (typeof t === 'number' ? `[${t}]` : t === '*' ? '[*]' : i === 0 ? t : `.${t}`)).join('');
}

/** The value of an item's place in the first item of the default that a Map runs over, where that is known. */
export function firstItemValue(pipeline: Pipeline, map: StepId, path: readonly PathToken[], environment: string | null): Json | undefined {
  const step = stepOf(pipeline, map);
  const items = step && 'items' in step ? step.items : undefined;
  if (items === undefined) return undefined;
  const binding = readBinding(items);
  const list = binding.kind === 'param' ? parameterValue(pipeline, binding.name, environment) : items;
  let value: Json | undefined = isList(list) ? list[0] : undefined;
  for (const t of path) value = isList(value) ? value[Number(t)] : isObject(value) ? own(value, String(t)) : undefined;
  return value;
}
