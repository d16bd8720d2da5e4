import { parseTests } from '../core/file/testsFile.ts';
import type { TestCase } from '../core/model/testCases.ts';
import type { AppStore } from './appStore.ts';
import { casesText } from './keptCases.ts';
import type { App } from './react.tsx';

type Keeping = Pick<App, 'store' | 'platform'>;

/** Downloads `<name>.tests.json`, which the command line runs. */
export function exportCases({ store, platform }: Keeping): void {
  platform.files.download(casesText(store), `${store.getState().document.pipeline.name}.tests.json`);
}

/** Opens a file of cases in the place of those that are here. */
export async function importCases({ store, platform }: Keeping): Promise<void> {
  const opened = await platform.files.open();
  if (opened === null) return;
  const { value, diagnostics } = parseTests(opened.text, opened.file.name);
  const problem = diagnostics.find((d) => d.severity === 'error') ?? diagnostics[0];
  if (problem) store.getState().notify(problem.message, { kind: 'error' });
  if (value) store.getState().setSimulation({ cases: value.cases, chosen: null, trial: null, testCase: {} });
}

/** Shows a case; null tries the pipeline without one. */
export function chooseCase(store: AppStore, name: string | null): void {
  const { cases, chosen, trial, testCase } = store.getState().simulation;
  if (name === chosen && trial === null && (chosen !== null || testCase.mocks === undefined)) return;
  store.getState().setSimulation({ chosen: name, trial: null, testCase: name === null ? (trial?.scratch ?? {}) : (cases[name] ?? {}) });
}

/** Makes a case of what is shown, expecting that it ends as it does now. */
export function addShownCase(store: AppStore): void {
  const { cases, testCase, trial, result } = store.getState().simulation;
  const status = result?.run?.status;
  const shown = result?.run?.oneCase ?? testCase;
  addCase(store, trial?.name ?? testCase.mocks ?? `Case ${Object.keys(cases).length + 1}`, { ...shown, ...(status === undefined || status === 'RUNNING' ? {} : { expect: { ...shown.expect, status } }) });
}

/** Adds a case and shows it; a name that is taken gets a number. */
export function addCase(store: AppStore, wanted: string, testCase: TestCase): void {
  const { cases } = store.getState().simulation;
  let name = wanted;
  for (let number = 2; Object.hasOwn(cases, name); number++) name = `${wanted} (${number})`;
  store.getState().setSimulation({ cases: { ...cases, [name]: testCase }, chosen: name, trial: null, testCase });
}

/** Gives the chosen case another name, at its place; names that are taken or empty change nothing. */
export function renameCase(store: AppStore, name: string): void {
  const { cases, chosen } = store.getState().simulation;
  if (chosen === null || name === '' || Object.hasOwn(cases, name)) return;
  store.getState().setSimulation({ cases: Object.fromEntries(Object.entries(cases).map(([n, c]) => [n === chosen ? name : n, c])), chosen: name });
}

export function removeCase(store: AppStore, name: string): void {
  const { cases, chosen } = store.getState().simulation;
  store.getState().setSimulation({ cases: Object.fromEntries(Object.entries(cases).filter(([n]) => n !== name)), ...(chosen === name ? { chosen: null, testCase: {} } : {}) });
}
