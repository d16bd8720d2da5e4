import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { renameStep } from '../core/edit/steps.ts';
import { makeCatalog } from '../core/catalog/load.ts';
import { parsePipeline } from '../core/file/parse.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { ChaosResult } from '../core/rehearse/chaos.ts';
import { runChaos as serve } from '../platform/chaosService.ts';
import { createMemoryPlatform } from '../platform/memory.ts';
import { createSimulateService } from '../platform/simulateService.ts';
import type { Chaos } from '../platform/types.ts';
import { createAppStore } from './appStore.ts';
import { chaosInputs, keepTrial, runChaos, showTrial, stopChaos } from './chaos.ts';
import { setFault, setInput, startSimulation } from './simulating.ts';
import { createQuestions } from './questions.ts';
import { chooseCase } from './testCases.ts';

const file = resolve(import.meta.dirname, '../../public/samples/training.cauce.json');
const pipeline = parsePipeline(readFileSync(file, 'utf8'), file).pipeline as Pipeline;

async function started(chaos: Chaos = { run: serve, stop: () => undefined }) {
  const platform = createMemoryPlatform(undefined, { simulator: { simulate: createSimulateService(), stop: () => undefined }, chaos });
  const store = createAppStore(platform, { catalog: makeCatalog(new Map()), pipeline });
  const app = { store, platform };
  startSimulation({ ...app, questions: createQuestions() });
  const settled = (): Promise<void> => vi.waitFor(() => {
    const { busy, result } = store.getState().simulation;
    if (busy || result === null) throw new Error('still at work');
  });
  await settled();
  return { app, store, settled, now: () => store.getState().simulation };
}
const found = (results: readonly ChaosResult[], key: string, error: string): ChaosResult => results.find((r) => r.key === key && r.error === error) as ChaosResult;

it('fills its table with what is shown but its faults, shows a fault as a case is shown, and keeps it', async () => {
  const { app, store, settled, now } = await started();
  setInput(store, { DataUri: 's3://mine/data' });
  setFault(store, 'train', { error: 'Mine' });
  await runChaos(app, true);
  const { chaos } = now();
  expect(chaos).toMatchObject({ busy: false, of: chaos?.results.length, base: { input: { DataUri: 's3://mine/data' } }, caseName: null });
  expect(chaos?.base.faults).toBeUndefined();
  const timeout = found(chaos?.results ?? [], 'train', 'States.Timeout');
  showTrial(store, timeout);
  await settled();
  expect(now().result?.run).toMatchObject({ status: timeout.status, error: timeout.endedWith });
  expect(now().trial?.name).toBe('Train XGBoost: States.Timeout');

  chooseCase(store, null);
  expect(now()).toMatchObject({ trial: null, testCase: { faults: { train: { error: 'Mine' } } } });
  keepTrial(store, timeout);
  await settled();
  expect(now().result?.cases).toMatchObject([{ name: 'Train XGBoost: States.Timeout', failures: [] }]);
  expect(now().cases['Train XGBoost: States.Timeout']).toMatchObject({ input: { DataUri: 's3://mine/data' }, expect: { status: 'FAILED', error: 'States.Timeout' } });
});

it('keeps what was found when it is stopped, and knows when the drawing is another', async () => {
  const row = { step: 'train', state: 'Train', key: 'train', error: 'A', fault: {}, outcome: 'caught', status: 'FAILED' } as const;
  let end: (report: null) => void = () => undefined;
  const { app, store, now } = await started({
    run: (_, __, tell) => {
      tell({ results: [row], of: 9 });
      return new Promise((resolve) => { end = resolve; });
    },
    stop: () => end(null),
  });
  const run = runChaos(app, false);
  expect(now().chaos).toMatchObject({ busy: true, results: [row], of: 9 });
  stopChaos(app);
  await run;
  expect(now().chaos).toMatchObject({ busy: false, results: [row], of: 9 });
  expect(chaosInputs(store.getState())).toEqual(now().chaos?.ran);
  store.getState().edit('rename', renameStep('train', 'Teach'));
  expect(chaosInputs(store.getState()).every((x, i) => x === now().chaos?.ran[i])).toBe(false);
});

it('says nothing of a run that belongs to a document which is no longer open', async () => {
  let tell: () => void = () => undefined;
  const { app, store, now } = await started({ run: (_, __, t) => { tell = () => t({ results: [], of: 3 }); return Promise.resolve(null); }, stop: () => undefined });
  const run = runChaos(app, false);
  store.getState().load(pipeline, { from: 'new' });
  tell();
  await run;
  expect(now().chaos).toBeNull();
});
