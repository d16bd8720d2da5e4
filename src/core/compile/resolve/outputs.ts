import { isObject, own, type Json } from '../../base/json.ts';
import { valueAt } from '../../base/pointer.ts';
import type { OutputPort, PortSource, TextPart } from '../../catalog/kind.ts';
import { shapeNamed, type Shape } from '../../catalog/shape.ts';
import type { OutputRef, PathToken } from '../../model/binding.ts';
import { isPass, isTask, type PortType, type Step, type StepId, type TaskStep } from '../../model/pipeline.ts';
import { literal, text, type Value, type Leaf, type LeafSource, type Owner } from '../value.ts';
import { nameOf, report, scopeKey, whereOf, type Expected, type ResolveContext, type Site, type ValueOf } from './context.ts';
import { ALWAYS, NEVER, type Guard } from './guard.ts';
import { catchersOf, wayGives, waysOf } from './needs.ts';
import { placeOf } from './places.ts';

/** The value of `$output`: the expression behind it where that is known, else a leaf that the producer keeps. */
export function outputValue(context: ResolveContext, ref: OutputRef, site: Site, valueOf: ValueOf): Value {
  const found = locate(context, ref, site);
  if (!found) return literal(null);
  const { step, source, type } = found;
  if (source === 'error' && !mayReadError(context, ref.step, site)) report(context, 'error-out-of-reach', { step: nameOf(context, ref.step) }, whereOf(site));
  if (source === 'error') return { op: 'output', leaf: errorLeaf(context, ref.step), path: ref.path };
  const under = madeUnder(context, ref.step, step, source);
  const sure = isSure(context, ref.step, under, site, 'default' in ref);
  if (!sure && !('default' in ref)) report(context, 'value-may-be-absent', { output: label(context, ref), step: nameOf(context, ref.step) }, whereOf(site));
  if (source.from === 'argument' && (sure || !('default' in ref))) return knownArgument(context, ref, step, source.pointer, site, valueOf);
  const leaf = leafOf(context, ref, step, source, type, under, sure, valueOf);
  const known = source.from === 'metric' && ref.path.length === 0 ? comparedType(type) : leaf.rest.length === 0 ? leaf.leaf.type : 'json';
  return { op: 'output', leaf: leaf.leaf, path: leaf.rest, type: known, ...('default' in ref ? { default: ref.default as Json } : {}) };
}

/** The value of `$oneOf`: one leaf that each producer assigns, whichever runs. */
export function oneOfValue(context: ResolveContext, refs: readonly OutputRef[], fallback: { readonly default?: Json }, site: Site, valueOf: ValueOf): Value {
  const parts = refs.map((ref) => ({ ref, found: locate(context, ref, site) }));
  if (parts.some((p) => p.found === undefined)) return literal(null);
  const made = new Map<StepId, Value>();
  let under: Guard = NEVER;
  let stage: 'main' | 'metrics' = 'main';
  const key = scopeOf(context, (refs[0] as OutputRef).step);
  const guards = context.flows.get(key)?.guards;
  for (const { ref, found } of parts) {
    if (!found || found.source === 'error' || !guards) continue;
    if (scopeOf(context, ref.step) !== key) {
      report(context, 'one-of-scopes', {}, whereOf(site));
      return literal(null);
    }
    const own = madeUnder(context, ref.step, found.step, found.source);
    if (!guards.disjoint(under, own)) report(context, 'one-of-not-exclusive', { a: nameOf(context, (refs[0] as OutputRef).step), b: nameOf(context, ref.step) }, whereOf(site));
    under = guards.or(under, own);
    const value = madeValue(context, ref, found.step, found.source, false, valueOf);
    if (value.stage === 'metrics') stage = 'metrics';
    made.set(ref.step, value.value);
  }
  const sure = isSure(context, (refs[0] as OutputRef).step, under, site, 'default' in fallback);
  if (!sure && !('default' in fallback)) report(context, 'value-may-be-absent', { output: refs.map((r) => label(context, r)).join(' or '), step: refs.map((r) => nameOf(context, r.step)).join(' or ') }, whereOf(site));
  const ids = refs.map((r) => r.step).sort();
  const owner = ownerOf(context, ids.join(' or '), refs.map((r) => nameOf(context, r.step)).join(' or '), ids);
  const id = JSON.stringify([refs.map((r) => [r.step, r.port ?? null, r.path]).sort(), fallback.default ?? null, sure]);
  const leaf: Leaf = keep(context, {
    owner,
    id,
    names: namesOf(refs[0] as OutputRef),
    source: { from: 'states', made, stage },
    under,
    ...(sure ? {} : fallback),
    type: comparedType(parts[0]?.found?.type),
  });
  return { op: 'output', leaf, path: [], type: leaf.type, ...fallback };
}

interface Located {
  readonly step: Step;
  readonly source: PortSource | 'error';
  readonly type: PortType | undefined;
}

/** Finds the port and checks that the reader can see the step at all. */
function locate(context: ResolveContext, ref: OutputRef, site: Site): Located | undefined {
  const entry = context.steps.get(ref.step);
  if (!entry) {
    report(context, 'unknown-step', { step: ref.step }, whereOf(site));
    return undefined;
  }
  if (!canSee(site, entry.scope)) {
    report(context, 'out-of-reach', { step: entry.step.name }, whereOf(site));
    return undefined;
  }
  if (ref.port !== 'error' && site.chain.includes(ref.step) && !(site.atEndOf !== undefined && site.atEndOf !== ref.step)) {
    report(context, 'reads-itself', { step: entry.step.name }, whereOf(site));
    return undefined;
  }
  if (ref.port === 'error' && (catchersOf(entry.step).length > 0 || context.pipeline.onFailure === ref.step)) return { step: entry.step, source: 'error', type: 'json' };
  const source = sourceOf(context, entry.step, ref.port);
  if (!source) {
    report(context, 'unknown-output', { step: entry.step.name, output: ref.port ?? '' }, whereOf(site));
    return undefined;
  }
  return { step: entry.step, ...source };
}

function canSee(site: Site, producer: { readonly path: readonly StepId[]; readonly branch?: string }): boolean {
  const path = site.scope.path;
  if (producer.path.length > path.length || producer.path.some((p, i) => path[i] !== p)) return false;
  return producer.path.length < path.length || producer.branch === site.scope.branch;
}

/** Named ports first, then names in the response, then arguments of that name (formats.md 1, "Ports"). */
function sourceOf(context: ResolveContext, step: Step, port: string | undefined): { source: PortSource; type: PortType | undefined } | undefined {
  if (port === undefined) return isTask(step) ? { source: { from: 'response', path: [] }, type: 'json' } : undefined;
  const named: OutputPort | undefined = context.kindOf(step).outputs(step).find((p) => p.name === port);
  if (named) return { source: named.source, type: named.list === true ? 'list' : named.type };
  if (isPass(step)) return isObject(step.arguments) && own(step.arguments, port) !== undefined ? { source: { from: 'pass', name: port }, type: undefined } : undefined;
  if (!isTask(step)) return undefined;
  const response = context.catalog.response(step.kind);
  if (response?.type === 'structure' && !Object.hasOwn(response.members, port)) {
    const derived = context.kindOf(step).outputs(step).find((p) => p.source.from === 'arn' && port.endsWith('Name'));
    if (derived) return { source: derived.source, type: 'name' };
    const argument = `/${port}`;
    if (valueAt(step.arguments, argument) !== undefined) return { source: { from: 'argument', pointer: argument }, type: undefined };
    return undefined;
  }
  return { source: { from: 'response', path: [port] }, type: undefined };
}

/** Known output (design.md 4): the producer's own argument, evaluated again where it is read. */
function knownArgument(context: ResolveContext, ref: OutputRef, step: Step, at: string, site: Site, valueOf: ValueOf): Value {
  if (ref.path.length > 0) report(context, 'path-into-text', { output: label(context, ref) }, whereOf(site));
  const json = valueAt((step as TaskStep).arguments, at);
  if (json !== undefined) return valueOf(context, json, { ...site }, STRING);
  const place = placeOf(context, ref.step, step, at, site, valueOf);
  if (place) return place;
  report(context, 'output-has-no-place', { output: label(context, ref) }, whereOf(site));
  return literal(null);
}

const STRING: Expected = { shape: { type: 'string' }, model: { service: '', version: '', operations: {}, shapes: {} } };

function madeValue(context: ResolveContext, given: OutputRef, step: Step, source: PortSource, sure: boolean, valueOf: ValueOf): { readonly value: Value; readonly stage: 'main' | 'metrics'; readonly rest: readonly PathToken[] } {
  // A default is for paths on which the step does not run; where it surely runs, for a value that the service may leave out.
  const ref: OutputRef = sure ? given : { step: given.step, ...(given.port === undefined ? {} : { port: given.port }), path: given.path };
  const own = context.steps.get(ref.step);
  const chain = [...(own?.scope.path ?? []), ref.step];
  const site: Site = { step: ref.step, chain, scope: own?.scope ?? { path: [], steps: {} }, argument: '/arguments' };
  switch (source.from) {
    case 'response': {
      const path = [...source.path, ...ref.path];
      const last = path.at(-1);
      // JSONPath merges the default over the parent; the reader goes into it.
      const rest = 'default' in ref && context.language === 'jsonpath' && typeof last === 'string' && last !== '*' ? [last] : [];
      return { value: withDefault({ op: 'result', path }, ref), stage: 'main', rest };
    }
    case 'arn':
      return { value: { op: 'arnTail', of: { op: 'result', path: source.path } }, stage: 'main', rest: ref.path };
    case 'metric': {
      const metric = own === undefined ? undefined : (step as TaskStep).metrics?.[source.name];
      const path = [...(metric?.path ?? [source.name]), ...ref.path];
      const body: Value = { op: 'result', path: ['Body'] };
      // JSONPath has no path into the result of a function: the report is kept whole, the reader goes into it.
      if (context.language === 'jsonpath') return { value: { op: 'parse', of: body, path: [] }, stage: 'metrics', rest: path };
      return { value: withDefault({ op: 'parse', of: body, path }, ref), stage: 'metrics', rest: [] };
    }
    case 'argument':
      return { value: knownArgument(context, ref, step, source.pointer, site, valueOf), stage: 'main', rest: [] };
    case 'pass':
      return { value: valueOf(context, own === undefined ? null : ((step as TaskStep).arguments?.[source.name] as Json), { ...site, argument: `/arguments/${source.name}` }), stage: 'main', rest: ref.path };
    case 'text':
      return { value: text(source.parts.map((part): Value => textPart(context, ref, step, part, site, valueOf))), stage: 'main', rest: ref.path };
    case 'choice':
    case 'result':
      return { value: literal(null), stage: 'main', rest: ref.path };
  }
}

function textPart(context: ResolveContext, ref: OutputRef, step: Step, part: TextPart, site: Site, valueOf: ValueOf): Value {
  if (typeof part === 'string') return literal(part);
  return 'response' in part ? { op: 'result', path: part.response } : knownArgument(context, { ...ref, path: [] }, step, part.argument, site, valueOf);
}

/** A value that the service may leave out, when the person gave a default for it. */
function withDefault(value: Value, ref: OutputRef): Value {
  return 'default' in ref ? { op: 'orDefault', of: value, default: ref.default as Json } : value;
}

function leafOf(context: ResolveContext, ref: OutputRef, step: Step, source: PortSource, type: PortType | undefined, under: Guard, sure: boolean, valueOf: ValueOf): { leaf: Leaf; rest: readonly PathToken[] } {
  const { value, stage, rest } = madeValue(context, ref, step, source, sure, valueOf);
  const leafSource: LeafSource =
    source.from === 'choice'
      ? { from: 'ways', output: source.name }
      : source.from === 'result'
        ? { from: 'result', name: source.name }
        : { from: 'states', made: new Map([[ref.step, value]]), stage, ...(source.from === 'pass' ? { key: source.name } : {}) };
  const fallback = 'default' in ref && !sure ? { default: nested(ref.default as Json, rest) } : {};
  const report = source.from === 'metric' && context.language === 'jsonpath';
  const id = JSON.stringify([source.from, report ? 'report' : 'name' in source ? source.name : 'path' in source ? source.path : 'pointer' in source ? source.pointer : 'text', rest === ref.path || report ? [] : ref.path, 'default' in ref ? [ref.default ?? null, sure] : null]);
  const leaf = keep(context, {
    owner: ownerOf(context, ref.step, step.name, [ref.step]),
    id,
    names: report ? ['report'] : rest.length > 0 ? namesOf({ step: ref.step, ...(ref.port === undefined ? {} : { port: ref.port }), path: [] }) : namesOf(ref, source),
    source: leafSource,
    under,
    ...fallback,
    type: report ? 'json' : leafType(context, step, source, ref.path, type),
  });
  return { leaf, rest };
}

/** Only what a failure leads to can read the error: the handler of the step, or that of "on failure". */
function mayReadError(context: ResolveContext, id: StepId, site: Site): boolean {
  const entry = context.steps.get(id);
  const flow = entry && context.flows.get(scopeKey(entry.scope));
  const reader = entry && site.chain[entry.scope.path.length];
  if (!flow || reader === undefined) return false;
  const handler = flow.handlers.find((h) => h.members.includes(reader));
  // A handler of several steps has no error of one of them; the one of "on failure" has the failure itself.
  if (handler) return handler.onFailure ? handler.entry === id : handler.sources.length === 1 && handler.sources[0] === id;
  let failed: Guard = NEVER;
  catchersOf(entry.step).forEach((_, i) => (failed = flow.guards.or(failed, flow.after(id, i + 1))));
  return flow.decisions.has(id) && flow.guards.implies(flow.exactGuardOf.get(reader) ?? ALWAYS, failed);
}

function errorLeaf(context: ResolveContext, step: StepId): Leaf {
  context.errorsRead.add(step);
  return keep(context, { owner: ownerOf(context, `${step} error`, `${nameOf(context, step)} error`, []), id: 'error', names: ['error'], source: { from: 'error', step }, under: ALWAYS, type: 'json' });
}

/** A default in the place where the reader will look for it. */
function nested(value: Json, path: readonly PathToken[]): Json {
  return [...path].reverse().reduce<Json>((inner, token) => (typeof token === 'number' ? [inner] : { [token]: inner }), value);
}

function namesOf(ref: OutputRef, source?: PortSource): readonly string[] {
  const path = [...(source?.from === 'response' || source?.from === 'arn' ? source.path : []), ...ref.path];
  const last = [...path].reverse().filter((t): t is string => typeof t === 'string' && t !== '*');
  const port = ref.port === undefined ? [] : [ref.port, ref.port.replace(/[^A-Za-z0-9]+(.)?/g, (_, c: string | undefined) => c?.toUpperCase() ?? '')];
  return source?.from === 'arn' ? [...port, 'name'] : [...last.slice(0, 1), ...port, 'value'];
}

function keep(context: ResolveContext, leaf: Leaf): Leaf {
  const key = `${leaf.owner.id} ${leaf.id}`;
  const known = context.leaves.get(key);
  if (known) return known;
  context.leaves.set(key, leaf);
  return leaf;
}

function ownerOf(context: ResolveContext, id: string, label: string, producers: readonly StepId[]): Owner {
  const known = context.owners.get(id);
  if (known) return known;
  const owner: Owner = { id, label, producers };
  context.owners.set(id, owner);
  return owner;
}

function scopeOf(context: ResolveContext, id: StepId): string {
  const entry = context.steps.get(id);
  return entry ? scopeKey(entry.scope) : '';
}

function madeUnder(context: ResolveContext, id: StepId, step: Step, source: PortSource): Guard {
  const flow = context.flows.get(scopeOf(context, id));
  if (!flow) return ALWAYS;
  if (source.from !== 'choice') return flow.madeUnder(id);
  let guard: Guard = NEVER;
  waysOf(step as never).forEach((way, i) => {
    if (wayGives(way, source.name)) guard = flow.guards.or(guard, flow.after(id, i));
  });
  return guard;
}

/** Is the value made on every path that reaches the reader? */
function isSure(context: ResolveContext, producer: StepId, under: Guard, site: Site, hasDefault: boolean): boolean {
  const entry = context.steps.get(producer);
  const flow = entry && context.flows.get(scopeKey(entry.scope));
  if (!entry || !flow) return true;
  const reader = site.chain[entry.scope.path.length];
  // Ends of the scope are checked where the ends are known.
  if (reader === undefined) return !hasDefault || flow.guards.implies(ALWAYS, under);
  const handler = flow.handlers.find((h) => h.members.includes(reader));
  if (handler && !handler.members.includes(producer)) return handler.sources.length > 0 && handler.sources.every((s) => comesBefore(flow, producer, s));
  if (!handler && flow.handlers.some((h) => h.members.includes(producer))) return false;
  const guard = flow.guardOf.get(reader) ?? ALWAYS;
  if (flow.guards.implies(guard, under)) return true;
  // Ways that end do not count: what the reader's path leaves out must be such a way.
  return flow.guards.implies(flow.exactGuardOf.get(reader) ?? guard, under);
}

function comesBefore(flow: { readonly successors: ReadonlyMap<StepId, ReadonlySet<StepId>>; readonly guards: { implies(a: Guard, b: Guard): boolean }; readonly guardOf: ReadonlyMap<StepId, Guard>; readonly madeUnder: (s: StepId) => Guard }, first: StepId, last: StepId): boolean {
  const seen = new Set([first]);
  const todo = [first];
  for (let n = todo.pop(); n !== undefined; n = todo.pop()) {
    for (const m of flow.successors.get(n) ?? []) {
      if (m === last) return flow.guards.implies(flow.guardOf.get(last) ?? ALWAYS, flow.madeUnder(first));
      if (!seen.has(m)) {
        seen.add(m);
        todo.push(m);
      }
    }
  }
  return false;
}

function label(context: ResolveContext, ref: OutputRef): string {
  return `${nameOf(context, ref.step)} › ${[ref.port, ...ref.path].filter((t) => t !== undefined).join('.')}`;
}

function leafType(context: ResolveContext, step: Step, source: PortSource, path: readonly PathToken[], type: PortType | undefined): Leaf['type'] {
  if (source.from === 'response') {
    const found = shapeOf(context, step, [...source.path, ...path]);
    if (found !== undefined) return found;
    return path.length === 0 ? comparedType(type) : 'json';
  }
  return comparedType(path.length === 0 ? type : undefined);
}

function shapeOf(context: ResolveContext, step: Step, path: readonly PathToken[]): Leaf['type'] | undefined {
  const service = context.kindOf(step).service;
  const model = service === undefined ? undefined : context.catalog.model(service);
  let shape: Shape | undefined = context.catalog.response(step.kind);
  for (const token of path) {
    if (!shape || !model) return undefined;
    if (shape.type === 'structure' && typeof token === 'string') {
      const member = own(shape.members, token);
      shape = member && shapeNamed(model, member.shape);
    } else if (shape.type === 'list' && typeof token === 'number') shape = shapeNamed(model, shape.member);
    else if (shape.type === 'map' && typeof token === 'string') shape = shapeNamed(model, shape.value);
    else return undefined;
  }
  switch (shape?.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'structure':
    case 'list':
    case 'map':
      return 'structured';
    default:
      return undefined;
  }
}

export function comparedType(type: PortType | undefined): Leaf['type'] {
  switch (type) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'list':
      return 'structured';
    case 'json':
    case 'metrics':
    case undefined:
      return 'json';
    default:
      return 'string';
  }
}
