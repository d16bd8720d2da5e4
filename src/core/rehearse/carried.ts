import { isList, isObject, own, type Json } from '../base/json.ts';
import { valueAt, type Pointer } from '../base/pointer.ts';
import type { Catalog, PortSource } from '../catalog/kind.ts';
import { readBinding, type Binding, type OutputRef, type PathToken } from '../model/binding.ts';
import type { DataEdge } from '../model/edges.ts';
import { plausibleValue } from '../model/parameterValue.ts';
import { isChoice, isMap, type Metric, type Pipeline, type Step, type StepId } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import { gives, isResult } from './passages.ts';
import { goesIn, goesOf, type StepGo } from './runs.ts';
import type { StateVisit, Timeline } from './timeline.ts';

/** A value at the end of a wire. */
export interface Arrival {
  /** Seconds from the start of the execution. */
  readonly seconds: number;
  /** Indexes of the Map items around, from the outermost. */
  readonly iteration: readonly number[];
  /** Undefined where neither the history nor the drawing tells it: the result of an expression that no call was sent. */
  readonly value: Json | undefined;
}

/** One simulation, for questions about its values. */
export interface Course {
  readonly pipeline: Pipeline;
  readonly catalog: Catalog;
  readonly timeline: Timeline;
  readonly input: Json;
  readonly environment: string | undefined;
}

/**
 * The values that came along a data edge until a moment, in the order in which they came: one for each time that its reader began,
 * and inside a container, on the way to its result, one for each time that its source ended.
 */
export function arrivalsOf(course: Course, edge: DataEdge, at: number): readonly Arrival[] {
  const reading = new Reading(course);
  const goes = goesOf(course.timeline, edge.to);
  if (isResult(course.pipeline, edge)) return givenBy(course, edge, at);
  return goes.flatMap((go): readonly Arrival[] => {
    if (go.start > at || !reading.ran(edge, go.iteration, go.start)) return [];
    return [arrival(go.start, go, () => sentAt(go, edge.pointer) ?? reading.output(edge.ref, go.iteration, go.start))];
  });
}

/** What the source of an edge gave until a moment, whether it was read or not: one value for each time that it ended. */
export function givenBy(course: Course, edge: DataEdge, at: number): readonly Arrival[] {
  const reading = new Reading(course);
  return goesOf(course.timeline, edge.from).flatMap((go) =>
    go.end <= at && gives(go, edge) ? [arrival(go.end, go, () => reading.output(edge.ref, go.iteration, go.end))] : [],
  );
}

/** Of a thousand items one is looked at: values are read when they are asked for. */
function arrival(seconds: number, { iteration }: StepGo, read: () => Json | undefined): Arrival {
  let known: { readonly value: Json | undefined } | undefined;
  return {
    seconds,
    iteration,
    get value() {
      return (known ??= { value: read() }).value;
    },
  };
}

/** What a field of a step was at each call of it until a moment: of a wire that draws an item of a Map, which is no edge of the document. */
export function fieldValues(course: Course, step: StepId, pointer: Pointer, at: number): readonly Arrival[] {
  const reading = new Reading(course);
  return goesOf(course.timeline, step).flatMap((go) => {
    return go.start <= at ? [arrival(go.start, go, () => sentAt(go, pointer) ?? reading.field(step, pointer, go))] : [];
  });
}

/** What a call was sent at a field; undefined where the field is a part of a larger text or of a condition, or nothing was called. */
function sentAt(go: StepGo, pointer: Pointer): Json | undefined {
  if (!pointer.startsWith('/arguments/') || pointer.includes('/$')) return undefined;
  const inSent = pointer.slice('/arguments'.length);
  for (const visit of go.visits) {
    const value = valueAt(read(visit.attempts.findLast((a) => a.sent !== undefined)?.sent), inSent);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Reads outputs as the drawing defines them out of what the steps were sent and answered. Where a value cannot be told it is undefined. */
class Reading {
  private readonly course: Course;
  constructor(course: Course) {
    this.course = course;
  }

  /** Had the source of an edge given its value, in the iterations of the reader, when that began? */
  ran(edge: DataEdge, frame: readonly number[], before: number): boolean {
    return goesIn(this.course.timeline, edge.from, frame).some((go) => go.end <= before && gives(go, edge));
  }

  output(ref: OutputRef, frame: readonly number[], before: number): Json | undefined {
    const step = this.step(ref.step);
    const go = this.last(ref.step, frame, before);
    if (step === undefined || go === undefined) return ref.default;
    const { value, path } = this.port(step, ref, go, before);
    return follow(value, path) ?? ref.default;
  }

  /** A field as it is drawn, in one go of its step. */
  field(step: StepId, pointer: Pointer, go: StepGo): Json | undefined {
    return this.drawn(valueAt(this.step(step) as unknown as Json, pointer), go.iteration, go.start);
  }

  /** The last go of a step that had ended, in these iterations. */
  private last(id: StepId, frame: readonly number[], before: number): StepGo | undefined {
    return goesIn(this.course.timeline, id, frame).findLast((go) => go.end <= before);
  }

  /** The value of a port, and what is left of the path into it. */
  private port(step: Step, { step: id, port, path }: OutputRef, go: StepGo, before: number): { readonly value: Json | undefined; readonly path: readonly PathToken[] } {
    const result = (): Json | undefined => resultOf(go.visits[0]);
    if (port === undefined) return { value: result(), path };
    const source = this.course.catalog.kind(step.kind)?.outputs(step).find((o) => o.name === port)?.source;
    if (source === undefined) {
      const { error, cause } = go.visits.at(-1)?.attempts.at(-1) ?? {};
      if (port === 'error' && error !== undefined) return { value: { Error: error, Cause: cause ?? '' }, path };
      return { value: valueAt(result(), `/${port}`) ?? sentAt(go, `/arguments/${port}`), path };
    }
    return this.fromSource(step, id, source, go, path, before);
  }

  private fromSource(step: Step, id: StepId, source: PortSource, go: StepGo, path: readonly PathToken[], before: number): { readonly value: Json | undefined; readonly path: readonly PathToken[] } {
    const result = resultOf(go.visits[0]);
    switch (source.from) {
      case 'response':
        return { value: result, path: [...source.path, ...path] };
      case 'arn':
        return { value: tailOf(follow(result, source.path)), path };
      case 'argument':
        return { value: sentAt(go, `/arguments${source.pointer}`), path };
      case 'metric': {
        const metric = 'metrics' in step ? own(step.metrics as Readonly<Record<string, Metric>>, source.name) : undefined;
        const body = go.visits.slice(1).map((v) => follow(resultOf(v), ['Body'])).find((b) => typeof b === 'string');
        return { value: read(body as string | undefined), path: [...(metric?.path ?? [source.name]), ...path] };
      }
      case 'text': {
        const parts = source.parts.map((part) => (typeof part === 'string' ? part : 'argument' in part ? sentAt(go, `/arguments${part.argument}`) : follow(result, part.response)));
        return { value: joined(parts), path };
      }
      case 'pass':
        return { value: this.drawn(valueAt(step as unknown as Json, `/arguments/${source.name.replaceAll('~', '~0').replaceAll('/', '~1')}`), go.iteration, go.start), path };
      case 'choice': {
        const way = go.visits[0]?.way;
        const taken = isChoice(step) ? (way === 'otherwise' ? step.otherwise : step.branches?.[way ?? -1]) : undefined;
        return { value: this.drawn(own(taken?.outputs, source.name), go.iteration, go.start), path };
      }
      case 'result': {
        const drawn = 'result' in step ? own(step.result, source.name) : undefined;
        if (!isMap(step)) return { value: this.drawn(drawn, go.iteration, go.end), path };
        const depth = go.iteration.length;
        const items = this.itemsOf(id, go, before);
        const values = Array.from({ length: items }, (_, i) => this.drawn(drawn, [...go.iteration.slice(0, depth), i], go.end));
        return { value: values.includes(undefined) ? undefined : (values as readonly Json[]), path };
      }
    }
  }

  /** How many items a Map went through. */
  private itemsOf(map: StepId, go: StepGo, before: number): number {
    const items = this.drawn(valueAt(this.step(map) as unknown as Json, '/items'), go.iteration, go.start);
    if (isList(items)) return items.length;
    const inside = [...allSteps(this.course.pipeline)].filter(([, { scope }]) => scope.path.at(-1) === map).map(([id]) => id);
    const indexes = inside.flatMap((id) => goesIn(this.course.timeline, id, go.iteration)).filter((g) => g.end <= before);
    return new Set(indexes.map((g) => g.iteration[go.iteration.length])).size;
  }

  /** The value of an argument as it is drawn. */
  private drawn(json: Json | undefined, frame: readonly number[], before: number): Json | undefined {
    return json === undefined ? undefined : this.bound(readBinding(json), frame, before);
  }

  private bound(binding: Binding, frame: readonly number[], before: number): Json | undefined {
    const again = (inner: Binding): Json | undefined => this.bound(inner, frame, before);
    switch (binding.kind) {
      case 'literal':
        return binding.value;
      case 'object':
        return allOf(binding.entries.map(([k, b]) => [k, again(b)] as const));
      case 'list': {
        const items = binding.items.map(again);
        return items.includes(undefined) ? undefined : (items as readonly Json[]);
      }
      case 'param':
        return this.parameter(binding.name);
      case 'output':
        return this.output(binding.ref, frame, before);
      case 'oneOf': {
        const ran = binding.refs.find((ref) => this.last(ref.step, frame, before) !== undefined);
        return ran === undefined ? binding.default : this.output(ran, frame, before);
      }
      case 'index':
        return frame[this.depth(binding.map)];
      case 'item': {
        const go = this.around(binding.map, frame);
        const items = go && this.drawn(valueAt(this.step(binding.map) as unknown as Json, '/items'), go.iteration, go.start);
        return isList(items) ? follow(items[frame[this.depth(binding.map)] ?? -1], binding.path) : undefined;
      }
      case 'text':
        return joined(binding.parts.map(again));
      case 'context':
      case 'expression':
      case 'malformed':
        return undefined;
    }
  }

  /** The go of a container in whose iterations a frame lies. */
  private around(container: StepId, frame: readonly number[]): StepGo | undefined {
    return goesIn(this.course.timeline, container, frame).at(-1);
  }

  private parameter(name: string): Json | undefined {
    const { pipeline, environment, input } = this.course;
    const declared = own(pipeline.parameters, name);
    if (declared === undefined) return undefined;
    const chosen = environment === undefined ? undefined : own(pipeline.environments, environment);
    if (declared.phase === 'run') return (isObject(input) ? own(input, name) : undefined) ?? own(chosen?.inputDefaults, name) ?? declared.default;
    return (declared.phase === 'deploy' ? own(chosen?.values, name) : undefined) ?? plausibleValue(name, declared);
  }

  private step(id: StepId): Step | undefined {
    return allSteps(this.course.pipeline).get(id)?.step;
  }

  /** How many Maps are around a step. */
  private depth(id: StepId): number {
    return (allSteps(this.course.pipeline).get(id)?.scope.path ?? []).filter((around) => this.step(around)?.kind === 'map').length;
  }
}

/** What the last attempt of a visit answered. */
function resultOf(visit: StateVisit | undefined): Json | undefined {
  return read(visit?.attempts.at(-1)?.result);
}

/** Texts are long and asked for again whenever the scrubber moves. */
const LAST = 64;
const lastRead = new Map<string, Json | undefined>();
function read(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  if (lastRead.has(text)) return lastRead.get(text);
  let value: Json | undefined;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    value = undefined;
  }
  const [oldest] = lastRead.keys();
  if (lastRead.size >= LAST && oldest !== undefined) lastRead.delete(oldest);
  lastRead.set(text, value);
  return value;
}

function follow(value: Json | undefined, path: readonly PathToken[]): Json | undefined {
  const [token, ...rest] = path;
  if (token === undefined || value === undefined) return value;
  if (token === '*' && isList(value)) {
    const each = value.map((v) => follow(v, rest));
    return each.includes(undefined) ? undefined : (each as readonly Json[]);
  }
  return follow(isList(value) ? value[Number(token)] : isObject(value) ? own(value, String(token)) : undefined, rest);
}

function tailOf(arn: Json | undefined): Json | undefined {
  return typeof arn === 'string' ? arn.slice(arn.lastIndexOf('/') + 1) : undefined;
}

function joined(parts: readonly (Json | undefined)[]): Json | undefined {
  return parts.includes(undefined) ? undefined : parts.map((p) => (typeof p === 'object' && p !== null ? JSON.stringify(p) : String(p))).join('');
}

function allOf(entries: readonly (readonly [string, Json | undefined])[]): Json | undefined {
  return entries.some(([, v]) => v === undefined) ? undefined : (Object.fromEntries(entries) as Json);
}
