import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AwsFault } from '../aws/fault.ts';
import { withCarried } from '../core/deliver/carry/carriedPipeline.ts';
import { serializePipeline } from '../core/file/serialize.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { gzip } from '../platform/compression.ts';
import { app, arnOf, artifactsOf, aws, historyOf, kinds, pass, pipeline, runsOf, simulation, START, until } from '../testing/watchedAccount.ts';
import { identityOf } from './files/identity.ts';
import { pinTaken, takeCase } from './takenAnswers.ts';
import { watch, watchedOf, watchOnDrawing } from './watching.ts';
import { watchAgain } from './watchingAgain.ts';

beforeEach(() => void vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

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
    await until(() => watchedOf(a, arnOf('one'))?.drawing?.relation !== undefined);
    expect(watchedOf(a, arnOf('one'))?.drawing).toMatchObject({ relation: 'other', missing: [], carried: { environment: 'dev' } });
    expect(kinds(a)).toEqual(['first running', 'second waiting']);
  });

  test('is said to lack the steps that this one does not have', async () => {
    const a = app(gone);
    a.signIn(aws({ definition: await carrying(pipeline) }));
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(70_000);
    await until(() => watchedOf(a, arnOf('one'))?.drawing?.relation !== undefined);
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

  test('is compared again when this one is changed, and asked for only once', async () => {
    const a = app();
    const server = aws({ definition: await carrying(pipeline) });
    const describeMachineOf = vi.spyOn(server.client, 'describeMachineOf');
    a.signIn(server);
    void watchOnDrawing(a, arnOf('one'), 'one');
    await pass(10_000);
    await until(() => watchedOf(a, arnOf('one'))?.drawing?.relation === 'same');
    a.store.getState().edit('rename', (p) => ({ ok: true, pipeline: { ...p, steps: renamed.steps } }));
    await pass(1_000);
    await until(() => watchedOf(a, arnOf('one'))?.drawing?.relation === 'other');
    expect(kinds(a)).toEqual(['first running', 'second waiting']);
    a.store.getState().undo();
    await pass(1_000);
    await until(() => watchedOf(a, arnOf('one'))?.drawing?.relation === 'same');
    expect(describeMachineOf).toHaveBeenCalledTimes(1);
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
    await until(() => simulation(b).statuses !== null);
    expect(b.store.getState().view.start).toBe(false);
    expect(simulation(b).live?.name).toBe('one');
    expect(kinds(b)).toEqual(['first running', 'second waiting']);
    expect(runsOf(b)).toEqual([['one', 'RUNNING', 'looking'], ['two', 'RUNNING', 'looking']]);
  });

  test('of a tab with a saved file opens that file again', async () => {
    const a = app();
    a.world.disk.set('two.cauce.json', serializePipeline(pipeline));
    a.world.picks.push('two.cauce.json');
    await a.files.open();
    const document = await identityOf(a.platform, a.store.getState().document.source);
    await a.files.create();
    a.store.getState().setView({ start: true });
    a.platform.tabMemory.set('watching', JSON.stringify({ runs: [{ arn: arnOf('one'), name: 'one', connection: 'ours' }], shown: arnOf('one'), document }));
    await watchAgain(a);
    a.signIn(aws());
    await pass(20_000);
    await until(() => simulation(a).statuses !== null);
    expect(a.store.getState().document.source).toMatchObject({ from: 'file', file: { name: 'two.cauce.json' } });
    expect(kinds(a)).toEqual(['first running', 'second waiting']);
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
