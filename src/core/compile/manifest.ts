import type { Json, JsonObject } from '../base/json.ts';
import { byCodeUnit } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import { fileStem } from '../model/fileStem.ts';
import type { Parameter, StepId } from '../model/pipeline.ts';
import type { Use } from './resolve/context.ts';
import type { Resolved } from './resolve/resolve.ts';
import { carriedAs } from './emit/dialect.ts';
import type { SourceMapEntry } from './types.ts';

export const COMPILER_VERSION = '0.1.0';

/** The manifest (formats.md 3): what a definition asks for, by whom and where it is used. */
export function manifestOf(resolved: Resolved, definitionText: string, sourceMap: readonly SourceMapEntry[], sha256: (text: string) => string): JsonObject {
  const { pipeline, context } = resolved;
  const places = placesOf(sourceMap);
  const uses = usesByParameter(resolved.uses);
  const defaults = context.environment?.values.inputDefaults ?? {};
  const parameters = [...context.parameters].map(([name, p]): JsonObject => {
    const value = p.phase === 'run' && Object.hasOwn(defaults, name) ? defaults[name] : p.default;
    return {
      name,
      type: p.type,
      phase: p.phase,
      required: p.phase === 'run' ? value === undefined : p.phase === 'deploy' && value === undefined,
      ...(value === undefined ? {} : { default: value }),
      ...(p.description === undefined ? {} : { description: p.description }),
      ...(p.phase === 'deploy' ? { encoding: ['base64', 'json'].includes(carriedAs(p)) ? 'base64' : 'text' } : {}),
      constraints: constraintsOf(p),
      usedIn: usesOf(resolved, uses.get(name) ?? [], places),
    };
  });
  return {
    format: 'cauce-manifest/1',
    pipeline: pipeline.name,
    compiler: COMPILER_VERSION,
    language: context.language,
    definition: { file: `${fileStem(pipeline.name)}.asl.json`, sha256: sha256(definitionText) },
    parameters,
    inputSchema: inputSchema(context.parameters, defaults),
    environments: Object.fromEntries(
      Object.entries(pipeline.environments ?? {}).map(([name, e]) => [name, { ...(e.region === undefined ? {} : { region: e.region }), values: e.values ?? {}, inputDefaults: e.inputDefaults ?? {} }]),
    ),
    outputs: Object.keys(pipeline.outputs ?? {}),
    actions: actionsOf(definitionText),
  };
}

function constraintsOf(p: Parameter): JsonObject {
  return {
    ...(p.allowed === undefined ? {} : { allowed: p.allowed }),
    ...(p.pattern === undefined ? {} : { pattern: p.pattern }),
    ...(p.minimum === undefined ? {} : { minimum: p.minimum }),
    ...(p.maximum === undefined ? {} : { maximum: p.maximum }),
  };
}

/** The source map by step: of each a few entries only, which are searched faster than they are sorted in. */
type Places = ReadonlyMap<StepId, readonly SourceMapEntry[]>;

function placesOf(sourceMap: readonly SourceMapEntry[]): Places {
  const places = new Map<StepId, SourceMapEntry[]>();
  for (const entry of sourceMap) {
    const mine = places.get(entry.step);
    if (mine) mine.push(entry);
    else places.set(entry.step, [entry]);
  }
  return places;
}

function usesByParameter(uses: readonly Use[]): ReadonlyMap<string, readonly Use[]> {
  const found = new Map<string, Use[]>();
  for (const use of uses) {
    const mine = found.get(use.parameter);
    if (mine) mine.push(use);
    else found.set(use.parameter, [use]);
  }
  return found;
}

/**
 * Places where a parameter is read, each once, in the order of step and argument: the same whatever the order in which the
 * steps were drawn. The pointer is that of the leaf, or of what it was printed into.
 */
function usesOf(resolved: Resolved, mine: readonly Use[], places: Places): Json[] {
  const keyed = new Map(mine.map((use) => [`${use.step ?? ''} ${use.argument}`, use]));
  return [...keyed.keys()].sort(byCodeUnit).map((key) => {
    const { step, argument } = keyed.get(key) as Use;
    return {
      step,
      stepName: step === null ? null : (resolved.steps.get(step)?.step.name ?? null),
      argument: argument.replace(/^\/arguments/, ''),
      pointer: step === null ? null : pointerOf(argument, places.get(step) ?? []),
    };
  });
}

function pointerOf(argument: Pointer, places: readonly SourceMapEntry[]): Pointer | null {
  for (let at = argument; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = places.findLast((place) => (place.argument ?? '') === at);
    if (found) return found.pointer;
    if (at === '' || !at.includes('/')) return null;
  }
}

/** JSON Schema of the execution input; other keys are allowed. */
export function inputSchema(parameters: ReadonlyMap<string, Parameter>, defaults: Readonly<Record<string, Json>>): JsonObject {
  const run = [...parameters].filter(([, p]) => p.phase === 'run');
  const valueOf = (name: string, p: Parameter): Json | undefined => (Object.hasOwn(defaults, name) ? defaults[name] : p.default);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: run.filter(([name, p]) => valueOf(name, p) === undefined).map(([name]) => name),
    properties: Object.fromEntries(
      run.map(([name, p]) => [
        name,
        {
          type: jsonType(p),
          ...(p.description === undefined ? {} : { description: p.description }),
          ...(valueOf(name, p) === undefined ? {} : { default: valueOf(name, p) as Json }),
          ...(p.allowed === undefined ? {} : { enum: p.allowed }),
          ...(p.pattern === undefined ? {} : { pattern: p.pattern }),
          ...(p.minimum === undefined ? {} : { minimum: p.minimum }),
          ...(p.maximum === undefined ? {} : { maximum: p.maximum }),
        },
      ]),
    ),
  };
}

function jsonType(p: Parameter): string {
  switch (p.type) {
    case 'integer':
    case 'number':
    case 'boolean':
    case 'object':
      return p.type;
    case 'list':
      return 'array';
    default:
      return 'string';
  }
}

/** IAM actions that the definition's tasks call, from their resources. */
function actionsOf(definitionText: string): string[] {
  const actions = new Set<string>();
  for (const [, integration = ''] of definitionText.matchAll(/"Resource": "arn:aws:states:::([^"]+)"/g)) {
    const parts = integration.split(':');
    const [service, action] = parts[0] === 'aws-sdk' ? parts.slice(1) : parts;
    const name = (action ?? '').replace(/\..*$/, '');
    if (service && name) actions.add(`${IAM_PREFIX[service] ?? service}:${service === 'lambda' && name === 'invoke' ? 'InvokeFunction' : name.charAt(0).toUpperCase() + name.slice(1)}`);
  }
  return [...actions].sort(byCodeUnit);
}

const IAM_PREFIX: Readonly<Record<string, string>> = { stepfunctions: 'states', sfn: 'states' };
