import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { hostileJson } from '../../testing/hostile.ts';
import { key, settled } from '../../testing/drawing.ts';
import { runs } from '../../testing/effort.ts';
import { replay, type Replay } from '../../testing/replay.ts';
import { Tape } from '../../testing/tape.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { catalogFor } from '../catalog/load.ts';
import { compile } from '../compile/compile.ts';
import { definitionOf } from '../compile/types.ts';
import { baseName } from '../compile/verify/stateNames.ts';
import type { Language, Pipeline } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import type { Answers } from './answer.ts';
import { randomFrom, uuidFrom } from './random.ts';
import { Execution, Program, simulate, type Simulation, type SimulationOptions } from './simulate.ts';

/** Laws that hold for every pipeline, simulated: what is sent is what was drawn, in both languages alike, always the same. */
const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
/** Pipelines for each law. */
const CASES = runs(60);
const ENVIRONMENT = 'dev';

/** Pipelines, and a seed for what their tasks answer. */
const drawn = fc.tuple(arbitraryPipeline({ maxSteps: 30 }), fc.nat(1 << 20));

async function emitted(pipeline: Pipeline, language: Language): Promise<JsonObject> {
  const { artifacts, diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline), language, environment: ENVIRONMENT });
  if (artifacts === null) throw new Error(diagnostics.find((d) => d.severity === 'error')?.message);
  return definitionOf(artifacts);
}

function parametersOf(pipeline: Pipeline): Readonly<Record<string, Json>> {
  const environment = pipeline.environments?.[ENVIRONMENT]?.values ?? {};
  return Object.fromEntries(Object.entries(pipeline.parameters ?? {}).map(([name, p]) => [name, (p.phase === 'deploy' ? environment[name] : p.default) ?? NEEDED[p.type] ?? 'given']));
}
const NEEDED: Readonly<Record<string, Json>> = { integer: 3, number: 2.5, boolean: true, list: ['given', { k: 1 }], object: { given: [1] } };

/** Needed run parameters, and some of the others. */
function inputOf(pipeline: Pipeline): JsonObject {
  const values = parametersOf(pipeline);
  return Object.fromEntries(Object.entries(pipeline.parameters ?? {}).flatMap(([name, p]) => (p.phase === 'run' && p.default === undefined ? [[name, values[name] as Json]] : [])));
}

/** Answers that depend on the step, its iterations and how often it was called there, not on what ran beside it. */
function answersOf(pipeline: Pipeline, seed: number, faults: boolean): Answers {
  const compared = new Set([...JSON.stringify(pipeline).matchAll(/"\$compare":\[\{"\$output":\{"from":"(\w+)"/g)].map((m) => m[1] ?? ''));
  const numbersOnly = new Set([...compared].map((id) => baseName(allSteps(pipeline).get(id)?.step.name ?? '')));
  const calls = new Map<string, number>();
  return ({ state, iteration }) => {
    const place = `${state}@${iteration.join('.')}`;
    const call = calls.get(place) ?? 0;
    calls.set(place, call + 1);
    const tape = new Tape(numbers(`${place}#${call}#${seed}`));
    const seconds = tape.int(900);
    if (faults && tape.chance(30)) {
      return tape.chance(10) ? { never: true } : { throw: { error: tape.pick(FAULTS), cause: tape.chance(50) ? undefined : 'it broke' }, seconds };
    }
    const b = tape.int(20) / 2;
    const a = numbersOnly.has(state) ? tape.int(12) : hostileJson(tape, 2);
    return { return: { Payload: { a, b: [b, 'more'] }, StatusCode: 200 }, seconds };
  };
}

const FAULTS: readonly [string, ...string[]] = ['Lambda.ServiceException', 'Lambda.TooManyRequestsException', 'Broken', 'States.Timeout', 'States.TaskFailed', 'States.Runtime'];

function numbers(text: string): Uint32Array {
  let state = 2166136261;
  for (const c of text) state = Math.imul(state ^ (c.codePointAt(0) ?? 0), 16777619);
  return Uint32Array.from({ length: 40 }, () => ((state = Math.imul(state ^ (state >>> 13), 1540483477) + 12345) >>> 0));
}

interface Seen {
  readonly run: Simulation;
  readonly beside: Replay;
}

async function simulated(pipeline: Pipeline, language: Language, seed: number, faults = false): Promise<Seen> {
  const input = inputOf(pipeline);
  const options: SimulationOptions = { input, answers: answersOf(pipeline, seed, faults), machineName: 'generated', seed };
  const run = await simulate(await emitted(pipeline, language), options);
  const uuid = uuidFrom(randomFrom(seed));
  const beside = replay(pipeline, run.events, {
    parameters: parametersOf(pipeline),
    execution: { id: `arn:aws:states:us-east-1:111111111111:execution:generated:${uuid}`, name: uuid, startTime: '2026-01-01T00:00:00.000Z' },
  });
  return { run, beside };
}

/** A value is sent as drawn, order is kept, and ways are taken as conditions say. */
function asDrawn({ run, beside }: Seen): void {
  for (const { step, frame, sent, drawn: wanted } of beside.calls) expect({ step, frame, request: sent }).toEqual({ step, frame, request: wanted });
  expect(beside.disorder).toEqual([]);
  if (run.status === 'SUCCEEDED') expect(beside.astray).toEqual([]);
}

describe.each(LANGUAGES)('every pipeline, simulated in %s', (language) => {
  test('sends what was drawn, in the order that was drawn, on the ways that its conditions open', async () => {
    const seen = { calls: 0, refused: 0, entered: 0 };
    await fc.assert(
      fc.asyncProperty(drawn, async ([pipeline, seed]) => {
        const { run, beside } = await simulated(pipeline, language, seed);
        expect([run.status, run.error, run.cause]).toEqual(run.error === 'Refused' ? ['FAILED', 'Refused', 'generated'] : ['SUCCEEDED', undefined, undefined]);
        asDrawn({ run, beside });
        if (run.status === 'SUCCEEDED' && Object.keys(pipeline.outputs ?? {}).length > 0) expect(run.output).toEqual(settled(beside.values.value(pipeline.outputs as JsonObject, []), run.output));
        seen.calls += beside.calls.length;
        seen.entered += beside.entered.length;
        if (run.error === 'Refused') seen.refused++;
      }),
      { numRuns: CASES, seed: 11, endOnFailure: true },
    );
    expect(seen.calls).toBeGreaterThan(CASES);
    expect(seen.refused).toBeLessThan(CASES / 2);
  });

  test('does so too when tasks fail, and ends as AWS would', async () => {
    const errors = new Set<string | undefined>();
    await fc.assert(
      fc.asyncProperty(drawn, async ([pipeline, seed]) => {
        const { run, beside } = await simulated(pipeline, language, seed, true);
        asDrawn({ run, beside });
        errors.add(run.error);
      }),
      { numRuns: CASES, seed: 11, endOnFailure: true },
    );
    // `undefined` of those that came through.
    expect([...errors].filter((e) => e !== undefined && !FAULTS.includes(e) && e !== 'Refused' && e !== 'Caught')).toEqual([]);
    expect(errors.size).toBeGreaterThan(3);
  });

  test('gives the same bytes again, in one run or with pauses', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ([pipeline, seed]) => {
        const definition = await emitted(pipeline, language);
        const options = (): SimulationOptions => ({ input: inputOf(pipeline), answers: answersOf(pipeline, seed, true), seed });
        const once = JSON.stringify(await simulate(definition, options()));
        const program = new Program(definition);
        const execution = new Execution(program, options());
        for (let steps = 0; (await execution.step()) !== false; steps++) if (steps % 5 === 0) execution.simulation();
        expect(JSON.stringify(execution.simulation())).toBe(once);
        // A program is prepared once and keeps nothing of an execution.
        expect(JSON.stringify(await new Execution(program, options()).run())).toBe(once);
      }),
      { numRuns: Math.ceil(CASES / 2), seed: 13, endOnFailure: true },
    );
  });
});

test('both languages do the same', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(drawn, fc.boolean(), async ([pipeline, seed], faults) => {
      const [a, p] = [await simulated(pipeline, 'jsonata', seed, faults), await simulated(pipeline, 'jsonpath', seed, faults)];
      expect(timetable(a)).toEqual(timetable(p));
      expect(ending(a)).toEqual(ending(p));
      if (a.beside.values.writtenDifferently || p.beside.values.writtenDifferently) return;
      expect(requests(a)).toEqual(requests(p));
      expect(a.run.output).toEqual(p.run.output);
      compared++;
    }),
    { numRuns: CASES, seed: 11, endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(CASES / 3);
});

/** How it ended; the cause names the id of an event, and there are not as many events in both. */
function ending({ run }: Seen): unknown {
  return [run.status, run.error, run.cause?.replace(/\(entered at the event id #\d+\)/, ''), run.durationSeconds];
}

/**
 * Steps by the time of their entry; those of one moment, which run side by side, by their names. How far the others came in the
 * moment in which one ends the execution depends on turns, of which the languages need different numbers.
 */
function timetable({ run, beside }: Seen): readonly string[] {
  return beside.entered.filter(({ time }) => isSettled(run, time)).map(({ place, time }) => `${time.toISOString()} ${place}`).sort();
}

/** What was sent to each step in each iteration, call by call. */
function requests({ run, beside }: Seen): Readonly<Record<string, readonly Json[]>> {
  const sent: Record<string, Json[]> = {};
  for (const call of beside.calls) if (isSettled(run, call.time)) (sent[key(call.step, call.frame)] ??= []).push(call.sent);
  return sent;
}

function isSettled(run: Simulation, time: Date): boolean {
  return run.status === 'SUCCEEDED' || time.getTime() < (run.events.at(-1)?.timestamp.getTime() ?? 0);
}

/** The same answer at every call in one place, and one call of all that ends the execution: nothing catches or retries its error. */
function answersWithOneFault(pipeline: Pipeline, seed: number, faultyCall: number): { readonly answers: Answers; readonly calls: () => number } {
  const atFirst = new Map<string, Answers>();
  let calls = 0;
  const answers: Answers = (call) => {
    if (calls++ === faultyCall) return { throw: { error: 'States.Runtime', cause: 'it broke once' }, seconds: 3 };
    const place = `${call.state}@${call.iteration.join('.')}`;
    return (atFirst.get(place) ?? setAndGet(atFirst, place, () => answersOf(pipeline, seed, false)(call)))(call);
  };
  return { answers, calls: () => calls };
}

function setAndGet(known: Map<string, Answers>, place: string, made: () => ReturnType<Answers>): Answers {
  const answer = made();
  const always: Answers = () => answer;
  known.set(place, always);
  return always;
}

test.each(LANGUAGES)('redriven after a fault that is gone, an execution ends as one that never had it, and runs nothing twice that had ended well, in %s', async (language) => {
  const seen = { redriven: 0, compared: 0 };
  await fc.assert(
    fc.asyncProperty(drawn, fc.nat(1000), async ([pipeline, seed], where) => {
      const program = new Program(await emitted(pipeline, language));
      const start = (answers: Answers): Execution => new Execution(program, { input: inputOf(pipeline), answers, seed });
      const plain = answersWithOneFault(pipeline, seed, -1);
      const never = await start(plain.answers).run();
      if (plain.calls() === 0) return;
      const execution = start(answersWithOneFault(pipeline, seed, where % plain.calls()).answers);
      const failed = await execution.run();
      // Another step may end the execution before the faulty one does.
      if (failed.cause?.includes('it broke once') !== true) return;
      expect(execution.redrive()).toBeUndefined();
      const redriven = await execution.run();
      seen.redriven++;
      expect([redriven.status, redriven.error, redriven.redriveCount]).toEqual([never.status, never.error, 1]);
      expect(redriven.events.slice(0, failed.events.length)).toEqual(failed.events);
      // Each state was entered and left as often; what is in the way of equal outputs is the time of day.
      expect(leftIn(redriven)).toEqual(leftIn(never));
      if (/EnteredTime|RedriveCount/.test(JSON.stringify(program.scope.json))) return;
      expect(redriven.output).toEqual(never.output);
      seen.compared++;
    }),
    { numRuns: Math.ceil(CASES / 2), seed: 17, endOnFailure: true },
  );
  expect(seen.redriven).toBeGreaterThan(CASES / 5);
  expect(seen.compared).toBeGreaterThan(CASES / 8);
});

/** How often each state was left, and entered: of an execution that succeeded all that were entered were left. */
function leftIn(run: Simulation): Readonly<Record<string, number>> {
  const left: Record<string, number> = {};
  for (const { stateExitedEventDetails: exited, stateEnteredEventDetails: entered } of [run, ...run.children].flatMap((h) => [...h.events])) {
    const name = exited === undefined ? entered && `into ${entered.name}` : `out of ${exited.name}`;
    if (name !== undefined && run.status === 'SUCCEEDED') left[name] = (left[name] ?? 0) + 1;
  }
  return left;
}
