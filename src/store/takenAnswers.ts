import type { Json } from '../core/base/json.ts';
import { caseOfRun } from '../core/rehearse/caseOfRun.ts';
import { keepCases, openCases } from './keptCases.ts';
import type { App } from './react.tsx';
import { setAnswer } from './simulating.ts';
import { addCase } from './testCases.ts';
import { watchedOf } from './watching.ts';

/** Lets a task of simulations answer what it answered in an execution: in the chosen test case, else in what is tried without one. */
export async function pinTaken(app: App, key: string, answer: Json): Promise<void> {
  const { store } = app;
  await openCases(app);
  setAnswer(store, key, answer);
  const { chosen } = store.getState().simulation;
  if (chosen !== null) await keepCases(app);
  store.getState().notify(chosen === null ? 'Simulations answer with this now.' : `The test case ${chosen} answers with this now.`);
}

/** Makes a test case of the execution that is shown: what its tasks answered, how often they failed and how long they took. */
export async function takeCase(app: App): Promise<void> {
  const { store } = app;
  const { live, result } = store.getState().simulation;
  const drawing = watchedOf(app, live?.arn)?.drawing;
  const run = result?.run;
  if (live === null || !run || !drawing) return;
  await openCases(app);
  addCase(store, live.name, { description: `As the execution ${live.name} went.`, ...caseOfRun(run, drawing.meant) });
  await keepCases(app);
  store.getState().notify(`Kept as the test case ${store.getState().simulation.chosen ?? live.name}: simulate to go through it again.`);
}
