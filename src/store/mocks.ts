import { definitionOf } from '../core/compile/types.ts';
import { hasErrors } from '../core/diagnostic/diagnostic.ts';
import { parseMocks, serializeMocks } from '../core/file/mocksFile.ts';
import { besideName } from '../core/model/besideName.ts';
import { fileStem } from '../core/model/fileStem.ts';
import { meantStates, statesOfSteps } from '../core/rehearse/meant.ts';
import { shownMocks } from '../core/rehearse/shownMocks.ts';
import type { AppStore } from './appStore.ts';
import { identityOf } from './files/identity.ts';
import type { App } from './react.tsx';
import type { OpenedMocks } from './types.ts';

type Mocking = Pick<App, 'store' | 'platform'>;

/** What the browser keeps: the file as it was opened, with the document. */
type Kept = Pick<OpenedMocks, 'name' | 'text'>;
const keyOf = (id: string): string => `mocks:${id}`;

/** Opens a `MockConfigFile.json` of AWS Step Functions Local; what was opened before is forgotten. */
export async function openMocks({ store, platform }: Mocking): Promise<void> {
  try {
    const opened = await platform.files.open();
    if (opened === null) return;
    const mocks = read({ name: opened.file.name, text: opened.text });
    store.getState().setSimulation({ mocks });
    await platform.storage.set(keyOf(await identityOf(platform, store.getState().document.source)), { name: mocks.name, text: mocks.text } satisfies Kept);
  } catch (error) {
    store.getState().notify(`The mock file was not opened: ${error instanceof Error ? error.message : String(error)}`, { kind: 'error' });
  }
}

/** Takes up the mock file that was opened for the document before. */
export async function openKeptMocks({ store, platform }: Mocking): Promise<void> {
  const { document, simulation } = store.getState();
  if (simulation.mocks !== null) return;
  const kept = await identityOf(platform, document.source).then((id) => platform.storage.get<Kept>(keyOf(id))).catch(() => undefined);
  if (kept !== undefined && store.getState().document.loads === document.loads) store.getState().setSimulation({ mocks: read(kept) });
}

/** Forgets the mock file; what ran with it runs without. */
export async function closeMocks({ store, platform }: Mocking): Promise<void> {
  const { chosen, testCase } = store.getState().simulation;
  store.getState().setSimulation({ mocks: null, ...(chosen === null && testCase.mocks !== undefined ? { testCase: {} } : {}) });
  await identityOf(platform, store.getState().document.source).then((id) => platform.storage.remove(keyOf(id))).catch(() => undefined);
}

/** Runs a test case of the mock file. */
export function runMocked(store: AppStore, name: string): void {
  store.getState().setSimulation({ chosen: null, trial: null, testCase: { mocks: name } });
}

/** Downloads `<name>.mocks.json` with what is shown: the pinned answers and the faults, as they came out. */
export function exportMocks({ store, platform }: Mocking): void {
  const { document: { pipeline, source }, simulation, compiled } = store.getState();
  const { run } = simulation.result ?? {};
  if (!run || compiled.good === null) return;
  const definition = definitionOf(compiled.good);
  const meant = meantStates(pipeline, statesOfSteps(compiled.good.sourceMap, definition), definition);
  const mocks = shownMocks(pipeline.name, simulation.chosen ?? simulation.trial?.name ?? simulation.testCase.mocks ?? 'Shown', simulation.testCase, run.timeline, meant, simulation.mocks?.file ?? null);
  platform.files.download(serializeMocks(mocks), besideName(source.from === 'file' ? source.file.name : fileStem(pipeline.name), 'mocks'));
}

function read({ name, text }: Kept): OpenedMocks {
  const { value, diagnostics } = parseMocks(text, name);
  return { name, text, file: hasErrors(diagnostics) ? null : value, diagnostics };
}
