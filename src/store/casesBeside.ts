import type { StoreApi } from 'zustand/vanilla';
import { hasErrors } from '../core/diagnostic/diagnostic.ts';
import { parseTests, serializeTests } from '../core/file/testsFile.ts';
import { besideName } from '../core/model/besideName.ts';
import type { TestsFile } from '../core/model/testCases.ts';
import type { FileHandle, FolderHandle, Platform } from '../platform/types.ts';
import type { AppStore } from './appStore.ts';
import { identityOf } from './files/identity.ts';
import type { Questions } from './questions.ts';
import type { Beside } from './types.ts';

export interface Keeping {
  readonly store: AppStore;
  readonly platform: Platform;
  readonly questions: StoreApi<Questions>;
}

/** What the browser keeps of it, by the document's identity. */
type Kept = Pick<Beside, 'folder' | 'base'>;
const keyOf = (id: string): string => `beside:${id}`;

/** The file that the cases could be kept beside: where the browser gives folders, and the pipeline is in a file of one. */
export function besideWhich(app: Pick<Keeping, 'store' | 'platform'>): FileHandle | null {
  const { source } = app.store.getState().document;
  return app.platform.files.folders !== null && source.from === 'file' && source.file.handle !== null ? source.file : null;
}

/** Keeps the cases in `<name>.tests.json` beside the pipeline's file from now on: asks once for its folder. Must be called from a click. */
export async function keepBeside(app: Keeping): Promise<void> {
  const { store, platform } = app;
  const { folders } = platform.files;
  const file = besideWhich(app);
  if (folders === null || file === null) return;
  await guarded(store, async () => {
    const folder = await folders.pick(file);
    if (folder === null) return;
    if (!(await folders.holds(folder, file))) return store.getState().notify(`${file.name} does not lie in ${folder.name}. Choose the folder that it lies in.`, { kind: 'error' });
    await settle(app, { folder, name: besideName(file.name, 'tests'), allowed: await folders.allowed(folder, true), base: null });
    await syncBeside(app);
  });
}

/** Asks for the permission that the browser wants anew after a while. Must be called from a click. */
export async function allowBeside(app: Keeping): Promise<void> {
  const { store, platform } = app;
  await guarded(store, async () => {
    const { beside } = store.getState().simulation;
    if (beside === null || platform.files.folders === null) return;
    const allowed = await platform.files.folders.allowed(beside.folder, true);
    store.getState().setSimulation({ beside: { ...beside, allowed } });
    await syncBeside(app);
  });
}

/** Keeps the cases in the browser only; the file stays as it is. */
export async function leaveBeside({ store, platform }: Keeping): Promise<void> {
  store.getState().setSimulation({ beside: null });
  await guarded(store, async () => platform.storage.remove(keyOf(await identityOf(platform, store.getState().document.source))));
}

/** Finds the folder that was given for a document before. */
export async function openBeside({ store, platform }: Keeping, id: string, file: FileHandle): Promise<void> {
  const { loads } = store.getState().document;
  const kept = await platform.storage.get<Kept>(keyOf(id));
  const { folders } = platform.files;
  if (kept === undefined || folders === null) return;
  const allowed = await folders.allowed(kept.folder, false);
  if (store.getState().document.loads === loads) store.getState().setSimulation({ beside: { ...kept, name: besideName(file.name, 'tests'), allowed } });
}

/** The document is another file now: its cases lie beside that one, if it is in the folder that was given. */
export async function carryBeside({ store, platform }: Pick<Keeping, 'store' | 'platform'>, { from, to }: { readonly from: string; readonly to: string }, file: FileHandle): Promise<void> {
  const { folders } = platform.files;
  const kept = await platform.storage.get<Kept>(keyOf(from));
  const folder: FolderHandle | undefined = store.getState().simulation.beside?.folder ?? kept?.folder;
  const carried = folders !== null && folder !== undefined && (await folders.allowed(folder, false)) && (await folders.holds(folder, file));
  const beside = carried ? { folder, name: besideName(file.name, 'tests'), allowed: true, base: null } : null;
  if (beside) await platform.storage.set(keyOf(to), { folder: beside.folder, base: null } satisfies Kept);
  store.getState().setSimulation({ beside });
}

/** Stores that a question is open of: it is asked once, however many changes come meanwhile. */
const asking = new WeakSet<AppStore>();

/**
 * Makes the cases and the file beside the pipeline one: what changed on one side goes to the other. Where both changed, or the file
 * cannot be read, a person is asked; nothing is overwritten without that.
 */
export async function syncBeside(app: Keeping): Promise<void> {
  const { store, platform } = app;
  await guarded(store, async () => {
    const { beside } = store.getState().simulation;
    if (beside?.allowed !== true || asking.has(store)) return;
    const conflict = await platform.tabs.exclusively(`beside:${beside.name}`, () => reconcile(app));
    if (conflict !== null) await ask(app, conflict);
  });
}

interface Conflict {
  readonly text: string;
  /** Null where it cannot be read whole. */
  readonly file: TestsFile | null;
  readonly problem: string | undefined;
}

async function reconcile(app: Keeping): Promise<Conflict | null> {
  const { beside, cases } = app.store.getState().simulation;
  const { folders } = app.platform.files;
  if (beside === null || folders === null) return null;
  const { folder, name, base } = beside;
  const text = await folders.read(folder, name);
  const { file, problem } = text === null ? { file: EMPTY, problem: undefined } : readWhole(text, name);
  if (file !== null && same(file.cases, cases)) {
    if (text !== base) await settle(app, { ...beside, base: text });
    return null;
  }
  if (text === base || text === null) return write(app, beside, file ?? EMPTY);
  const before = base === null ? EMPTY.cases : readWhole(base, name).file?.cases;
  if (file !== null && before !== undefined && same(before, cases)) return take(app, beside, text, file);
  return { text, file, problem };
}

async function ask(app: Keeping, { text, file, problem }: Conflict): Promise<void> {
  const { store, questions } = app;
  const { beside } = store.getState().simulation;
  if (beside === null) return;
  asking.add(store);
  const choice = await questions.getState().ask({
    title: file === null ? `${beside.name} cannot be read` : `${beside.name} has changed outside`,
    text: file === null ? `${problem ?? 'It holds no test cases.'} It is left as it is unless you overwrite it.` : 'Another program changed the test cases after they were read here. Which of the two are kept?',
    choices: [...(file === null ? [] : [{ id: 'take', label: 'Take those of the file', kind: 'primary' as const }]), { id: 'overwrite', label: 'Overwrite the file', kind: 'danger' }, { id: 'leave', label: 'Keep mine in the browser only' }],
  }).finally(() => asking.delete(store));
  if (choice === 'take' && file !== null) await take(app, beside, text, file);
  if (choice === 'overwrite') await write(app, beside, file ?? EMPTY);
  if (choice === 'leave') await leaveBeside(app);
}

/** Writes the cases into the file; what else it says stays. */
async function write(app: Keeping, beside: Beside, file: TestsFile): Promise<null> {
  const text = serializeTests({ ...file, cases: app.store.getState().simulation.cases });
  await app.platform.files.folders?.write(beside.folder, beside.name, text);
  await settle(app, { ...beside, base: text });
  return null;
}

async function take(app: Keeping, beside: Beside, text: string, { cases }: TestsFile): Promise<null> {
  await settle(app, { ...beside, base: text });
  const { simulation: { chosen, testCase }, setSimulation } = app.store.getState();
  const shown = chosen === null ? { testCase } : cases[chosen] === undefined ? { chosen: null, testCase: {} } : { testCase: cases[chosen] };
  setSimulation({ cases, ...shown });
  return null;
}

async function settle({ store, platform }: Keeping, beside: Beside): Promise<void> {
  store.getState().setSimulation({ beside });
  const { folder, base } = beside;
  await platform.storage.set(keyOf(await identityOf(platform, store.getState().document.source)), { folder, base } satisfies Kept);
}

const EMPTY: TestsFile = { format: 'cauce-tests/1', cases: {} };

function readWhole(text: string, name: string): { readonly file: TestsFile | null; readonly problem: string | undefined } {
  const { value, diagnostics } = parseTests(text, name);
  return hasErrors(diagnostics) ? { file: null, problem: diagnostics.find((d) => d.severity === 'error')?.message } : { file: value, problem: undefined };
}

function same(a: TestsFile['cases'], b: TestsFile['cases']): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function guarded(store: AppStore, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    store.getState().notify(`The test cases could not be kept beside the file: ${error instanceof Error ? error.message : String(error)}`, { kind: 'error' });
  }
}
