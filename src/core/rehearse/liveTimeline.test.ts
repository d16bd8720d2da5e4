import { expect, test } from 'vitest';
import type { HistoryEvent } from '../simulate/history.ts';
import { simulate } from '../simulate/simulate.ts';
import { liveTimeline } from './liveTimeline.ts';
import { timelineOf } from './readTimeline.ts';
import { statusAt } from './statusAt.ts';

const job = { Type: 'Task', Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync', Arguments: {} };
const run = await simulate({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { ...job, Next: 'B' }, B: { ...job, End: true } } }, { input: {}, answers: () => ({ return: {}, seconds: 60 }) });
const states = new Map([['A', 'a'], ['B', 'b']]);
const edges = [{ from: 'a', to: 'b' }];
const origin = run.events[0]?.timestamp.getTime() ?? 0;
const at = (events: readonly HistoryEvent[], seconds: number, expected: ReadonlyMap<string, number> = new Map()) =>
  liveTimeline(timelineOf({ events, children: [], states, edges }), { origin, now: origin + seconds * 1000, expected });
const untilB = run.events.slice(0, run.events.findIndex((e) => e.stateEnteredEventDetails?.name === 'B'));
const firstFour = run.events.slice(0, 4);

test('what runs has run until now, and what waits for it is told', () => {
  const timeline = at(firstFour, 25);
  expect(timeline.duration).toBe(25);
  expect(statusAt(timeline, 'a', 25)).toMatchObject({ kind: 'running', seconds: 25 });
  expect(statusAt(timeline, 'b', 25)).toMatchObject({ kind: 'waiting', waitsFor: 'a' });
});

test('a clock that is behind cuts nothing off, and what is over stays as it was', () => {
  const timeline = at(untilB, -600);
  expect(timeline.duration).toBe(60);
  expect(statusAt(timeline, 'a', 60)).toMatchObject({ kind: 'succeeded', seconds: 60 });
});

test('what runs has gone as far as its usual time says, and never to its end before it ends', () => {
  const progress = (seconds: number, usual?: number) => statusAt(at(firstFour, seconds, new Map(usual === undefined ? [] : [['a', usual]])), 'a', seconds).progress;
  expect(progress(25, 100)).toBe(0.25);
  expect(progress(250, 100)).toBe(0.98);
  expect(progress(25)).toBe(0);
});

test('what has ended is the same object at every look', () => {
  const timeline = timelineOf({ events: untilB, children: [], states, edges });
  expect(liveTimeline(timeline, { origin, now: origin + 70_000, expected: new Map() }).steps.get('a')).toBe(timeline.steps.get('a'));
});
