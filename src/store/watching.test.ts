import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AwsFault } from '../aws/fault.ts';
import { app, arnOf, aws, events, kinds, pass, runsOf, simulation, START } from '../testing/watchedAccount.ts';
import { startSimulation } from './simulating.ts';
import { redriveWatched, showWatched, stopWatched, unwatch, watch, watchedOf, watchOnDrawing } from './watching.ts';

beforeEach(() => void vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

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
