import { isList, isObject, own, type Json } from '../../base/json.ts';
import { pointerTokens, type Pointer } from '../../base/pointer.ts';
import type { Catalog, Derived, OutputPort } from '../../catalog/kind.ts';
import { shapeAt } from '../../catalog/lookup.ts';
import { typeOfOutput } from '../../catalog/outputType.ts';
import type { Shape } from '../../catalog/shape.ts';
import { isStructure, readBinding, type Binding, type OutputRef } from '../../model/binding.ts';
import { isChoice, isMap, isParallel, isPass, isTask, type Language, type Parameter, type Pipeline, type Step, type StepId } from '../../model/pipeline.ts';
import { allSteps, type Scope } from '../../model/scopes.ts';
import { comparison } from './readJsonata.ts';
import { bindingsOf, bindingsOfPipeline } from './bindings.ts';
import { argumentsWithDerived } from './derived.ts';
import { AN_ERROR, at, call, each, fromJson, isText, list, lit, obj, objectSym, phi, root, text, token, undef, type Sym } from './sym.ts';

/** What a place takes: its shape in the service's request, and the model to look further in. */
export interface Slot { readonly shape?: Shape; readonly child?: (key: string | number) => Slot }
const ANY: Slot = {};
const NONE: ReadonlySet<StepId> = new Set();
type Want = 'value' | 'string field' | 'text part';

/** Reads a person's own expression as it would be read in the state of a step. */
export type ReadRaw = (code: string, step: StepId) => Sym;

/** Reads the drawing: what each binding must evaluate to. Knows tables and rules of emitted-asl.md, and nothing of the compiler. */
export class Expectation {
  readonly steps: ReadonlyMap<StepId, { readonly step: Step; readonly scope: Scope }>;
  readonly pipeline: Pipeline;
  readonly language: Language;
  readonly names: ReadonlyMap<StepId, string>;
  private readonly catalog: Catalog;
  private readonly environment: string | undefined;
  private readonly known = new Map<string, Sym>();
  /** Shapes belong to one model each. */
  private readonly slots = new Map<Shape, Slot>();
  private readonly started = new Set<string>();
  private readonly drawn: ReadonlySet<string>;
  private readonly raw: ReadRaw;
  private expressions: ReadonlySet<string> | undefined;
  private reads: ReadonlySet<string> | undefined;
  private absent = NONE;

  constructor(pipeline: Pipeline, language: Language, names: ReadonlyMap<StepId, string>, catalog: Catalog, environment: string | undefined, raw: ReadRaw) {
    this.pipeline = pipeline;
    this.language = language;
    this.names = names;
    this.catalog = catalog;
    this.environment = environment;
    this.raw = raw;
    this.drawn = new Set(names.values());
    this.steps = allSteps(pipeline);
  }

  /** What a binding must evaluate to where these steps have surely not run: their defaults. */
  without(absent: ReadonlySet<StepId>, json: Json): Sym {
    this.absent = absent;
    const sym = this.json(json, '');
    this.absent = NONE;
    return sym;
  }

  /** Is this state a step (and not one that the compiler made)? */
  isDrawn(state: string): boolean { return this.drawn.has(state); }
  stateOf(id: StepId): string { return this.names.get(id) ?? id; }

  /** Does a person's own expression stand in this step? What it reads is the person's affair. */
  hasExpressionOf(state: string): boolean {
    this.expressions ??= new Set([...this.steps].filter(([, { step }]) => bindingsOf(step).some((b) => b.kind === 'expression')).map(([id]) => this.stateOf(id)));
    return this.expressions.has(state);
  }
  /** Is this output bound anywhere in the drawing? */
  isRead(step: StepId, port: string): boolean {
    this.reads ??= new Set(bindingsOfPipeline(this.pipeline).flatMap((b) => (b.kind === 'output' ? [b.ref] : b.kind === 'oneOf' ? b.refs : [])).map((r) => `${r.step}/${r.port ?? ''}`));
    return this.reads.has(`${step}/${port}`);
  }

  /** A binding as JSON, at a place of the request. */
  json(json: Json, step: StepId, slot: Slot = ANY): Sym {
    if (!isStructure(json)) return this.binding(readBinding(json), step, slot);
    const sym = isList(json) ? list(json.map((v, i) => this.json(v, step, slot.child?.(i)))) : objectSym(json, (v, k) => this.json(v, step, slot.child?.(k)));
    return this.structure(sym, slot.shape?.type === 'string' ? 'string field' : 'value');
  }

  binding(binding: Binding, step: StepId, slot: Slot = ANY, want: Want = slot.shape?.type === 'string' ? 'string field' : 'value'): Sym {
    switch (binding.kind) {
      case 'literal': return this.literal(binding.value, slot, want);
      case 'object': return this.structure(obj(binding.entries.map(([k, b]) => [k, this.binding(b, step, slot.child?.(k))] as const)), want);
      case 'list': return this.structure(list(binding.items.map((b, i) => this.binding(b, step, slot.child?.(i)))), want);
      case 'param': return this.parameter(binding.name, want);
      case 'output': return this.converted(this.output(binding.ref), this.portType(binding.ref), want);
      case 'oneOf': {
        const made = binding.refs.filter((r) => !this.absent.has(r.step));
        if (made.length === 0 && 'default' in binding) return this.literal(binding.default as Json, slot, want);
        const refs = (made.length === 0 ? binding.refs : made).map((r) => this.output(r));
        const sym = 'default' in binding ? phi(refs, [fromJson(binding.default as Json)]) : phi(refs);
        return this.converted(sym, binding.refs[0] && this.portType(binding.refs[0]), want);
      }
      case 'context': return this.converted(contextValue(binding.key), binding.key === 'retryCount' ? 'number' : 'string', want);
      case 'item': return this.converted(at(root(`item:${this.stateOf(binding.map)}`), binding.path), undefined, want);
      case 'index': return this.converted(root(`index:${this.stateOf(binding.map)}`), 'number', want);
      case 'text': return this.text(binding.parts, step);
      case 'expression': return this.raw(binding.code, step);
      case 'malformed': return undef(binding.reason);
    }
  }

  private text(parts: readonly Binding[], step: StepId): Sym {
    const sym = text(parts.map((p) => this.binding(p, step, ANY, 'text part')));
    // Of a single part that is a text already nothing need be joined.
    const only = parts.filter((p) => !(p.kind === 'literal' && p.value === ''))[0];
    const single = sym.k === 'call' && sym.fn === 'text' && sym.args.length === 1 ? sym.args[0] : undefined;
    return single && only && this.isTextual(only) ? phi([], [single, sym]) : sym;
  }

  private isTextual(binding: Binding): boolean {
    if (binding.kind === 'param') return kindOf(own(this.pipeline.parameters, binding.name) ?? { type: 'object', phase: 'run' }) === 'text';
    const type = binding.kind === 'output' ? this.portType(binding.ref) : undefined;
    return type !== undefined && !['number', 'boolean', 'list', 'json'].includes(type);
  }

  /** A list or an object drawn where the service wants text is its JSON. */
  private structure(sym: Sym, want: Want): Sym {
    if (want === 'value') return sym;
    const known = text([sym]);
    if (known.k === 'lit') return known;
    return this.language === 'jsonata' ? known : phi([], [call('json', sym), text(jsonParts(sym))]);
  }

  /** Numbers, booleans, lists become text where the service wants text; null says that there is no value. */
  private literal(value: Json, slot: Slot, want: Want): Sym {
    if (value === null && want === 'string field') return lit(null);
    if (want !== 'value') return typeof value === 'string' ? lit(value) : text([fromJson(value)]);
    if (isList(value)) return list(value.map((v, i) => this.literalAt(v, slot.child?.(i))));
    if (isObject(value)) return objectSym(value, (v, k) => this.literalAt(v, slot.child?.(k)));
    return lit(value);
  }
  private literalAt(value: Json, slot: Slot | undefined): Sym {
    return this.literal(value, slot ?? ANY, slot?.shape?.type === 'string' ? 'string field' : 'value');
  }

  /** The table of emitted-asl.md 2.1. */
  parameter(name: string, want: Want = 'value'): Sym {
    const p = own(this.pipeline.parameters, name);
    if (!p) return undef(name);
    const kind = kindOf(p);
    if (p.phase === 'design' || (p.phase === 'deploy' && this.environment !== undefined)) {
      const value = this.boundValue(name, p);
      return value === undefined ? undef(name) : this.literal(value, ANY, want);
    }
    if (p.phase === 'run') {
      const given = at(root('input'), [name]);
      const fallback = this.runDefault(name, p);
      const value = fallback === undefined ? given : call('default', given, fromJson(fallback));
      if (kind === 'text' || want === 'value') return value;
      return this.asText(value, kind === 'json');
    }
    const t = token(name);
    if (kind === 'text') return p.encoding === 'base64' ? call('base64', t) : t;
    if (kind === 'json') {
      const value = call('parse', call('base64', t));
      return want === 'value' ? value : this.asText(value, true);
    }
    if (want !== 'value') return t;
    if (this.language === 'jsonpath') return call('parse', t);
    return kind === 'boolean' ? comparison('=', t, lit('true')) : call('number', t);
  }

  private asText(value: Sym, json: boolean): Sym {
    return json && this.language === 'jsonpath' ? call('json', value) : text([value]);
  }

  private boundValue(name: string, p: Parameter): Json | undefined {
    const values = p.phase === 'deploy' && this.environment !== undefined ? own(this.pipeline.environments, this.environment)?.values : undefined;
    return own(values, name) ?? p.default;
  }
  /** A run parameter's default: that of the environment before its own. */
  runDefault(name: string, p: Parameter): Json | undefined {
    const defaults = this.environment === undefined ? undefined : own(this.pipeline.environments, this.environment)?.inputDefaults;
    return own(defaults, name) ?? p.default;
  }

  /** An output that goes into a text: a number or list is converted; of one whose type nobody knows both forms are right. */
  private converted(sym: Sym, type: string | undefined, want: Want): Sym {
    if (want === 'value' || isText(sym)) return sym;
    if (type === 'number' || type === 'boolean') return text([sym]);
    if (type === 'list') return this.asText(sym, true);
    if (want === 'text part') return sym;
    return type === undefined || type === 'json' ? phi([], [sym, text([sym]), call('json', sym)]) : sym;
  }

  portOf(ref: { readonly step: StepId; readonly port?: string }): OutputPort | undefined {
    const found = this.steps.get(ref.step);
    return found && ref.port !== undefined ? this.catalog.kind(found.step.kind)?.outputs(found.step).find((o) => o.name === ref.port) : undefined;
  }
  private portType(ref: OutputRef): string | undefined {
    const step = this.steps.get(ref.step)?.step;
    const typed = step && typeOfOutput(this.catalog, step, ref);
    return typed?.list ? 'list' : typed?.type;
  }

  /** Where an output's value comes from. */
  output(ref: OutputRef): Sym {
    const value = at(this.port(ref), ref.path);
    if (!('default' in ref)) return value;
    const otherwise = fromJson(ref.default as Json);
    if (this.absent.has(ref.step)) return otherwise;
    return phi([value], [otherwise]);
  }

  private port(ref: OutputRef): Sym {
    const key = `${ref.step}/${ref.port ?? ''}`;
    const known = this.known.get(key);
    if (known) return known;
    if (this.started.has(key)) return root(`cycle:${key}`);
    this.started.add(key);
    const sym = this.readPort(ref);
    this.started.delete(key);
    this.known.set(key, sym);
    return sym;
  }
  private readPort(ref: OutputRef): Sym {
    const step = this.steps.get(ref.step)?.step;
    if (!step) return undef(ref.step);
    const response = this.response(ref.step, step);
    const { port } = ref;
    if (port === 'error' && (('catch' in step && (step.catch ?? []).length > 0) || this.pipeline.onFailure === ref.step)) return root(AN_ERROR);
    if (isChoice(step)) {
      const ways = [...(step.branches ?? []), ...(step.otherwise ? [step.otherwise] : [])];
      return phi([], ways.map((w) => (port !== undefined && w.outputs && Object.hasOwn(w.outputs, port) ? this.json(w.outputs[port] as Json, ref.step) : undef(String(port)))));
    }
    if (isMap(step) || isParallel(step)) {
      const inner = port === undefined ? undefined : own(step.result, port);
      const value = inner === undefined ? undef(String(port)) : this.json(inner, ref.step);
      return isMap(step) ? each(this.stateOf(ref.step), value) : value;
    }
    if (isPass(step)) {
      const args = step.arguments ?? {};
      return port === undefined ? this.json(args, ref.step) : Object.hasOwn(args, port) ? this.json(args[port] as Json, ref.step) : undef(port);
    }
    if (port === undefined) return response;
    const source = this.portOf(ref)?.source;
    switch (source?.from) {
      case 'response': return at(response, source.path);
      case 'arn': return phi([], [1, -1].map((i) => at(call('split', at(response, source.path), lit('/')), [i])));
      case 'argument': return this.argument(ref.step, source.pointer);
      case 'text': return text(source.parts.map((p) => (typeof p === 'string' ? lit(p) : 'argument' in p ? this.argument(ref.step, p.argument) : at(response, p.response))));
      case 'metric': {
        const path = (isTask(step) ? own(step.metrics, source.name)?.path : undefined) ?? [source.name];
        return at(call('parse', at(root(`result:${cut80(this.stateOf(ref.step), ' metrics')}`), ['Body'])), path);
      }
      default: return at(response, [port]);
    }
  }

  /** What the step's service answers. An endpoint is asked for by one state or another, and described by a third. */
  private response(id: StepId, step: Step): Sym {
    const name = this.stateOf(id);
    if (step.kind !== 'cauce:endpoint') return root(`result:${name}`);
    return phi([], ['', ' update', ' status'].map((s) => root(`result:${cut80(name, s)}`)));
  }

  /** The value of one of a step's own arguments, derived ones included. */
  argument(step: StepId, at_: Pointer): Sym {
    let sym = this.request(step);
    for (const t of pointerTokens(at_)) {
      if (sym.k === 'list') sym = sym.items[Number(t)] ?? undef(at_);
      else sym = at(sym, [t]);
    }
    return sym;
  }

  /** All that a step sends: its arguments, converted to the request's shape, and what Cauce makes. */
  request(id: StepId): Sym {
    const key = `${id} request`;
    const known = this.known.get(key);
    if (known) return known;
    const step = this.steps.get(id)?.step as Step;
    const args = 'arguments' in step && step.arguments ? step.arguments : {};
    const kind = this.catalog.kind(step.kind);
    const derived = (d: Derived, output: string): Sym => this.derived(d, id, output);
    const isOptional = (holder: Pointer, member: string): boolean => {
      const shape = shapeAt(this.catalog, step, holder);
      return shape?.type === 'structure' && shape.required?.includes(member) !== true;
    };
    const sym = argumentsWithDerived(this.json(args, id, this.slotOf(step.kind)), kind?.derived ?? [], derived, isOptional, args);
    this.known.set(key, sym);
    return sym;
  }

  private derived(d: Derived, id: StepId, output: string): Sym {
    if (d.rule === 'short-name') return call('shortUuid');
    if (d.rule === 'job-name') return text([lit(`${slug(this.steps.get(id)?.step.name ?? '')}-`), call('uuid')]);
    return this.place(id, output);
  }

  /** `s3://<bucket>/<prefix>/<pipeline>/<execution>[/<index>…]/<step>/<output>` (formats.md 1). */
  place(id: StepId, output: string): Sym {
    return text([lit('s3://'), this.bucket(id), lit('/'), this.placeKey(id, output)]);
  }
  bucket(id: StepId): Sym {
    return this.binding(readBinding(this.pipeline.settings?.artifacts?.bucket ?? null), id, ANY, 'text part');
  }
  placeKey(id: StepId, output: string): Sym {
    const maps = (this.steps.get(id)?.scope.path ?? []).filter((c) => this.steps.get(c)?.step.kind === 'map');
    return text([
      ...this.executionKey(id),
      ...maps.flatMap((m) => [lit('/'), root(`index:${this.stateOf(m)}`)]),
      lit(`/${id}/${segment(output)}`),
    ]);
  }

  /** Where the marker of a step lies (emitted-asl.md 12). */
  markerKey(id: StepId): Sym {
    return text([...this.executionKey(id), lit(`/_signals/${id}.json`)]);
  }
  private executionKey(id: StepId): readonly Sym[] {
    const prefix = this.pipeline.settings?.artifacts?.prefix;
    return [
      ...(prefix === undefined || prefix === '' ? [] : [this.binding(readBinding(prefix), id, ANY, 'text part'), lit('/')]),
      lit(`${segment(this.pipeline.name)}/`), at(root('context'), ['Execution', 'Name']),
    ];
  }

  private slotOf(kind: string): Slot {
    const shape = this.catalog.request(kind);
    const service = this.catalog.kind(kind)?.service;
    const model = service === undefined ? undefined : this.catalog.model(service);
    const slot = (s: Shape | undefined): Slot => {
      if (!s) return ANY;
      const known = this.slots.get(s) ?? made(s);
      this.slots.set(s, known);
      return known;
    };
    const named = (name: string | undefined): Slot => slot(name === undefined ? undefined : own(model?.shapes, name));
    const made = (s: Shape): Slot => {
      if (s.type === 'structure') return { shape: s, child: (k) => named(own(s.members, String(k))?.shape) };
      if (s.type === 'list') return { shape: s, child: () => named(s.member) };
      if (s.type === 'map') return { shape: s, child: () => named(s.value) };
      return { shape: s };
    };
    return slot(shape);
  }
}

/** One segment of a key: characters that need care in S3 become `-` (S3, "Object key naming guidelines"). */
function segment(name: string): string {
  return name.replace(/[^A-Za-z0-9!_.*'()-]+/g, '-') || '-';
}

/** Name of a state that the compiler makes for a step, within 80 characters. */
export function cut80(name: string, suffix: string): string {
  return [...name].slice(0, 80 - suffix.length).join('') + suffix;
}

/** Job names: lower case, `-` for everything else, at most 26 characters (emitted-asl.md 4). */
export function slug(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 26).replace(/-+$/, '');
  return words === '' ? 'job' : words;
}

function kindOf(p: Parameter): 'text' | 'number' | 'boolean' | 'json' {
  if (p.type === 'integer' || p.type === 'number') return 'number';
  if (p.type === 'boolean') return 'boolean';
  return p.type === 'list' || p.type === 'object' ? 'json' : 'text';
}

function contextValue(key: string): Sym {
  const execution = (field: string): Sym => at(root('context'), ['Execution', field]);
  const part = (i: number): Sym => at(call('split', execution('Id'), lit(':')), [i]);
  switch (key) {
    case 'execution.id': return execution('Id');
    case 'execution.name': return execution('Name');
    case 'execution.startTime': return execution('StartTime');
    case 'region': return part(3);
    case 'account': return part(4);
    case 'partition': return part(1);
    default: return at(root('context'), ['State', 'RetryCount']);
  }
}

/** The JSON of a structure as pieces of a text: what is known as it is written, the rest as its own JSON. */
function jsonParts(sym: Sym): readonly Sym[] {
  if (sym.k === 'list') return [lit('['), ...sym.items.flatMap((item, i) => [...(i > 0 ? [lit(',')] : []), ...jsonParts(item)]), lit(']')];
  if (sym.k === 'obj') return [lit('{'), ...sym.members.entries().flatMap(([key, value], i) => [lit(`${i > 0 ? ',' : ''}${JSON.stringify(key)}:`), ...jsonParts(value)]), lit('}')];
  return sym.k === 'lit' ? [lit(JSON.stringify(sym.v))] : [call('json', sym)];
}
