import type { Json, JsonObject } from '../base/json.ts';
import { byCodeUnit } from '../base/json.ts';
import { fileStem } from '../model/fileStem.ts';
import type { Parameter } from '../model/pipeline.ts';
import type { Resolved } from './resolve/resolve.ts';
import { carriedAs } from './emit/dialect.ts';
import { sha256 } from './sha256.ts';
import type { SourceMapEntry } from './types.ts';

export const COMPILER_VERSION = '0.1.0';

/** The manifest (formats.md 3): what a definition asks for, by whom and where it is used. */
export function manifestOf(resolved: Resolved, definitionText: string, sourceMap: readonly SourceMapEntry[]): JsonObject {
  const { pipeline, context } = resolved;
  const pointers = new Map(sourceMap.map((e) => [`${e.step} ${e.argument ?? ''}`, e.pointer]));
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
      usedIn: usesOf(resolved, name, pointers),
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

/** Places where a parameter is read: the pointer is that of the leaf, or of what it was printed into. */
/** In the order of step and argument: the same whatever the order in which the steps were drawn. */
function usesOf(resolved: Resolved, name: string, pointers: ReadonlyMap<string, string>): Json[] {
  const seen = new Set<string>();
  const uses: Json[] = [];
  const mine = resolved.uses.filter((use) => use.parameter === name);
  for (const use of mine.sort((a, b) => byCodeUnit(`${a.step ?? ''} ${a.argument}`, `${b.step ?? ''} ${b.argument}`))) {
    const key = `${use.step ?? ''} ${use.argument}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const argument = use.argument.replace(/^\/arguments/, '');
    uses.push({ step: use.step, stepName: use.step === null ? null : (resolved.steps.get(use.step)?.step.name ?? null), argument, pointer: use.step === null ? null : pointerOf(use.step, use.argument, pointers) });
  }
  return uses;
}

function pointerOf(step: string, argument: string, pointers: ReadonlyMap<string, string>): string | null {
  for (let at = argument; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = pointers.get(`${step} ${at}`);
    if (found !== undefined) return found;
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
