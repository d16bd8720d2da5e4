import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { renameStep } from '../core/edit/steps.ts';
import { makeCatalog } from '../core/catalog/load.ts';
import { parsePipeline } from '../core/file/parse.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { createMemoryPlatform, createMemoryWorld } from '../platform/memory.ts';
import { createSimulateService } from '../platform/simulateService.ts';
import { createAppStore } from './appStore.ts';
import { createQuestions } from './questions.ts';
import { afterRun, canRedrive, redriveSimulation, redrivesOf, simulateAnew } from './redriving.ts';
import { setFault, startSimulation } from './simulating.ts';
import { addShownCase } from './testCases.ts';

const file = resolve(import.meta.dirname, '../../public/samples/training.cauce.json');
/** Without its way for failures, which ends in a Fail state: from there a redrive goes on, and fails again. */
const { onFailure: _, ...pipeline } = parsePipeline(readFileSync(file, 'utf8'), file).pipeline as Pipeline;

function started() {
  const platform = createMemoryPlatform(createMemoryWorld(), { simulator: { simulate: createSimulateService(), stop: () => undefined } });
  const store = createAppStore(platform, { catalog: makeCatalog(new Map()), pipeline });
  startSimulation({ store, platform, questions: createQuestions() });
  const settled = (): Promise<void> => vi.waitFor(() => {
    const { busy, result } = store.getState().simulation;
    if (busy || result === null) throw new Error('still at work');
  });
  return { store, settled };
}

it('redrives what failed with what is answered now, in the same history, and keeps it as one case', async () => {
  const { store, settled } = started();
  await settled();
  const run = () => store.getState().simulation.result?.run;
  const trained = (): number => run()?.timeline.steps.get('preprocess')?.flatMap((v) => v.attempts).length ?? 0;
  expect(canRedrive(store.getState())).toBe(false);
  setFault(store, 'train', { error: 'Boom' });
  await settled();
  const failed = run();
  setFault(store, 'train', null);
  await settled();
  expect([run()?.status, run()?.redriveCount, canRedrive(store.getState())]).toEqual(['SUCCEEDED', 0, true]);
  redriveSimulation(store);
  await settled();
  expect([run()?.status, run()?.redriveCount, trained(), canRedrive(store.getState())]).toEqual(['SUCCEEDED', 1, 1, false]);
  expect(run()?.events.slice(0, failed?.events.length)).toEqual(failed?.events);

  addShownCase(store);
  await settled();
  expect(store.getState().simulation.testCase).toMatchObject({ faults: { train: { error: 'Boom' } }, redrives: 1, expect: { status: 'SUCCEEDED' } });
  expect([run()?.status, run()?.redriveCount, store.getState().simulation.result?.cases[0]?.failures]).toEqual(['SUCCEEDED', 1, []]);
  expect(redrivesOf(store.getState()).attempts).toEqual([]);
});

it('redrives a second time, and simulates anew when it is asked to or the drawing changes', async () => {
  const { store, settled } = started();
  await settled();
  const count = () => store.getState().simulation.result?.run?.redriveCount;
  setFault(store, 'train', { error: 'Boom' });
  await settled();
  redriveSimulation(store);
  await settled();
  setFault(store, 'train', { error: 'Bang' });
  await settled();
  expect([count(), canRedrive(store.getState())]).toEqual([1, true]);
  redriveSimulation(store);
  await settled();
  expect(store.getState().simulation.result?.run).toMatchObject({ redriveCount: 2, status: 'FAILED', timeline: { failure: { error: 'Bang' } } });
  store.getState().edit('rename', renameStep('train', 'Teach'));
  await vi.waitFor(() => expect(count()).toBe(0));
  redriveSimulation(store);
  await vi.waitFor(() => expect(count()).toBe(1));
  simulateAnew(store);
  await vi.waitFor(() => expect(count()).toBe(0));
});

it('offers no redrive of what AWS would not redrive', async () => {
  const { store, settled } = started();
  await settled();
  setFault(store, 'train', { error: 'Boom' });
  await settled();
  const run = store.getState().simulation.result?.run;
  if (!run) throw new Error('nothing was simulated');
  expect(afterRun(store.getState(), run)?.failed).toHaveLength(1);
  expect(afterRun(store.getState(), { ...run, redriveStatus: 'NOT_REDRIVABLE' })).toBeNull();
});
