import { expect, test } from 'vitest';
import type { HistoryEvent } from '../simulate/history.ts';
import { simulate } from '../simulate/simulate.ts';
import { liveTimeline } from './liveTimeline.ts';
import { statusAt } from './statusAt.ts';

const job = { Type: 'Task', Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync', Arguments: {} };
const run = await simulate({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { ...job, Next: 'B' }, B: { ...job, End: true } } }, { input: {}, answers: () => ({ return: {}, seconds: 60 }) });
const states = new Map([['A', 'a'], ['B', 'b']]);
const edges = [{ from: 'a', to: 'b' }];
const at = (events: readonly HistoryEvent[], seconds: number | undefined) => liveTimeline({ events, children: [], states, edges }, seconds === undefined ? undefined : (run.events[0]?.timestamp.getTime() ?? 0) + seconds * 1000);
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

test('once it has ended it is the timeline of its history', () => {
  const timeline = at(run.events, undefined);
  expect(timeline.duration).toBe(120);
  expect(statusAt(timeline, 'b', 120).kind).toBe('succeeded');
});
