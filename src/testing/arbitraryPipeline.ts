import type fc from 'fast-check';
import type { Json, JsonObject } from '../core/base/json.ts';
import type { Environment, Language, Parameter, ParameterType, Phase, Pipeline, Step, StepId } from '../core/model/pipeline.ts';
import { hostileJson, hostileText, wellFormed } from './hostile.ts';
import { fromTape, type Tape } from './tape.ts';
import { valueBuilder, type Known, type Values } from './arbitraryValues.ts';

export interface PipelineOptions {
  readonly maxSteps?: number;
  readonly language?: Language;
  readonly choices?: boolean;
  readonly maps?: boolean;
  readonly parallels?: boolean;
  readonly catches?: boolean;
  /** Choices with a way back. */
  readonly loops?: boolean;
  /** Names and values full of quotes, braces, `{% %}`, `${}`; else plain words. */
  readonly hostile?: boolean;
}

/**
 * Pipelines that are right: data edges without circles, branches that exclude each other and merge in one step, joins, Maps
 * and Parallels with bodies, a Catch, parameters of all types and phases with a value in every environment, texts, contexts
 * and items. They are made as a person draws them: each step reads what certainly ran before it.
 */
export function arbitraryPipeline(options: PipelineOptions = {}): fc.Arbitrary<Pipeline> {
  return fromTape((tape) => new Drawing(tape, options).pipeline());
}

/** The same pipeline with its steps, here and in bodies, in another order, and laid out elsewhere: it means the same. */
export function shuffled(pipeline: Pipeline, tape: Tape): Pipeline {
  const mix = (steps: Pipeline['steps']): Pipeline['steps'] => {
    const entries = Object.entries(steps).map(([id, step]) => {
      if (step.kind === 'map' && 'steps' in step) return [id, { ...step, steps: mix(step.steps) } as Step] as const;
      if (step.kind === 'parallel' && 'branches' in step) return [id, { ...step, branches: step.branches?.map((b) => ('steps' in b ? { ...b, steps: mix(b.steps) } : b)) } as Step] as const;
      return [id, step] as const;
    });
    return Object.fromEntries(entries.map((e) => [tape.int(1 << 30), e] as const).sort(([a], [b]) => a - b).map(([, e]) => e));
  };
  return { ...pipeline, steps: mix(pipeline.steps), layout: Object.fromEntries(Object.keys(pipeline.steps).map((id) => [id, [tape.int(2000), tape.int(2000)]])) };
}

/** A step that certainly runs in its scope, with all that certainly ran before it. */
interface Ran {
  readonly id: StepId;
  readonly gives: readonly Known[];
  readonly before: ReadonlySet<StepId>;
}

class Drawing {
  private count = 0;
  private readonly values: Values;
  private readonly parameters: Readonly<Record<string, Parameter>>;
  private readonly limit: number;
  private readonly tape: Tape;
  private readonly options: PipelineOptions;

  constructor(tape: Tape, options: PipelineOptions) {
    this.tape = tape;
    this.options = options;
    this.limit = 1 + tape.int(options.maxSteps ?? 40);
    this.parameters = makeParameters(tape, options.hostile ?? true);
    this.values = valueBuilder(tape, this.parameters, options.hostile ?? true);
  }

  pipeline(): Pipeline {
    const { steps, ran } = this.scope(this.limit, [], [], 0);
    const outputs = this.tape.some(ran.flatMap((r) => r.gives), 20).slice(0, 3);
    const used = new Set([...JSON.stringify([steps]).matchAll(/"\$param":"(\w+)"/g)].map((m) => m[1]));
    const parameters = Object.fromEntries(Object.entries(this.parameters).filter(([name]) => used.has(name)));
    return {
      format: 'cauce/1',
      name: 'generated',
      language: this.options.language ?? this.tape.pick<Language>(['jsonata', 'jsonpath']),
      settings: { checkInputFirst: this.tape.chance(50) },
      parameters,
      environments: { dev: environmentFor(parameters), prod: environmentFor(parameters) },
      steps,
      outputs: Object.fromEntries(outputs.map((known, i) => [`out${i}`, this.values.read(known)])),
      layout: Object.fromEntries(Object.keys(steps).map((id, i) => [id, [80 * (i % 7), 120 * i]])),
    };
  }

  /** Steps of one scope. `outer` can be read from inside; `maps` are the Maps around, outermost first. */
  private scope(limit: number, outer: readonly Known[], maps: Values['maps'], depth: number): { steps: Record<StepId, Step>; ran: readonly Ran[] } {
    const steps: Record<StepId, Step> = {};
    const ran: Ran[] = [];
    const end = this.count + limit;
    while (this.count < end) {
      const room = end - this.count;
      const shape = this.tape.int(20) / 2;
      if (shape >= 8 && room >= 8 && this.options.choices !== false) this.choice(steps, ran, outer, maps);
      else if (shape === 5.5 && room >= 6 && this.options.loops !== false) this.loop(steps, ran, outer, maps);
      else if (Math.floor(shape) === 7 && room >= 2 && depth < 2 && this.options.maps !== false) this.map(steps, ran, outer, maps, depth, room);
      else if (Math.floor(shape) === 6 && room >= 3 && depth < 2 && this.options.parallels !== false) this.parallel(steps, ran, outer, maps, depth, room);
      else this.single(steps, ran, outer, maps);
    }
    return { steps, ran };
  }

  private single(steps: Record<StepId, Step>, ran: Ran[], outer: readonly Known[], maps: Values['maps']): void {
    const readable = this.tape.some(ran, 40);
    const added = this.add(steps, readable, outer, maps);
    ran.push(added);
    const step = steps[added.id] as Step;
    if (this.options.catches !== false && step.kind === 'lambda:invoke' && this.tape.chance(10)) {
      const handler = this.newId();
      steps[handler] = { kind: 'fail', name: this.name('Handler'), arguments: { Error: 'Caught', Cause: 'generated' } };
      steps[added.id] = { ...step, catch: [{ errors: ['States.ALL'], to: handler }] } as Step;
    }
  }

  /** One step that reads outputs of steps that ran, or comes after them. `to` of a Choice makes it a head: it reads no more. */
  private add(steps: Record<StepId, Step>, readable: readonly Ran[], outer: readonly Known[], maps: Values['maps'], extra: readonly Json[] = [], after: readonly StepId[] = []): Ran {
    const id = this.newId();
    const known = [...readable.flatMap((r) => r.gives), ...outer];
    const kind = this.tape.pick(['lambda:invoke', 'pass', 'lambda:invoke', 'wait'] as const);
    const order = [...after, ...this.tape.some(readable, 15).map((r) => r.id)];
    const common = { name: this.name('Step'), ...(order.length > 0 ? { after: [...new Set(order)] } : {}) };
    const inTask = kind === 'lambda:invoke';
    const values = extra.concat(Array.from({ length: this.tape.int(4) }, () => this.values.any(known, maps, inTask)));
    const keyed = Object.fromEntries(values.map((v, i) => [this.values.key(i), v] as const));
    if (kind === 'wait' && extra.length === 0) {
      steps[id] = { kind, ...common, arguments: { Seconds: this.values.seconds() } };
      return { id, gives: [], before: before(readable, order) };
    }
    if (inTask) {
      steps[id] = { kind, ...common, arguments: { FunctionName: this.values.functionName(), Payload: keyed }, ...this.retry() } as Step;
      return { id, gives: [{ step: id, path: ['Payload', 'a'] }, { step: id, path: ['Payload', 'b', 0] }], before: before(readable, order) };
    }
    steps[id] = { kind: 'pass', ...common, arguments: { made: values.length, ...keyed } };
    return { id, gives: ['made', ...Object.keys(keyed)].filter((k) => !k.includes('/')).map((port) => ({ step: id, port, path: [] })), before: before(readable, order) };
  }

  /** A Choice whose ways each run some steps of their own and merge again, or end for good. */
  private choice(steps: Record<StepId, Step>, ran: Ran[], outer: readonly Known[], maps: Values['maps']): void {
    const readable = this.tape.some(ran, 50);
    const known = [...readable.flatMap((r) => r.gives), ...outer];
    const id = this.newId();
    const past = before(readable, []);
    const earlier = ran.filter((r) => past.has(r.id));
    const name = this.name('Choose');
    const ways = 1 + this.tape.int(2);
    const tails: Ran[] = [];
    const heads: (StepId | undefined)[] = [];
    const merges = this.tape.chance(80);
    for (let i = 0; i <= ways; i++) {
      if (i === ways && merges && this.tape.chance(25)) {
        heads.push(undefined);
        continue;
      }
      if (i > 0 && this.tape.chance(15)) {
        const end = this.newId();
        steps[end] = { kind: 'fail', name: this.name('Refuse'), arguments: { Error: 'Refused', Cause: 'generated' } };
        heads.push(end);
        continue;
      }
      let tail = this.add(steps, this.tape.some(earlier, 40), outer, maps);
      heads.push(tail.id);
      if (this.tape.chance(30)) tail = { ...this.add(steps, [tail], outer, maps, [], [tail.id]) };
      tails.push(tail);
    }
    const handsOn = merges && this.tape.chance(40);
    const outputs = (): JsonObject => (handsOn ? { outputs: { value: this.values.any(known, maps, false) } } : {});
    const merge = merges ? this.merge(steps, tails, heads.includes(undefined), earlier, outer, maps, handsOn ? [{ $output: `${id}/value` }] : []) : undefined;
    const target = (head: StepId | undefined): JsonObject => ({ to: head ?? (merge as Ran).id });
    steps[id] = {
      kind: 'choice',
      name,
      ...(readable.length > 0 ? { after: readable.map((r) => r.id) } : {}),
      branches: heads.slice(0, ways).map((head) => ({ when: this.values.condition(known, maps), ...target(head), ...outputs() })),
      otherwise: { ...target(heads[ways]), ...outputs() },
      ...(handsOn ? { outputTypes: { value: 'json' } } : {}),
    } as unknown as Step;
    if (merge) ran.push({ ...merge, before: new Set([...past, ...merge.before, id]) });
  }

  /** Steps in a row, a Choice that leads back to the first of them at most some times, and a step behind. */
  private loop(steps: Record<StepId, Step>, ran: Ran[], outer: readonly Known[], maps: Values['maps']): void {
    const head = this.add(steps, this.tape.some(ran, 40), outer, maps);
    const row = [head];
    for (let n = this.tape.int(2); n > 0; n--) row.push(this.add(steps, row, outer, maps, [], [(row.at(-1) as Ran).id]));
    const last = row.at(-1) as Ran;
    const id = this.newId();
    const name = this.name('Again');
    const behind = this.add(steps, row, outer, maps);
    const when = this.values.condition([...last.gives, ...outer], maps);
    steps[id] = {
      kind: 'choice', name, after: [last.id], branches: [{ when, to: head.id, loop: { max: 1 + this.tape.int(5) } }], otherwise: { to: behind.id },
    };
    ran.push({ ...behind, before: new Set([...behind.before, ...last.before, last.id, id]) });
  }

  /** The step where the ways meet: reads whichever ran, or one way's output with a default. */
  private merge(steps: Record<StepId, Step>, tails: readonly Ran[], bypassed: boolean, earlier: readonly Ran[], outer: readonly Known[], maps: Values['maps'], handed: readonly Json[]): Ran {
    const given = tails.map((t) => t.gives.at(-1)).filter((g) => g !== undefined);
    const values = [...handed];
    const fallback = { default: hostileJson(this.tape, 1) };
    const [one] = given;
    if (one && given.length === tails.length && given.length > 1 && this.tape.chance(60)) values.push({ $oneOf: { from: given.map(refJson), ...(bypassed ? fallback : {}) } });
    else if (one) values.push({ $output: { ...refJson(one), ...(tails.length > 1 || bypassed ? fallback : {}) } });
    return this.add(steps, this.tape.some(earlier, 30), outer, maps, values, tails.map((t) => t.id));
  }

  private map(steps: Record<StepId, Step>, ran: Ran[], outer: readonly Known[], maps: Values['maps'], depth: number, room: number): void {
    const readable = this.tape.some(ran, 40);
    const id = this.newId();
    const known = [...readable.flatMap((r) => r.gives), ...outer];
    const name = this.name('Each');
    const items = this.values.list();
    const body = this.scope(1 + this.tape.int(Math.min(room - 1, 8)), known, [...maps, { id, keys: items.keys }], depth + 1);
    const results = this.tape.some(body.ran.flatMap((r) => r.gives), 30).slice(0, 3);
    const order = readable.map((r) => r.id);
    steps[id] = {
      kind: 'map', name, items: items.value, ...(order.length > 0 ? { after: order } : {}), ...(this.tape.chance(40) ? { maxConcurrency: this.values.seconds() } : {}),
      steps: body.steps, result: Object.fromEntries(results.map((r, i) => [`r${i}`, this.values.read(r)])),
    };
    ran.push({ id, gives: results.map((_, i) => ({ step: id, port: `r${i}`, path: [] })), before: before(readable, []) });
  }

  private parallel(steps: Record<StepId, Step>, ran: Ran[], outer: readonly Known[], maps: Values['maps'], depth: number, room: number): void {
    const readable = this.tape.some(ran, 40);
    const id = this.newId();
    const known = [...readable.flatMap((r) => r.gives), ...outer];
    const name = this.name('Both');
    const branches = ['a', 'b'].map((branch) => ({ id: branch, ...this.scope(1 + this.tape.int(Math.min(Math.floor((room - 1) / 2), 5)), known, maps, depth + 1) }));
    const results = this.tape.some(branches.flatMap((b) => b.ran.flatMap((r) => r.gives)), 30).slice(0, 3);
    const order = readable.map((r) => r.id);
    steps[id] = {
      kind: 'parallel', name, ...(order.length > 0 ? { after: order } : {}),
      branches: branches.map((b) => ({ id: b.id, steps: b.steps })), result: Object.fromEntries(results.map((r, i) => [`r${i}`, this.values.read(r)])),
    };
    ran.push({ id, gives: results.map((_, i) => ({ step: id, port: `r${i}`, path: [] })), before: before(readable, []) });
  }

  private retry(): JsonObject {
    return this.tape.chance(30) ? { retry: [{ errors: ['Lambda.ServiceException', 'Lambda.TooManyRequestsException'], intervalSeconds: 2, maxAttempts: 3, backoffRate: 2 }] } : {};
  }

  private newId(): StepId {
    return `s${++this.count}`;
  }

  /** Unique, and at most 80 characters. */
  private name(word: string): string {
    const spice = (this.options.hostile ?? true) && this.tape.chance(40) ? ` ${wellFormed(hostileText(this.tape).slice(0, 50))}` : '';
    return `${word} ${this.count}${spice}`.trim();
  }
}

function refJson(known: Known): JsonObject {
  return { from: known.port === undefined ? known.step : `${known.step}/${known.port}`, ...(known.path.length > 0 ? { path: known.path } : {}) };
}

function before(readable: readonly Ran[], order: readonly StepId[]): ReadonlySet<StepId> {
  return new Set([...readable.flatMap((r) => [r.id, ...r.before]), ...order]);
}

const TYPES: readonly [ParameterType, ...ParameterType[]] = ['string', 'integer', 'number', 'boolean', 'list', 'object', 's3-uri', 'arn', 'image-uri', 'instance-type', 'role'];

/** Two parameters of each type, in phases of their own; hostile where the phase takes any text. */
function makeParameters(tape: Tape, hostile: boolean): Readonly<Record<string, Parameter>> {
  const made: [string, Parameter][] = [];
  for (const type of TYPES) {
    for (const nth of [1, 2]) {
      const phase = tape.pick<Phase>(['run', 'deploy', 'design']);
      const base64 = type === 'string' && phase === 'deploy' && hostile && tape.chance(50);
      const value = plainValueOf(type, tape, hostile && (phase !== 'deploy' || base64), base64);
      const needed = phase === 'run' && tape.chance(40);
      made.push([`${type.split('-').map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join('')}${nth}`, { type, phase, ...(needed ? {} : { default: value }), ...(base64 ? { encoding: 'base64' as const } : {}) }]);
    }
  }
  return Object.fromEntries(made);
}

function plainValueOf(type: ParameterType, tape: Tape, hostile: boolean, ascii: boolean): Json {
  switch (type) {
    case 'string': {
      const text = hostile ? wellFormed(hostileText(tape)) : 'plain words';
      return ascii ? text.replaceAll(/[^\u0009\u000a\u000d\u0020-\u007e]/g, '?') : text;
    }
    case 'integer':
      return tape.pick([1, 7, 300, 86_400]);
    case 'number':
      return tape.pick([0.5, 2, 1234.5]);
    case 'boolean':
      return tape.chance(50);
    case 'list':
      return hostile ? [hostileJson(tape, 1), hostileJson(tape, 1)] : [1, 2];
    case 'object':
      return hostile ? { a: hostileJson(tape, 1) } : { a: 1 };
    case 's3-uri':
      return 's3://bucket/key';
    case 'arn':
      return 'arn:aws:sns:us-east-1:123456789012:topic';
    case 'image-uri':
      return '123456789012.dkr.ecr.us-east-1.amazonaws.com/image:1';
    case 'instance-type':
      return 'ml.m5.xlarge';
    case 'role':
      return 'arn:aws:iam::123456789012:role/Worker';
  }
}

/** Every deploy parameter has a value: its default, which every generated one has. */
function environmentFor(parameters: Readonly<Record<string, Parameter>>): Environment {
  const deploy = Object.entries(parameters).filter(([, p]) => p.phase === 'deploy');
  return { region: 'us-east-1', values: Object.fromEntries(deploy.map(([name, p]) => [name, p.default as Json])) };
}
