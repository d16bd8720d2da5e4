import { parseTests, serializeTests } from '../core/file/testsFile.ts';
import type { TestsFile } from '../core/model/testCases.ts';
import type { FileHandle } from '../platform/types.ts';
import type { AppStore } from './appStore.ts';
import { carryBeside, openBeside, syncBeside, type Keeping } from './casesBeside.ts';
import { identityOf } from './files/identity.ts';
import { isSameFile } from './files/recents.ts';
import type { DocumentSource } from './types.ts';

const keyOf = (id: string): string => `cases:${id}`;

/** Takes up the cases that this browser keeps of the document, and those of the file beside it, once for each document. */
export async function openCases(app: Keeping): Promise<void> {
  const { store, platform } = app;
  const { document, simulation } = store.getState();
  const stillOpen = (): boolean => store.getState().document.loads === document.loads;
  if (Object.keys(simulation.cases).length === 0) {
    const text = await kept(app).catch(() => undefined);
    if (!stillOpen()) return;
    const value = text === undefined ? null : parseTests(text).value;
    if (value) store.getState().setSimulation({ cases: value.cases });
  }
  if (document.source.from !== 'file') return;
  if (simulation.beside === null) await openBeside(app, await identityOf(platform, document.source), document.source.file).catch(() => undefined);
  if (stillOpen()) await syncBeside(app);
}

/** What the browser keeps of the document. Cases were once kept by the pipeline's name: the first document of that name takes these over. */
async function kept({ store, platform: { storage, tabs }, platform }: Keeping): Promise<string | undefined> {
  const { pipeline, source } = store.getState().document;
  const id = await identityOf(platform, source);
  const own = await storage.get<string>(keyOf(id));
  // A pipeline that was just begun had no cases before.
  if (own !== undefined || source.from === 'new') return own;
  const byName = `tests:${pipeline.name}`;
  return tabs.exclusively(byName, async () => {
    const old = await storage.get<string>(byName);
    if (old === undefined) return undefined;
    await storage.set(keyOf(id), old);
    await storage.remove(byName);
    return old;
  });
}

/** Keeps the cases: in the browser, and beside the file where a person wants that. */
export async function keepCases(app: Keeping): Promise<void> {
  const { store, platform } = app;
  const text = casesText(store);
  try {
    await platform.storage.set(keyOf(await identityOf(platform, store.getState().document.source)), text);
  } catch {
    store.getState().notify('The test cases cannot be kept in this browser. Export them to a file.', { kind: 'error' });
  }
  await syncBeside(app);
}

/**
 * A document was saved as another file: its cases go with it. Those of a document that was in no file move; a file or a sample keeps
 * its own too. Cases that the browser keeps of the file that was overwritten stay where their names are free.
 */
export async function casesFollow(app: Pick<Keeping, 'store' | 'platform'>, before: DocumentSource, file: FileHandle): Promise<void> {
  const { store, platform } = app;
  const { storage } = platform;
  try {
    if (before.from === 'file' && (await isSameFile(before.file, file))) return;
    const [from, to] = [await identityOf(platform, before), await identityOf(platform, { from: 'file', file, intact: true, problems: [] })];
    const [ours, theirs] = await Promise.all([storage.get<string>(keyOf(from)), storage.get<string>(keyOf(to))]);
    if (ours !== undefined) {
      const cases = { ...casesIn(theirs), ...casesIn(ours) };
      await storage.set(keyOf(to), serializeTests({ format: 'cauce-tests/1', cases }));
      if (Object.keys(store.getState().simulation.cases).length > 0) store.getState().setSimulation({ cases: { ...cases, ...store.getState().simulation.cases } });
      if (before.from === 'new') await storage.remove(keyOf(from));
    }
    const mocks = await storage.get(`mocks:${from}`);
    if (mocks !== undefined) await storage.set(`mocks:${to}`, mocks);
    await carryBeside(app, { from, to }, file);
  } catch {
    store.getState().notify('The test cases could not be moved along in this browser. Export them to a file.', { kind: 'error' });
  }
}

function casesIn(text: string | undefined): TestsFile['cases'] {
  return (text === undefined ? null : parseTests(text).value)?.cases ?? {};
}

/** The text of a file of the document's cases. */
export function casesText(store: AppStore): string {
  return serializeTests({ format: 'cauce-tests/1', cases: store.getState().simulation.cases });
}
