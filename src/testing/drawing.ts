import { isList, isObject, own, type Json, type JsonObject } from '../core/base/json.ts';
import { readBinding, type Binding, type OutputRef, type PathToken } from '../core/model/binding.ts';
import { isChoice, isMap, isParallel, type ChoiceStep, type Pipeline, type Step, type StepId } from '../core/model/pipeline.ts';
import { allSteps } from '../core/model/scopes.ts';

/** Indexes of the Map iterations around a step, from the outermost. */
export type Frame = readonly number[];

/** What of an execution the drawing itself cannot know. */
export interface Given {
  readonly parameters: Readonly<Record<string, Json>>;
  readonly execution: { readonly id: string; readonly name: string; readonly startTime: string };
}

class Absent extends Error {}

/**
 * What the values of a drawing are, computed from its bindings alone: no states, no query language. It is told what was
 * answered to each step, in the order in which they ran, and says what each argument then is.
 */
export class DrawnValues {
  private readonly pipeline: Pipeline;
  private readonly given: Given;
  /** A list or an object stood inside a text: `States.Format` writes those whose type it does not know as Java does. */
  writtenDifferently = false;
  private readonly gave = new Map<string, Json>();
  private readonly took = new Map<string, number>();

  constructor(pipeline: Pipeline, given: Given) {
    this.pipeline = pipeline;
    this.given = given;
  }

  /** Remembers what a step gave: a response, the entries of a Pass, the outputs of the way that a Choice took. */
  made(id: StepId, frame: Frame, value: Json): void {
    this.gave.set(key(id, frame), value);
  }

  /** The value of an argument. `retryCount`: of the attempt. */
  value(json: Json, frame: Frame, retryCount = 0): Json {
    return this.ofBinding(readBinding(json), frame, retryCount);
  }

  /** The way that a Choice takes now: an index, or `otherwise`. A loop's way is open at most `max` times. */
  way(id: StepId, step: ChoiceStep, frame: Frame): number | 'otherwise' {
    const ways = step.branches ?? [];
    for (const [i, { when, loop }] of ways.entries()) {
      const counter = `${key(id, frame)}#${i}`;
      if (!this.holds(when as Json, frame) || (this.took.get(counter) ?? 0) >= (loop?.max ?? Infinity)) continue;
      this.took.set(counter, (this.took.get(counter) ?? 0) + 1);
      return i;
    }
    return 'otherwise';
  }

  /** The items of a Map, of which each is one iteration. */
  items(map: StepId, frame: Frame): readonly Json[] {
    return this.value(this.field(map, 'items'), frame) as readonly Json[];
  }

  private ofBinding(binding: Binding, frame: Frame, retryCount: number): Json {
    const again = (inner: Binding): Json => this.ofBinding(inner, frame, retryCount);
    switch (binding.kind) {
      case 'literal':
        return binding.value;
      case 'object':
        return Object.fromEntries(binding.entries.map(([k, b]) => [k, again(b)]));
      case 'list':
        return binding.items.map(again);
      case 'param':
        return this.given.parameters[binding.name] as Json;
      case 'output':
        return this.output(binding.ref, frame);
      case 'oneOf': {
        const ran = binding.refs.find((ref) => this.ran(ref.step, frame));
        return ran === undefined ? orThrow(binding.default, 'none of them ran') : this.output(ran, frame);
      }
      case 'context':
        return this.context(binding.key, retryCount);
      case 'index':
        return this.indexIn(binding.map, frame);
      case 'item':
        return follow(this.items(binding.map, frame)[this.indexIn(binding.map, frame)] as Json, binding.path);
      case 'text':
        return binding.parts.map((part) => this.text(again(part))).join('');
      case 'expression':
      case 'malformed':
        throw new Error(`generated drawings hold no ${binding.kind}`);
    }
  }

  private text(value: Json): string {
    if (typeof value !== 'object' || value === null) return String(value);
    this.writtenDifferently = true;
    return `${EITHER}${JSON.stringify(value)}${OR}${javaText(value)}${END}`;
  }

  private output(ref: OutputRef, frame: Frame): Json {
    try {
      const whole = this.port(ref, frame);
      return follow(whole, ref.path);
    } catch (thrown) {
      if (thrown instanceof Absent && ref.default !== undefined) return ref.default;
      throw thrown;
    }
  }

  private port({ step: id, port }: OutputRef, frame: Frame): Json {
    const step = this.step(id);
    const here = frame.slice(0, this.depth(id));
    if (port !== undefined && (isMap(step) || isParallel(step))) {
      const result = (this.field(id, 'result') as JsonObject)[port] as Json;
      if (isParallel(step)) return this.value(result, here);
      return this.items(id, here).map((_, i) => this.value(result, [...here, i]));
    }
    const gave = orThrow(this.gave.get(key(id, here)), `${id} did not run`);
    return port === undefined ? gave : follow(gave, [port]);
  }

  private ran(id: StepId, frame: Frame): boolean {
    return this.gave.has(key(id, frame.slice(0, this.depth(id))));
  }

  private context(name: string, retryCount: number): Json {
    const { id, name: run, startTime } = this.given.execution;
    const [, partition, , region, account] = id.split(':');
    const values: Readonly<Record<string, Json | undefined>> = { 'execution.id': id, 'execution.name': run, 'execution.startTime': startTime, partition, region, account, retryCount };
    return orThrow(values[name], name);
  }

  private holds(condition: Json, frame: Frame): boolean {
    const [operator, body] = Object.entries(condition as JsonObject)[0] as [string, Json];
    switch (operator) {
      case '$compare': {
        const [a, op, b] = body as readonly [Json, string, Json];
        return compares(this.value(a, frame), op, this.value(b, frame));
      }
      case '$all':
        return (body as readonly Json[]).every((c) => this.holds(c, frame));
      case '$any':
        return (body as readonly Json[]).some((c) => this.holds(c, frame));
      case '$not':
        return !this.holds(body, frame);
      case '$exists':
        try {
          this.value(body, frame);
          return true;
        } catch (thrown) {
          if (thrown instanceof Absent) return false;
          throw thrown;
        }
      default:
        return this.value(condition, frame) === true;
    }
  }

  private step(id: StepId): Step {
    return orThrow(allSteps(this.pipeline).get(id)?.step, id);
  }

  private field(id: StepId, name: string): Json {
    return orThrow(own(this.step(id) as unknown as JsonObject, name), `${id}/${name}`);
  }

  /** How many Maps are around a step. */
  depth(id: StepId): number {
    return (allSteps(this.pipeline).get(id)?.scope.path ?? []).filter((around) => isMap(this.step(around))).length;
  }

  private indexIn(map: StepId, frame: Frame): number {
    return frame[this.depth(map)] as number;
  }
}

// Around the two ways in which a list or an object may stand in a text; private characters that no generated text holds.
const EITHER = '\ue000';
const OR = '\ue001';
const END = '\ue002';

/** A drawn value as it must have been sent: of two ways to write a part of a text, the one that was used, if it was one of them. */
export function settled(drawn: Json, sent: Json | undefined): Json {
  if (isList(drawn)) return drawn.map((v, i) => settled(v, isList(sent) ? sent[i] : undefined));
  if (isObject(drawn)) return Object.fromEntries(Object.entries(drawn).map(([k, v]) => [k, settled(v, isObject(sent) ? own(sent, k) : undefined)]));
  if (typeof drawn !== 'string' || !drawn.includes(EITHER)) return drawn;
  const pattern = escapedPattern(drawn).replaceAll(EITHER, '(?:').replaceAll(OR, '|').replaceAll(END, ')');
  return typeof sent === 'string' && new RegExp(`^${pattern}$`).test(sent) ? sent : drawn;
}

function escapedPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The outputs that the ways of a Choice hand on. */
export function handedOn(step: Step, way: number | 'otherwise'): JsonObject {
  if (!isChoice(step)) return {};
  const taken = way === 'otherwise' ? step.otherwise : step.branches?.[way];
  return (taken?.outputs ?? {}) as JsonObject;
}

export function key(id: StepId, frame: Frame): string {
  return `${id}@${frame.join('.')}`;
}

function orThrow<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Absent(what);
  return value;
}

function follow(value: Json, path: readonly PathToken[]): Json {
  const [token, ...rest] = path;
  if (token === undefined) return value;
  if (token === '*' && isList(value)) return value.map((v) => follow(v, rest));
  const inner = isList(value) ? value[Number(token)] : isObject(value) ? own(value, String(token)) : undefined;
  return follow(orThrow(inner, String(token)), rest);
}

function javaText(value: Json): string {
  if (isList(value)) return `[${value.map(javaText).join(', ')}]`;
  if (isObject(value)) return `{${Object.entries(value).map(([k, v]) => `${k}=${javaText(v)}`).join(', ')}}`;
  return String(value);
}

function compares(a: Json, op: string, b: Json): boolean {
  if (op === 'matches') return typeof a === 'string' && new RegExp(`^${String(b).split('*').map(escapedPattern).join('[^]*')}$`, 'u').test(a);
  if (op === '==') return a === b;
  if (op === '!=') return a !== b;
  if (typeof a !== typeof b || a === null || b === null) return false;
  return op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b;
}
