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
import { endSimulation, seek, setFault, startSimulation } from './simulating.ts';
import { createQuestions } from './questions.ts';

const file = resolve(import.meta.dirname, '../../public/samples/training.cauce.json');
const pipeline = parsePipeline(readFileSync(file, 'utf8'), file).pipeline as Pipeline;

function started() {
  const world = createMemoryWorld();
  const simulate = vi.fn(createSimulateService());
  const platform = createMemoryPlatform(world, { simulator: { simulate, stop: () => undefined } });
  const store = createAppStore(platform, { catalog: makeCatalog(new Map()), pipeline });
  startSimulation({ store, platform, questions: createQuestions() });
  const settled = (): Promise<void> => vi.waitFor(() => {
    const { busy, result } = store.getState().simulation;
    if (busy || result === null) throw new Error('still at work');
  });
  return { world, simulate, platform, store, settled };
}

it('shows every step as it stands at the end, and at any time before', async () => {
  const { store, settled } = started();
  await settled();
  const { at, result, statuses } = store.getState().simulation;
  expect(at).toBe(result?.run?.timeline.duration);
  expect(statuses?.get('train')?.kind).toBe('succeeded');
  seek(store, -5);
  expect(store.getState().simulation.at).toBe(0);
  expect(store.getState().simulation.statuses?.get('preprocess')?.kind).toBe('running');
  expect(store.getState().simulation.statuses?.get('evaluate')?.kind).toBe('waiting');
});

it('runs again when the drawing or a fault changes, and not when it is off', async () => {
  const { store, platform, simulate, settled } = started();
  await settled();
  setFault(store, 'train', { error: 'Boom' });
  await settled();
  expect(store.getState().simulation.result?.run?.status).toBe('FAILED');
  store.getState().edit('rename', renameStep('train', 'Teach'));
  await settled();
  expect(store.getState().simulation.result?.run?.timeline.failure).toMatchObject({ step: 'train', error: 'Boom' });
  endSimulation({ store, platform });
  const calls = simulate.mock.calls.length;
  store.getState().edit('rename', renameStep('train', 'Train'));
  expect(simulate.mock.calls.length).toBe(calls);
  expect(store.getState().simulation.statuses).toBeNull();
});
