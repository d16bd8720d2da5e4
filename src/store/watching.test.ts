import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AwsFault } from '../aws/fault.ts';
import type { Session } from '../aws/session.ts';
import type { Execution, ExecutionStatus, StepFunctions } from '../aws/stepFunctions/types.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import { definitionOf } from '../core/compile/types.ts';
import { withCarried } from '../core/deliver/carry/carriedPipeline.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { HistoryEvent } from '../core/simulate/history.ts';
import { simulate } from '../core/simulate/simulate.ts';
import { gzip } from '../platform/compression.ts';
import type { Compiler } from '../platform/types.ts';
import { createTestApp } from '../testing/renderApp.tsx';
import { takeCase, pinTaken } from './takenAnswers.ts';
import { startSimulation } from './simulating.ts';
import { redriveWatched, showWatched, stopWatched, unwatch, watch, watchedOf, watchingOf, watchOnDrawing } from './watching.ts';
import { watchAgain } from './watchingAgain.ts';

const pipeline: Pipeline = {
  format: 'cauce/1', name: 'two', machine: { name: 'two' }, environments: { dev: {} },
  steps: { first: { kind: 'wait', name: 'First', arguments: { Seconds: 60 } }, second: { kind: 'wait', name: 'Second', arguments: { Seconds: 30 }, after: ['first'] } },
};
const catalog = await catalogFor(pipeline);
const compiler: Compiler = { compile: () => Promise.resolve(null), compileOnce: (p, options) => Promise.resolve(compile(p, { catalog, ...options })) };
const artifactsOf = (p: Pipeline) => {
  const { artifacts } = compile(p, { catalog, environment: 'dev' });
  if (artifacts === null) throw new Error('the pipeline of this test has errors');
  return artifacts;
};
const START = Date.UTC(2026, 0, 1);
const historyOf = async (p: Pipeline) => (await simulate(definitionOf(artifactsOf(p)), { input: {}, answers: () => ({ return: {}, seconds: 0 }), startTime: START })).events;
const events = await historyOf(pipeline);
const arnOf = (name: string) => `arn:aws:states:eu-west-1:111122223333:execution:two:${name}`;

/** AWS as it answers while virtual time passes: of every execution the events that were written until now. */
function aws({ ahead = 0, history = events, definition = artifactsOf(pipeline).definitionText }: { readonly ahead?: number; readonly history?: readonly HistoryEvent[]; readonly definition?: string } = {}) {
  const calls = { history: new Map<string, number>(), all: 0 };
  const ended = new Map<string, { readonly status: ExecutionStatus; readonly cause?: string; readonly redrive?: Execution['redrive'] }>();
  const more = new Map<string, HistoryEvent[]>();
  const server = { fault: undefined as AwsFault | undefined, ended, more, calls };
  const now = () => Date.now() + ahead;
  const written = (arn: string) => [...history.filter((e) => e.timestamp.getTime() + ahead <= now()).map((e) => ({ ...e, timestamp: new Date(e.timestamp.getTime() + ahead) })), ...(more.get(arn) ?? [])];
  const answer = <T>(arn: string, kind: 'history' | 'other', value: () => T): Promise<T> => {
    calls.all++;
    if (kind === 'history') calls.history.set(arn, (calls.history.get(arn) ?? 0) + 1);
    return server.fault ? Promise.reject(server.fault) : Promise.resolve(value());
  };
  const client: object = {
    until: () => client,
    eventsAfter: (arn: string, after: number) => answer(arn, 'history', () => written(arn).filter((e) => e.id > after)),
    describeExecution: (arn: string) => answer(arn, 'other', () => {
      const stop = ended.get(arn);
      const over = stop !== undefined || written(arn).length === history.length;
      return { arn, status: stop?.status ?? (over ? 'SUCCEEDED' : 'RUNNING'), startedAt: new Date(START), stoppedAt: over ? new Date(now()) : undefined, input: '{"a":1}', cause: stop?.cause, redriveCount: 0, redrive: stop?.redrive ?? { possible: false, reason: undefined } } as Execution;
    }),
    describeMachineOf: (arn: string) => answer(arn, 'other', () => ({ name: 'two', definition })),
    stopExecution: (arn: string, { error, cause }: { readonly error?: string; readonly cause?: string }) => answer(arn, 'other', () => {
      ended.set(arn, { status: 'ABORTED', ...(cause === undefined ? {} : { cause }), redrive: { possible: true, reason: undefined } });
      more.set(arn, [{ id: written(arn).length + 1, previousEventId: 0, timestamp: new Date(now()), type: 'ExecutionAborted', executionAbortedEventDetails: { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) } }]);
    }),
    redriveExecution: (arn: string) => answer(arn, 'other', () => {
      ended.delete(arn);
      more.get(arn)?.push({ id: written(arn).length + 1, previousEventId: written(arn).length, timestamp: new Date(now()), type: 'ExecutionRedriven', executionRedrivenEventDetails: { redriveCount: 1 } });
      return new Date(now());
    }),
  };
  return { ...server, client: client as unknown as StepFunctions, setFault: (fault: AwsFault | undefined) => void (server.fault = fault) };
}
type Aws = ReturnType<typeof aws>;

beforeEach(() => void vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function app(document = pipeline) {
  const a = createTestApp(document, { clock: { now: () => Date.now() }, compiler });
  a.store.getState().setView({ environment: 'dev' });
  return Object.assign(a, { signIn: (to: Aws | null, name = 'ours') => a.connections.setState({ session: to === null ? null : ({ connection: { name, region: 'eu-west-1' }, stepFunctions: to.client, now: Date.now } as unknown as Session), phase: to === null ? 'signed-out' : 'signed-in' }) });
}
type TestApp = ReturnType<typeof app>;
const simulation = (a: TestApp) => a.store.getState().simulation;
const kinds = (a: TestApp) => [...(simulation(a).statuses ?? [])].map(([id, s]) => `${id} ${s.kind}`);
/** Compressing is work of the platform, beside the timers. */
const pass = async (ms: number): Promise<void> => {
  for (let done = 0; done < ms; done += 500) {
    await vi.advanceTimersByTimeAsync(500);
    for (let i = 0; i < 3; i++) await new Promise((turn) => setImmediate(turn));
  }
};
const runsOf = (a: TestApp) => watchingOf(a).getState().runs.map((r) => [r.name, r.status, r.looking]);

describe('one execution', () => {
  test('the drawing follows it from its start to its end', async () => {
    const a = app();
    a.signIn(aws());
    const watching = watchOnDrawing(a, arnOf('one'), 'one');
    await pass(20_000);
    expect(kinds(a)).toEqual(['first running', 'second waiting']);
    expect(simulation(a).live).toMatchObject({ name: 'one', status: 'RUNNING', watching: true, fault: null });
    expect(simulation(a).statuses?.get('first')).toMatchObject({ kind: 'running' });
    expect(simulation(a).statuses?.get('first')?.progress).toBeCloseTo(20 / 60, 1);
    await pass(50_000);
    expect(kinds(a)).toEqual(['first succeeded', 'second running']);
    await pass(40_000);
    expect((await watching)?.status).toBe('SUCCEEDED');
    expect(kinds(a)).toEqual(['first succeeded', 'second succeeded']);
    expect(simulation(a).live).toMatchObject({ status: 'SUCCEEDED', watching: false });
    expect(simulation(a).result?.run).toMatchObject({ status: 'SUCCEEDED', input: { a: 1 }, durationSeconds: 90 });
    expect(watchedOf(a, arnOf('one'))?.drawing?.relation).toBe('same');
  });

  test('a fault that passes is told and watched through; one that does not ends the watching, and what was seen stays', async () => {
    const a = app();
    const server = aws();
    a.signIn(server);
    const watching = watchOnDrawing(a, arnOf('one'), 'one');
    await pass(10_000);
    server.setFault(new AwsFault('throttled', 'Too many calls.', 'It is tried again.'));
    await pass(10_000);
    expect(simulation(a).live).toMatchObject({ watching: true, fault: { message: 'Too many calls.' } });
    expect(kinds(a)).toEqual(['first running', 'second waiting']);
    server.setFault(undefined);
    await pass(30_000);
    expect(simulation(a).live?.fault).toBeNull();
    server.setFault(new AwsFault('not-found', 'AWS does not have it.', 'Somebody deleted it.'));
    await pass(30_000);
    await watching;
    expect(simulation(a).live).toMatchObject({ watching: false, fault: { message: 'AWS does not have it.' } });
    expect(simulation(a).result?.run?.events.length).toBeGreaterThan(1);
    const { all } = server.calls;
    await pass(60_000);
    expect(server.calls.all).toBe(all);
  });

  test('how long it has run is told by the clock of AWS, whatever this computer has for time', async () => {
    const a = app();
    a.signIn(aws({ ahead: 240_000 }));
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(20_000);
    expect(simulation(a).result?.run?.timeline.duration).toBeGreaterThanOrEqual(0);
    await pass(48_000);
    // The event at 60 s came between two looks; since then the clock is known.
    expect(Math.abs((simulation(a).result?.run?.timeline.duration ?? 0) - 68)).toBeLessThanOrEqual(6);
  });

  test('it is stopped with a cause, and redriven where AWS says that it can be', async () => {
    const a = app();
    const server = aws();
    a.signIn(server);
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(10_000);
    await stopWatched(a, arnOf('one'), ' by ana ');
    await pass(500);
    expect(watchedOf(a, arnOf('one'))).toMatchObject({ status: 'ABORTED', looking: 'ended', execution: { cause: 'by ana', redrive: { possible: true } } });
    expect(simulation(a).result?.run).toMatchObject({ status: 'ABORTED', cause: 'by ana' });
    await redriveWatched(a, arnOf('one'));
    await pass(5_000);
    expect(watchedOf(a, arnOf('one'))).toMatchObject({ status: 'RUNNING', looking: 'looking' });
    expect(simulation(a).result?.run?.timeline.redrives).toHaveLength(1);
    expect(kinds(a)[0]).toBe('first running');
  });

  test('one that had ended is looked at again when it is asked for: it may have been redriven elsewhere', async () => {
    const a = app();
    const server = aws();
    a.signIn(server);
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(10_000);
    await server.client.stopExecution(arnOf('one'), {});
    await pass(5_000);
    expect(runsOf(a)).toEqual([['one', 'ABORTED', 'ended']]);
    await server.client.redriveExecution(arnOf('one'));
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(1_000);
    expect(runsOf(a)).toEqual([['one', 'RUNNING', 'looking']]);
    expect(simulation(a).result?.run?.timeline.redrives).toHaveLength(1);
  });

  test('what AWS refuses is told, and the execution stays as it was', async () => {
    const a = app();
    const server = aws();
    a.signIn(server);
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(5_000);
    server.setFault(new AwsFault('invalid', 'AWS refuses it: not redrivable.', 'Change what it names.'));
    await redriveWatched(a, arnOf('one'));
    expect(a.store.getState().notices.at(-1)).toMatchObject({ kind: 'error', text: 'AWS refuses it: not redrivable. Change what it names.' });
    expect(watchedOf(a, arnOf('one'))?.looking).toBe('looking');
  });
});

describe('several executions', () => {
  test('each keeps its history, one is drawn, and a change between them shows at once what is known', async () => {
    const a = app();
    const server = aws();
    a.signIn(server);
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(5_000);
    void watchOnDrawing(a, arnOf('two'), 'two');
    await pass(15_000);
    expect(simulation(a).live?.name).toBe('two');
    expect(runsOf(a)).toEqual([['one', 'RUNNING', 'looking'], ['two', 'RUNNING', 'looking']]);
    const before = simulation(a).result?.run;
    showWatched(a, arnOf('one'));
    expect(simulation(a).live?.name).toBe('one');
    expect(simulation(a).result?.run).not.toBe(before);
    expect(kinds(a)).toEqual(['first running', 'second waiting']);
    await pass(100_000);
    expect(runsOf(a)).toEqual([['one', 'SUCCEEDED', 'ended'], ['two', 'SUCCEEDED', 'ended']]);
    const { all } = server.calls;
    await pass(60_000);
    expect(server.calls.all).toBe(all);
  });

  test('twenty stay within the budget, and the one on the drawing is looked at most often', async () => {
    const a = app();
    const server = aws({ history: events.slice(0, 3) });
    server.ended.clear();
    a.signIn(server);
    for (let i = 0; i < 20; i++) watch(a, arnOf(`${i}`), `${i}`);
    // A script of three events would be over at once: they are held open.
    for (let i = 0; i < 20; i++) server.ended.set(arnOf(`${i}`), { status: 'RUNNING' });
    showWatched(a, arnOf('7'));
    await pass(60_000);
    const begun = server.calls.all;
    const looks = new Map(server.calls.history);
    await pass(60_000);
    expect((server.calls.all - begun) / 60).toBeLessThanOrEqual(5.1);
    const often = [...server.calls.history].map(([arn, n]) => [arn, n - (looks.get(arn) ?? 0)] as const);
    expect(Math.min(...often.map(([, n]) => n))).toBeGreaterThanOrEqual(8);
    expect(often.every(([, n]) => n <= (often.find(([arn]) => arn === arnOf('7'))?.[1] ?? 0))).toBe(true);
  });

  test('a simulation takes the drawing, and what is watched goes on beside it until it is left', async () => {
    const a = app();
    const server = aws();
    a.signIn(server);
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(10_000);
    startSimulation(a);
    await pass(60_000);
    expect(simulation(a).live).toBeNull();
    expect(runsOf(a)).toEqual([['one', 'RUNNING', 'looking']]);
    showWatched(a, arnOf('one'));
    expect(kinds(a)).toEqual(['first succeeded', 'second running']);
    unwatch(a, arnOf('one'));
    const { all } = server.calls;
    await pass(60_000);
    expect(server.calls.all).toBe(all);
  });

  test('signing out ends the looking and says so; the next sign-in goes on from the last event', async () => {
    const a = app();
    const server = aws();
    a.signIn(server);
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(10_000);
    a.signIn(null);
    expect(runsOf(a)).toEqual([['one', 'RUNNING', 'signed-out']]);
    const { all } = server.calls;
    await pass(30_000);
    expect(server.calls.all).toBe(all);
    a.signIn(server, 'another');
    expect(runsOf(a)).toEqual([['one', 'RUNNING', 'signed-out']]);
    a.signIn(server);
    await pass(40_000);
    expect(runsOf(a)).toEqual([['one', 'RUNNING', 'looking']]);
    expect(simulation(a).result?.run?.events.map((e) => e.id)).toEqual(events.slice(0, simulation(a).result?.run?.events.length).map((e) => e.id));
    expect(kinds(a)).toEqual(['first succeeded', 'second running']);
  });

  test('where the sign-in is over it asks for another', async () => {
    const a = app();
    const server = aws();
    a.signIn(server);
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(5_000);
    server.setFault(new AwsFault('expired', 'The sign-in is over.', 'Sign in again.'));
    await pass(5_000);
    expect(watchedOf(a, arnOf('one'))).toMatchObject({ looking: 'signed-out', fault: { message: 'The sign-in is over.' } });
  });
});

describe('the drawing that ran', () => {
  const renamed: Pipeline = { ...pipeline, steps: { ...pipeline.steps, first: { kind: 'wait', name: 'Other name', arguments: { Seconds: 60 } } } };
  const gone: Pipeline = { ...pipeline, steps: { second: { kind: 'wait', name: 'Second', arguments: { Seconds: 30 } } } };
  const carrying = async (p: Pipeline) => {
    const { definitionText, manifest } = artifactsOf(p);
    return (await withCarried(definitionText, { pipeline: p, manifest, environment: 'dev' }, gzip)) ?? '';
  };

  test('is matched by its own source map, whatever its steps are called now', async () => {
    const a = app(renamed);
    a.signIn(aws({ definition: await carrying(pipeline) }));
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(20_000);
    expect(watchedOf(a, arnOf('one'))?.drawing).toMatchObject({ relation: 'other', missing: [], carried: { environment: 'dev' } });
    expect(kinds(a)).toEqual(['first running', 'second waiting']);
  });

  test('is said to lack the steps that this one does not have', async () => {
    const a = app(gone);
    a.signIn(aws({ definition: await carrying(pipeline) }));
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(70_000);
    expect(watchedOf(a, arnOf('one'))?.drawing?.missing).toEqual(['first']);
    expect(kinds(a)).toEqual(['second running']);
  });

  test('carries nothing: states are taken for the steps of their names, and that is said', async () => {
    const a = app(renamed);
    a.signIn(aws());
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(70_000);
    expect(watchedOf(a, arnOf('one'))?.drawing).toMatchObject({ relation: 'by-name', carried: undefined });
    expect(simulation(a).statuses?.get('second')?.kind).toBe('running');
    expect(simulation(a).statuses?.get('first')?.kind).toBe('idle');
  });

  test('is not told by AWS: that is said, and it is shown by names', async () => {
    const a = app();
    const server = aws();
    a.signIn({ ...server, client: { ...server.client, describeMachineOf: () => Promise.reject(new AwsFault('access-denied', 'The role lacks states:DescribeStateMachineForExecution.', '')) } });
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(20_000);
    expect(watchedOf(a, arnOf('one'))?.drawing).toMatchObject({ relation: 'unknown', fault: { kind: 'access-denied' } });
    expect(kinds(a)).toEqual(['first running', 'second waiting']);
  });
});

describe('a reload', () => {
  test('keeps what is watched by names and addresses, and goes on with it after the sign-in', async () => {
    const a = app();
    a.signIn(aws());
    void watchOnDrawing(a, arnOf('one'), 'one');
    watch(a, arnOf('two'), 'two');
    await pass(1_000);
    const kept = a.platform.tabMemory.get('watching') ?? '';
    expect(JSON.parse(kept)).toEqual({ runs: [{ arn: arnOf('one'), name: 'one', connection: 'ours' }, { arn: arnOf('two'), name: 'two', connection: 'ours' }], shown: arnOf('one'), document: expect.any(String) as string });

    const b = app();
    b.platform.tabMemory.set('watching', kept);
    b.store.getState().setView({ start: true });
    const { definitionText, manifest } = artifactsOf(pipeline);
    const server = aws({ definition: (await withCarried(definitionText, { pipeline, manifest, environment: 'dev' }, gzip)) ?? '' });
    await watchAgain(b);
    expect(runsOf(b)).toEqual([['one', 'RUNNING', 'signed-out'], ['two', 'RUNNING', 'signed-out']]);
    b.signIn(server);
    await pass(20_000);
    expect(b.store.getState().view.start).toBe(false);
    expect(simulation(b).live?.name).toBe('one');
    expect(kinds(b)).toEqual(['first running', 'second waiting']);
    expect(runsOf(b)).toEqual([['one', 'RUNNING', 'looking'], ['two', 'RUNNING', 'looking']]);
  });

  test('of a tab that opened something else meanwhile leaves that before the person', async () => {
    const a = app();
    a.platform.tabMemory.set('watching', JSON.stringify({ runs: [{ arn: arnOf('one'), name: 'one', connection: 'ours' }], shown: arnOf('one'), document: 'sample:training' }));
    a.store.getState().setView({ start: false });
    await watchAgain(a);
    a.signIn(aws());
    await pass(5_000);
    expect(simulation(a).live).toBeNull();
    expect(runsOf(a)).toEqual([['one', 'RUNNING', 'looking']]);
  });

  test.each(['', '{', '[]', '{"runs":[{"arn":1}],"document":"x"}'])('of a tab whose memory holds %j begins as any other', async (kept) => {
    const a = app();
    a.platform.tabMemory.set('watching', kept);
    await watchAgain(a);
    expect(runsOf(a)).toEqual([]);
  });
});

describe('answers of an execution', () => {
  test('one is pinned for simulations, and all of them make a case', async () => {
    const a = app();
    a.signIn(aws());
    const watching = watchOnDrawing(a, arnOf('one'), 'one');
    await pass(100_000);
    await watching;
    await pinTaken(a, 'first', { Payload: { auc: 0.9 } });
    expect(simulation(a).testCase.answers).toEqual({ first: { Payload: { auc: 0.9 } } });
    await takeCase(a);
    expect(simulation(a).chosen).toBe('one');
    expect(simulation(a).cases['one']).toMatchObject({ description: 'As the execution one went.', input: { a: 1 }, environment: 'dev', expect: { status: 'SUCCEEDED' } });
    expect([...a.world.storage].find(([key]) => key.startsWith('cases:'))?.[1]).toContain('As the execution one went.');
  });
});

test('a history of 20 000 events is read once and shown; a look that brings nothing reads none of it again', async () => {
  const many: Pipeline = { ...pipeline, steps: { all: { kind: 'map', name: 'All', items: { $literal: Array.from({ length: 2300 }, (_, i) => i) }, steps: { each: { kind: 'wait', name: 'Each', arguments: { Seconds: 1 } }, then: { kind: 'wait', name: 'Then', arguments: { Seconds: 1 }, after: ['each'] } } } as Pipeline['steps'][string], last: { kind: 'wait', name: 'Last', arguments: { Seconds: 600 }, after: ['all'] } } };
  const history = await historyOf(many);
  expect(history.length).toBeGreaterThan(13_000);
  const a = app(many);
  const server = aws({ history, definition: artifactsOf(many).definitionText });
  a.signIn(server);
  vi.setSystemTime(START + 300_000);
  void watchOnDrawing(a, arnOf('one'), 'one');
  await pass(3_000);
  const steps = () => simulation(a).result?.run?.timeline.steps;
  expect(steps()?.get('each')).toHaveLength(2300);
  const before = steps()?.get('each');
  const shown = simulation(a).result?.run;
  await pass(10_000);
  expect(simulation(a).result?.run).not.toBe(shown);
  expect(steps()?.get('each')).toBe(before);
  expect(simulation(a).statuses?.get('last')?.kind).toBe('running');
});
