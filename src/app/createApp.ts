import type { StoreApi } from 'zustand/vanilla';
import { makeCatalog } from '../core/catalog/load.ts';
import { createAppStore } from '../store/appStore.ts';
import { startCompiling } from '../store/compiling.ts';
import { emptyPipeline } from '../store/emptyPipeline.ts';
import { isDirty } from '../store/files/dirty.ts';
import { startAutosave } from '../store/files/drafts.ts';
import { createFileActions } from '../store/files/fileActions.ts';
import type { Connections } from '../store/connections.ts';
import { createQuestions } from '../store/questions.ts';
import type { App } from '../store/react.tsx';
import { createSignals } from '../store/signals.ts';
import { rememberView } from '../store/view.ts';
import { startLoadingModels } from '../store/modelLoading.ts';
import type { Platform } from '../platform/types.ts';
import { siteSamples } from './samples.ts';
import { pipelineFormat } from './format.ts';

/** Puts the parts together: store, files, autosave, compiler. Everything of the browser comes through `platform`. */
export async function createApp(platform: Platform, connections: StoreApi<Connections>): Promise<App> {
  const store = createAppStore(platform, { catalog: makeCatalog(new Map()), pipeline: emptyPipeline() });
  const questions = createQuestions();
  const files = createFileActions({ store, platform, format: pipelineFormat, ask: (q) => questions.getState().ask(q), samples: siteSamples });
  await rememberView(store, platform, window.innerWidth);
  files.watchTabs();
  startCompiling(store, platform);
  startLoadingModels(store, platform);
  const autosave = startAutosave(store, platform, pipelineFormat, files.baseOf);
  addEventListener('pagehide', () => void autosave.flush());
  void platform.storage.persistent.then((kept) => {
    // Where the browser keeps nothing there is no recovery: it asks before the tab closes on unsaved work.
    if (!kept) addEventListener('beforeunload', (e) => isDirty(store.getState()) && e.preventDefault());
  });
  return { store, platform, signals: createSignals(), files, questions, connections };
}
