import { isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { pointerTokens, type Pointer } from '../../base/pointer.ts';
import { genericTaskKind } from '../../catalog/kinds/index.ts';
import { checkArguments } from '../../catalog/check.ts';
import type { Catalog } from '../../catalog/kind.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { isChoice, isFail, isMap, isParallel, isPass, isTask, isWait, type Parameter, type Pipeline, type Step, type StepId, type TaskStep } from '../../model/pipeline.ts';
import { allSteps, scopesOf, type Scope } from '../../model/scopes.ts';
import type { CompileOptions } from '../types.ts';
import { EMPTY, literal, type Condition, type Value, type Leaf, type Owner } from '../value.ts';
import { checkOwnFields } from './checkOwnFields.ts';
import { checkParameters } from './checkParameters.ts';
import { checkStructure } from './checkStructure.ts';
import { conditionOf } from './conditions.ts';
import { report, scopeKey, type Expected, type ResolveContext, type Site, type Use } from './context.ts';
import { flowOf, type Flow } from './flow.ts';
import { waysOf } from './needs.ts';
import { checkArtifacts, madeArguments, madeValueOf, markersOf, objectAt, type Markers } from './places.ts';
import { valueOf } from './values.ts';

/** What is meant: every step with its values, phases and flow; no order and no ASL yet. */
export interface Resolved {
  readonly pipeline: Pipeline;
  readonly catalog: Catalog;
  readonly context: ResolveContext;
  readonly scopes: ReadonlyMap<string, { readonly scope: Scope; readonly flow: Flow }>;
  readonly steps: ReadonlyMap<StepId, ResolvedStep>;
  readonly outputs: readonly (readonly [string, Value])[];
  /** Where signals leave their markers; absent where the pipeline wants none, or has no bucket for them. */
  readonly markers?: Markers;
  readonly uses: readonly Use[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ResolvedStep {
  readonly id: StepId;
  readonly step: Step;
  readonly scope: Scope;
  readonly arguments: Value;
  readonly timeout?: Value;
  readonly heartbeat?: Value;
  readonly ways: readonly ResolvedWay[];
  readonly items?: Value;
  readonly maxConcurrency?: Value;
  readonly results: readonly (readonly [string, Value])[];
  /** Evaluation jobs: where the report lies. */
  readonly report?: { readonly bucket: Value; readonly key: Value };
}
export interface ResolvedWay {
  /** Absent for `otherwise`. */
  readonly condition?: Condition;
  readonly outputs: ReadonlyMap<string, Value>;
}

export function resolve(pipeline: Pipeline, options: CompileOptions): Resolved {
  const context = contextOf(pipeline, options);
  const scopes = new Map<string, { scope: Scope; flow: Flow }>();
  for (const scope of scopesOf(pipeline)) {
    const flow = flowOf(scope.steps, scope.path.length === 0 ? pipeline.onFailure : undefined);
    scopes.set(scopeKey(scope), { scope, flow });
    (context.flows as Map<string, Flow>).set(scopeKey(scope), flow);
  }
  checkStructure(context, scopes);
  checkArtifacts(context);
  const steps = new Map<StepId, ResolvedStep>();
  for (const [id, { step, scope }] of context.steps) {
    for (const d of checkArguments(pipeline, id, step, options.catalog)) context.diagnostics.push(d);
    const resolved = resolveStep(context, id, step, scope);
    checkOwnFields(context, id, step, resolved);
    steps.set(id, resolved);
  }
  const top: Site = { step: null, chain: [], scope: { path: [], steps: pipeline.steps }, argument: '/outputs' };
  const outputs = entriesOf(pipeline.outputs).map(([name, json]) => [name, valueOf(context, json, { ...top, argument: `/outputs/${name}` })] as const);
  for (const field of ['name', 'role'] as const) {
    const json = pipeline.machine?.[field];
    if (json !== undefined) valueOf(context, json, { ...top, argument: `/machine/${field}` });
  }
  const markers = markersOf(context, { ...top, argument: '/settings/artifacts' }, valueOf);
  checkParameters(context);
  return { pipeline, catalog: options.catalog, context, scopes, steps, outputs, ...(markers === undefined ? {} : { markers }), uses: context.uses, diagnostics: context.diagnostics };
}

function contextOf(pipeline: Pipeline, options: CompileOptions): ResolveContext {
  const diagnostics: Diagnostic[] = [];
  const kinds = new Map<string, ReturnType<typeof genericTaskKind>>();
  const environment = options.environment === undefined ? undefined : own(pipeline.environments, options.environment);
  return {
    pipeline,
    catalog: options.catalog,
    language: options.language ?? pipeline.language ?? 'jsonata',
    environment: environment && { name: options.environment as string, values: environment },
    parameters: new Map(entriesOf(pipeline.parameters as Readonly<Record<string, Parameter>> | undefined)),
    steps: allSteps(pipeline),
    flows: new Map<string, Flow>(),
    kindOf: (step) => {
      const known = options.catalog.kind(step.kind) ?? kinds.get(step.kind);
      if (known) return known;
      const made = genericTaskKind(step.kind);
      kinds.set(step.kind, made);
      return made;
    },
    uses: [],
    leaves: new Map<string, Leaf>(),
    owners: new Map<string, Owner>(),
    errorsRead: new Set(),
    diagnostics,
  };
}

function resolveStep(context: ResolveContext, id: StepId, step: Step, scope: Scope): ResolvedStep {
  const site = (argument: Pointer): Site => ({ step: id, chain: [...scope.path, id], scope, argument });
  const base = { id, step, scope, ways: [], results: [], arguments: EMPTY };
  if (isChoice(step)) {
    const ways = waysOf(step).map((way, i): ResolvedWay => {
      const at = i === (step.branches ?? []).length ? '/otherwise' : `/branches/${i}`;
      const outputs = new Map(entriesOf(way?.outputs).map(([name, json]) => [name, valueOf(context, json, site(`${at}/outputs/${name}`))] as const));
      const when = way !== undefined && 'when' in way ? (way as { when: Json }).when : undefined;
      return { outputs, ...(when === undefined ? {} : { condition: conditionOf(context, when, site(`${at}/when`)) }) };
    });
    return { ...base, ways };
  }
  if (isMap(step) || isParallel(step)) {
    const bodies = isMap(step) ? [{ path: [...scope.path, id], steps: step.steps }] : step.branches.map((b) => ({ path: [...scope.path, id], branch: b.id, steps: b.steps }));
    const results = entriesOf(step.result).map(([name, json]) => [name, valueOf(context, json, resultSite(id, scope, bodies, json, name))] as const);
    if (isParallel(step)) return { ...base, results };
    return {
      ...base,
      results,
      items: valueOf(context, step.items ?? null, site('/items')),
      ...(step.maxConcurrency === undefined ? {} : { maxConcurrency: valueOf(context, step.maxConcurrency, site('/maxConcurrency')) }),
    };
  }
  if (!isTask(step) && !isWait(step) && !isPass(step) && !isFail(step)) return base;
  const task = step as TaskStep;
  return {
    ...base,
    arguments: argumentsOf(context, id, task, site),
    ...(task.timeoutSeconds === undefined ? {} : { timeout: valueOf(context, task.timeoutSeconds, site('/timeoutSeconds')) }),
    ...(task.heartbeatSeconds === undefined ? {} : { heartbeat: valueOf(context, task.heartbeatSeconds, site('/heartbeatSeconds')) }),
    ...(step.kind === 'cauce:evaluation' && isObject(task.metrics as unknown as Json) && Object.keys(task.metrics ?? {}).length > 0 ? { report: reportOf(context, id, task, site) } : {}),
  };
}

/** The results of a container are read at the end of its body; of a Parallel, in the branch that makes the value. */
function resultSite(id: StepId, scope: Scope, bodies: readonly Scope[], json: Json, name: string): Site {
  const text = JSON.stringify(json) ?? '';
  const body = bodies.find((b) => Object.keys(b.steps).some((s) => text.includes(`"${s}/`) || text.includes(`"${s}"`))) ?? bodies[0] ?? scope;
  return { step: id, chain: [...scope.path, id], scope: body, argument: `/result/${name}`, atEndOf: id };
}

function argumentsOf(context: ResolveContext, id: StepId, step: TaskStep, site: (argument: Pointer) => Site): Value {
  const kind = context.kindOf(step);
  const shape = context.catalog.request(step.kind);
  const model = kind.service === undefined ? undefined : context.catalog.model(kind.service);
  const expected: Expected | undefined = shape && { shape, model: model ?? { service: '', version: '', operations: {}, shapes: {} } };
  let value = valueOf(context, step.arguments ?? {}, site('/arguments'), expected);
  for (const made of madeArguments(context, step)) {
    value = insert(value, pointerTokens(made.pointer), madeValueOf(context, id, step, made, site(`/arguments${made.pointer}`), valueOf));
  }
  return value;
}

function insert(into: Value, tokens: readonly string[], value: Value): Value {
  const [head, ...rest] = tokens;
  if (head === undefined) return value;
  if (into.op === 'list') return { ...into, items: into.items.map((item, i) => (String(i) === head ? insert(item, rest, value) : item)) };
  const object = into.op === 'object' ? into : ({ op: 'object', entries: [] } as const);
  const known = object.entries.find(([k]) => k === head);
  if (known) return { op: 'object', entries: object.entries.map(([k, v]) => [k, k === head ? insert(v, rest, value) : v] as const) };
  return { op: 'object', entries: [...object.entries, [head, insert(EMPTY, rest, value)]] };
}

/** The report of an evaluation job: `evaluation.json` under its output `evaluation`, as SageMaker's own examples write it. */
function reportOf(context: ResolveContext, id: StepId, step: TaskStep, site: (argument: Pointer) => Site): { readonly bucket: Value; readonly key: Value } {
  const outputs = (step.arguments?.['ProcessingOutputConfig'] as JsonObject | undefined)?.['Outputs'];
  const list = Array.isArray(outputs) ? (outputs as readonly Json[]) : [];
  const index = list.findIndex((o) => isObject(o) && o['OutputName'] === 'evaluation');
  if (index < 0) {
    report(context, 'no-evaluation-output', { step: step.name }, { step: id, argument: '/arguments/ProcessingOutputConfig/Outputs' });
    return { bucket: literal(''), key: literal('') };
  }
  const at = `/ProcessingOutputConfig/Outputs/${index}/S3Output/S3Uri`;
  return objectAt(context, id, step, at, 'evaluation.json', site(`/arguments${at}`), valueOf);
}

export function entriesOf<T>(record: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] {
  return record === undefined || record === null ? [] : Object.entries(record);
}
