import { expect, it } from 'vitest';
import { makeCatalog } from '../core/catalog/load.ts';
import type { SimulateChoice } from '../platform/types.ts';
import { createMemoryPlatform, createMemoryWorld } from '../platform/memory.ts';
import { createAppStore } from './appStore.ts';
import { closeMocks, openKeptMocks, openMocks, runMocked } from './mocks.ts';
import { createQuestions } from './questions.ts';
import { startSimulation } from './simulating.ts';
import { addShownCase, chooseCase } from './testCases.ts';

const good = JSON.stringify({ StateMachines: { m: { TestCases: { low: { S: 'r' } } } }, MockedResponses: { r: { '0': { Return: 1 } } } });

function begun(text: string) {
  const world = createMemoryWorld();
  world.disk.set('MockConfigFile.json', text);
  world.picks.push('MockConfigFile.json');
  const asked: SimulateChoice[] = [];
  const platform = createMemoryPlatform(world, { simulator: { simulate: (_, choice) => (asked.push(choice), Promise.resolve(null)), stop: () => undefined } });
  const store = createAppStore(platform, { catalog: makeCatalog(new Map()) });
  return { app: { store, platform, questions: createQuestions() }, store, asked };
}
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
};

it('sends the opened file with every simulation, and runs a test case of it', async () => {
  const { app, store, asked } = begun(good);
  startSimulation(app);
  await turns();
  await openMocks(app);
  expect(asked.at(-1)?.mocks?.MockedResponses).toEqual({ r: { '0': { Return: 1 } } });
  runMocked(store, 'low');
  expect(asked.at(-1)?.testCase).toEqual({ mocks: 'low' });
  addShownCase(store);
  expect(store.getState().simulation.cases).toEqual({ low: { mocks: 'low' } });
  chooseCase(store, null);
  expect(store.getState().simulation.testCase).toEqual({});
});

it('goes back to no case from one of the file, and forgets the file where it is closed', async () => {
  const { app, store, asked } = begun(good);
  startSimulation(app);
  await turns();
  await openMocks(app);
  runMocked(store, 'low');
  chooseCase(store, null);
  expect(store.getState().simulation.testCase).toEqual({});
  runMocked(store, 'low');
  await closeMocks(app);
  expect(store.getState().simulation.testCase).toEqual({});
  expect(asked.at(-1)?.mocks).toBeUndefined();
  await openKeptMocks(app);
  expect(store.getState().simulation.mocks).toBeNull();
});

it('answers nothing from a file with errors, and says where they are', async () => {
  const { app, store } = begun('{"StateMachines": {"m": {"TestCases": {"low": {\n"S": "lost"}}}}}');
  await openMocks(app);
  const { mocks } = store.getState().simulation;
  expect([mocks?.file, mocks?.diagnostics.map((d) => [d.code, d.where.line])]).toEqual([null, [['mock-no-response', 2]]]);
});
