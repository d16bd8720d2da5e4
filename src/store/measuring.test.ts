import { expect, test } from 'vitest';
import { pipelineOf, plainCatalog, task } from '../testing/build.ts';
import { createMemoryPlatform, createMemoryWorld } from '../platform/memory.ts';
import type { StateVisit, Timeline } from '../core/rehearse/timeline.ts';
import type { SimulatedRun } from '../platform/types.ts';
import { createAppStore } from './appStore.ts';
import { estimateChanges, measurementOf, writeMeasured } from './measuring.ts';
import { endSimulation } from './simulating.ts';

const NOON = new Date(2026, 10, 25, 12).getTime();

function shown() {
  const platform = createMemoryPlatform(createMemoryWorld());
  const store = createAppStore(platform, { catalog: plainCatalog, pipeline: pipelineOf({ a: task('A'), b: task('B', {}, { estimateSeconds: 30 }), c: task('C', {}, { estimateSeconds: 9, measured: { on: '2026-01-02' } }) }) });
  const visit = (state: string, start: number, end: number): StateVisit => ({ state, step: state, start, end, outcome: 'succeeded', attempts: [], input: '{}', iteration: [] });
  const timeline = { duration: 60, steps: new Map([['a', [visit('a', 0, 20)]], ['b', [visit('b', 20, 50)]], ['c', [visit('c', 50, 57)]], ['gone', [visit('gone', 57, 60)]]]) } as Partial<Timeline> as Timeline;
  const run = { timeline, events: [{ timestamp: new Date(2026, 10, 20, 23, 59) }] } as unknown as SimulatedRun;
  store.getState().setSimulation({ on: true, result: { diagnostics: [], run, cases: [], coverage: null } });
  return { store, platform };
}

test('a simulation is of today and of its case, an execution of the day on which it was', () => {
  const { store } = shown();
  expect(measurementOf(store.getState(), NOON)?.from).toEqual({ on: '2026-11-25', simulated: true });
  store.getState().setSimulation({ chosen: 'Slow' });
  expect(measurementOf(store.getState(), NOON)?.from).toEqual({ on: '2026-11-25', run: 'Slow', simulated: true });
  store.getState().setSimulation({ live: { arn: 'x', name: 'nightly', status: 'SUCCEEDED', fault: null, watching: false } });
  expect(measurementOf(store.getState(), NOON)?.from).toEqual({ on: '2026-11-20', run: 'nightly' });
});

test('what differs is told with where it comes from, and written as one edit that undo takes back', () => {
  const { store } = shown();
  const measurement = measurementOf(store.getState(), NOON);
  if (measurement === null) throw new Error('nothing measured');
  const changes = estimateChanges(store.getState(), measurement);
  expect(changes).toEqual([
    { step: 'a', name: 'A', now: 1, source: 'kind', measured: 20 },
    { step: 'c', name: 'C', now: 9, source: { on: '2026-01-02' }, measured: 7 },
  ]);
  const before = store.getState().document.pipeline;
  writeMeasured({ store }, measurement, changes);
  expect(store.getState().document.pipeline.steps).toMatchObject({ a: { estimateSeconds: 20, measured: measurement.from }, c: { estimateSeconds: 7 } });
  expect(store.getState().document.pipeline.steps['b']).toBe(before.steps['b']);
  store.getState().undo();
  expect(store.getState().document.pipeline).toBe(before);
});

test('it is remembered when the run is left, until another document is opened', () => {
  const { store, platform } = shown();
  endSimulation({ store, platform });
  expect(measurementOf(store.getState(), NOON)?.steps.get('a')).toBe(20);
  store.getState().load(pipelineOf({}), { from: 'new' });
  expect(measurementOf(store.getState(), NOON)).toBeNull();
});
