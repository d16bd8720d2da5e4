import { loadServiceModel } from '../core/catalog/load.ts';
import { createBrowserClipboard } from './clipboard.ts';
import { createCompilerClient, type CompileWorker } from './compilerClient.ts';
import { createBrowserFiles } from './files.ts';
import { drawId } from './ids.ts';
import { createBrowserStorage } from './storage.ts';
import { createBrowserTabs } from './tabs.ts';
import type { Platform } from './types.ts';

/** The real browser. The only place where the product meets files, storage, clipboard, other tabs, workers, clock and chance. */
export function createBrowserPlatform(): Platform {
  return {
    files: createBrowserFiles(),
    storage: createBrowserStorage(),
    clipboard: createBrowserClipboard(),
    compiler: createCompilerClient(() => new Worker(new URL('./compile.worker.ts', import.meta.url), { type: 'module' }) as CompileWorker),
    models: { load: loadServiceModel },
    tabs: createBrowserTabs(),
    clock: { now: () => Date.now() },
    ids: { draw: drawId },
  };
}
