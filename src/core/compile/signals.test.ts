import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../testing/effort.ts';
import { lognormal, randomDag } from '../../testing/graphs.ts';
import { wildPipeline } from '../../testing/wildPipeline.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { catalogOf } from '../catalog/load.ts';
import type { Language, Pipeline, Step, StepId, TaskStep } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import type { TaskAnswer } from '../simulate/answer.ts';
import { leavingMarkers, readingMarkers } from '../simulate/answers/markers.ts';
import { randomFrom, type Random } from '../simulate/random.ts';
import { Execution, Program, type Simulation } from '../simulate/simulate.ts';
import { compile } from './compile.ts';
import { definitionOf } from './types.ts';

const catalog = await catalogOf([]);
const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const idOf = (x: number): StepId => `s${x}`;

interface Drawn {
  readonly pipeline: Pipeline;
  readonly seconds: ReadonlyMap<string, number>;
  /** By name of a task what it is to be sent: of these steps their values. */
  readonly reads: ReadonlyMap<string, readonly string[]>;
}

/** Steps in layers, each waiting for one to three of the layer before: what nested sequence and parallel express badly. */
function layered(size: number, random: Random): readonly (readonly number[])[] {
  const width = 2 + Math.floor(random.next() * 4);
  return Array.from({ length: size }, (_, x) => {
    const before = Math.floor(x / width) * width - width;
    if (before < 0) return [];
    return [...new Set(Array.from({ length: 1 + Math.floor(random.next() * 3) }, () => before + Math.floor(random.next() * width)))];
  });
}

/**
 * Steps that wait for one another at random, some for values and some for nothing but the end: tasks, Maps, and Choices whose two
 * ways come together in a task. Some tasks have a handler, some pipelines one for all.
 */
function drawn(random: Random, size: number): Drawn {
  const before = random.next() < 0.8 ? layered(size, random) : beforeOf(randomDag(size, random).successors);
  const reads = new Map<string, string[]>();
  const steps: Record<StepId, Step> = {};
  const handler = random.next() < 0.3;
  const kinds = before.map(() => random.next());
  /** Which step of a number others wait for, and where its value is. */
  const last = (x: number): StepId => ((kinds[x] as number) > 0.9 ? `${idOf(x)}-joined` : idOf(x));
  const valueOf = (x: number): Json => ({ $output: isMapped(x) ? { from: `${idOf(x)}/all`, path: [0] } : { from: last(x), path: ['Payload', 'of'] } });
  const isMapped = (x: number): boolean => (kinds[x] as number) > 0.8 && (kinds[x] as number) <= 0.9;
  const task = (name: string, read: readonly number[], payload: JsonObject, more: Partial<TaskStep> = {}): Step => {
    reads.set(name, read.map(madeBy));
    return { kind: 'lambda:invoke', name, estimateSeconds: Math.ceil(1200 * lognormal(random, 1)), arguments: { FunctionName: 'f', Payload: payload }, ...more };
  };
  const madeBy = (x: number): string => (isMapped(x) ? `Step ${x} each` : (kinds[x] as number) > 0.9 ? `Step ${x} joined` : `Step ${x}`);
  before.forEach((those, x) => {
    const read = those.filter(() => random.next() < 0.7);
    const after = those.filter((a) => !read.includes(a)).map(last);
    const payload = Object.fromEntries(read.map((a) => [madeBy(a), valueOf(a)]));
    const caught = handler && random.next() < 0.3 ? { catch: [{ errors: ['States.ALL'], to: 'handler' }] } : {};
    const name = `Step ${x}`;
    if (isMapped(x)) {
      steps[idOf(x)] = { kind: 'map', name, after, items: [1], steps: { [`${idOf(x)}-each`]: task(`${name} each`, read, payload) }, result: { all: { $output: { from: `${idOf(x)}-each`, path: ['Payload', 'of'] } } } };
    } else if ((kinds[x] as number) > 0.9) {
      steps[idOf(x)] = { kind: 'choice', name, after, branches: [{ when: { $param: 'First' }, to: `${idOf(x)}-one` }], otherwise: { to: `${idOf(x)}-two` } };
      // Equally long, so that the estimates are true whichever is taken.
      const estimateSeconds = Math.ceil(1200 * lognormal(random, 1));
      for (const way of ['one', 'two']) steps[`${idOf(x)}-${way}`] = task(`${name} ${way}`, read, payload, { estimateSeconds });
      steps[`${idOf(x)}-joined`] = task(`${name} joined`, [], {}, { arguments: { FunctionName: 'f', Payload: { way: { $oneOf: { from: ['one', 'two'].map((way) => ({ from: `${idOf(x)}-${way}`, path: ['Payload', 'of'] })) } } } } });
    } else steps[idOf(x)] = task(name, read, payload, { after, ...caught });
  });
  if (handler) steps['handler'] = { kind: 'lambda:invoke', name: 'Handler', arguments: { FunctionName: 'handler' }, estimateSeconds: 1 };
  const pipeline: Pipeline = {
    format: 'cauce/1', name: 'graph', parameters: { First: { type: 'boolean', phase: 'run' } },
    settings: { signals: true, checkInputFirst: false, artifacts: { bucket: 'b' } }, steps, ...(handler && random.next() < 0.5 ? { onFailure: 'handler' } : {}),
  };
  const tasks = [...allSteps(pipeline).values()].flatMap(({ step }) => (step.kind === 'lambda:invoke' ? [[step.name, step.estimateSeconds as number] as const] : []));
  return { pipeline, reads, seconds: new Map(tasks) };
}

function beforeOf(successors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return successors.map((_, x) => successors.flatMap((next, a) => (next.includes(x) ? [a] : [])));
}

interface Ran extends Simulation {
  readonly sent: ReadonlyMap<string, JsonObject>;
}

function compiled(graph: Drawn, language: Language, signals: boolean): { readonly run: (failing?: string) => Promise<Ran>; readonly waits: number } {
  const { pipeline, seconds } = graph;
  const { diagnostics, artifacts } = compile({ ...pipeline, settings: { ...pipeline.settings, signals } }, { catalog, language });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const program = new Program(definitionOf(artifacts as NonNullable<typeof artifacts>));
  const run = async (failing?: string): Promise<Ran> => {
    const sent = new Map<string, JsonObject>();
    const answers = leavingMarkers(readingMarkers((call): TaskAnswer => {
      const lasts = seconds.get(call.state);
      if (lasts === undefined) return { return: {}, seconds: 2 };
      sent.set(call.state, (call.input as { Payload?: JsonObject }).Payload ?? {});
      return call.state === failing ? { throw: { error: `Boom.${failing.replaceAll(' ', '')}`, cause: 'it broke' }, seconds: lasts } : { return: { Payload: { of: `made by ${call.state}` } }, seconds: lasts };
    }));
    return { ...(await new Execution(program, { input: { First: seconds.size % 2 === 0 }, answers }).run()), sent };
  };
  return { run, waits: (artifacts?.definitionText.match(/ wait for [^"]*": \{/g) ?? []).length };
}

test('signals never make a run longer, never make it hang, and values and failures arrive as drawn', { timeout: 600_000 }, async () => {
  const random = randomFrom(7);
  let signalled = 0;
  for (let i = 0; i < runs(1000); i++) {
    const graph = drawn(random, 4 + (i % 17));
    const language = LANGUAGES[i % 2] as Language;
    const [withSignals, without] = [compiled(graph, language, true), compiled(graph, language, false)];
    const [run, plain] = [await withSignals.run(), await without.run()];
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: {} });
    expect(run.durationSeconds).toBeLessThanOrEqual(plain.durationSeconds);
    if (withSignals.waits > 0) {
      signalled++;
      expect(run.durationSeconds).toBeLessThan(plain.durationSeconds);
    }
    for (const [step, sent] of run.sent) {
      if (step.endsWith('joined')) expect(sent).toEqual({ way: expect.stringMatching(/^made by .* (one|two)$/) as string });
      else expect(sent, step).toEqual(Object.fromEntries((graph.reads.get(step) ?? []).map((from) => [from, `made by ${from}`])));
    }
    expect([...run.sent.keys()].sort()).toEqual([...plain.sent.keys()].sort());
    const failing = [...run.sent.keys()][Math.floor(random.next() * run.sent.size)] as string;
    const [failed, plainly] = [await withSignals.run(failing), await without.run(failing)];
    const end = ({ status, error, cause, output }: Ran): object => ({ status, error, cause, output });
    expect(end(failed), failing).toEqual(end(plainly));
    // Whatever fails, it is over when all would have been, but for the second of the handler.
    expect(failed.durationSeconds).toBeLessThanOrEqual(plain.durationSeconds + 1);
  }
  expect(signalled).toBeGreaterThan(runs(1000) / 12);
});

test('wild drawings end as they would without signals, whichever ways are taken and whatever fails', { timeout: 600_000 }, async () => {
  let signalled = 0;
  const random = randomFrom(3);
  for (const [i, wild] of fc.sample(wildPipeline(16), { numRuns: runs(300), seed: 9 }).entries()) {
    // Four steps that cannot be nested, some of them behind and before what is drawn there.
    const ids = Object.keys(wild.steps);
    const some = (): readonly StepId[] => (random.next() < 0.3 ? [ids[Math.floor(random.next() * ids.length)] as StepId] : []);
    const one = (id: StepId, minutes: number, after: readonly StepId[]): readonly [StepId, Step] => [id, { kind: 'lambda:invoke', name: `Step ${id}`, arguments: { FunctionName: 'work' }, estimateSeconds: minutes * 60, after } as Step];
    const n = Object.fromEntries([one('na', 40, some()), one('nb', 20, some()), one('nc', 20, ['na', 'nb', ...some()]), one('nd', 40, ['nb', ...some()])]);
    const pipeline = { ...wild, steps: { ...wild.steps, ...n } };
    const language = LANGUAGES[i % 2] as Language;
    const made = [true, false].map((signals) => compile({ ...pipeline, settings: { ...pipeline.settings, signals, artifacts: { bucket: 'b' } } }, { catalog, language }));
    const [withSignals, without] = made.map((m) => m.artifacts);
    expect(made[0]?.diagnostics.filter((d) => d.severity === 'error').map((d) => d.message)).toEqual(made[1]?.diagnostics.filter((d) => d.severity === 'error').map((d) => d.message));
    if (!withSignals || !without || !withSignals.definitionText.includes('/_signals/')) continue;
    signalled++;
    const tasks = [...allSteps(pipeline).values()].flatMap(({ step }) => (step.kind === 'lambda:invoke' ? [step] : []));
    for (const failing of [undefined, tasks[Math.floor(random.next() * tasks.length)]?.name]) {
      const input = Object.fromEntries(Object.keys(pipeline.parameters ?? {}).map((name) => [name, random.next() < 0.5]));
      // Of two that fail the first one counts, and with signals that may be the other.
      const races = failing !== undefined && [...allSteps(pipeline).values()].some(({ step }) => step.kind === 'fail');
      const end = async (artifacts: typeof withSignals): Promise<object> => {
        const ran = new Set<string>();
        const answers = leavingMarkers(readingMarkers(({ state }): TaskAnswer => {
          const step = tasks.find((t) => t.name === state);
          if (step === undefined) return { return: {}, seconds: 2 };
          ran.add(state);
          const seconds = step.estimateSeconds ?? 0;
          return state === failing ? { throw: { error: 'Broken', cause: 'it broke' }, seconds } : { return: { Payload: { a: state } }, seconds };
        }));
        const { status, error, cause } = await new Execution(new Program(definitionOf(artifacts)), { input, answers }).run();
        expect(['SUCCEEDED', 'FAILED']).toContain(status);
        expect(error ?? '').not.toMatch(/^S3/);
        if (races) return {};
        // What fails ends others in the middle, or before they begin: that depends on the order.
        return { status, error, cause, ...(status === 'SUCCEEDED' && failing === undefined ? { ran: [...ran].sort() } : {}) };
      };
      expect(await end(withSignals), `${JSON.stringify(pipeline)} ${JSON.stringify(input)} ${failing ?? ''}`).toEqual(await end(without));
    }
  }
  expect(signalled).toBeGreaterThan(runs(300) / 20);
});
