import type { FileHandle } from '../platform/types.ts';
import { abandonedDrafts } from './files/drafts.ts';
import { identityOf } from './files/identity.ts';
import { listRecents } from './files/recents.ts';
import { keptWatching, type KeptWatching } from './keptWatching.ts';
import { openCarried } from './openCarried.ts';
import { ranDrawing, readRan } from './ranDrawing.ts';
import type { App } from './react.tsx';
import { sessionFor, showWatched, watch, watchedOf } from './watching.ts';

/** Goes on with what was watched before a reload: at once where the tab is still signed in, else after the sign-in. */
export async function watchAgain(app: App): Promise<void> {
  const kept = keptWatching(app.platform);
  if (kept === undefined) return;
  const { connections, store } = app;
  await connections.getState().load();
  const shown = kept.runs.find((r) => r.arn === kept.shown);
  if (shown && connections.getState().session === null && connections.getState().phase === 'signed-out') connections.getState().choose(shown.connection);
  for (const { arn, name, connection } of kept.runs) watch(app, arn, name, connection);
  if (!shown) return;
  const comeBack = async (): Promise<void> => {
    if (!watchedOf(app, shown.arn)) return;
    const { view, document } = store.getState();
    // Who opened something else meanwhile has that before them.
    const open = view.start ? await reopen(app, kept, shown.arn) : (await identityOf(app.platform, document.source)) === kept.document;
    if (open) showWatched(app, shown.arn);
  };
  if (sessionFor(app, shown.arn) !== undefined) return comeBack();
  const forget = connections.subscribe(() => {
    if (sessionFor(app, shown.arn) === undefined) return;
    forget();
    void comeBack();
  });
}

/** Opens the drawing again: with the changes that this tab had not saved, else as the file or sample that it was, else as the execution carries it. */
async function reopen(app: App, { document }: KeptWatching, arn: string): Promise<boolean> {
  const { files, platform, store } = app;
  for (const draft of await abandonedDrafts(platform)) {
    const id = draft.id ?? (draft.file && (await identityOfFile(app, draft.file)));
    if (id !== document) continue;
    await files.recover(draft);
    return !store.getState().view.start;
  }
  for (const recent of await listRecents(platform)) {
    // The browser may want to ask the person first, which only a click may bring about.
    if ((await identityOfFile(app, recent.file)) !== document || (await platform.files.read(recent.file).catch(() => null)) === null) continue;
    await files.openRecent(recent);
    return !store.getState().view.start;
  }
  const sample = /^sample:(.+)$/.exec(document)?.[1];
  if (sample !== undefined) {
    await files.openSample(sample);
    return !store.getState().view.start;
  }
  return openRanDrawing(app, arn);
}

function identityOfFile({ platform }: App, file: FileHandle): Promise<string> {
  return identityOf(platform, { from: 'file', file, intact: true, problems: [] });
}

/** Opens the drawing that an execution ran, in the environment that it was deployed for; false where it carries none. */
export async function openRanDrawing(app: App, arn: string): Promise<boolean> {
  const session = sessionFor(app, arn);
  if (session === undefined) return false;
  const { document } = app.store.getState();
  const carried = watchedOf(app, arn)?.drawing?.carried ?? (await ranDrawing(readRan(session.stepFunctions, arn), { pipeline: document.pipeline, environment: null }, app.platform.compiler)).carried;
  return carried !== undefined && openCarried(app, carried, carried.name);
}
