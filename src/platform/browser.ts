import { loadServiceModel } from '../core/catalog/load.ts';
import { createChaosClient, type ChaosWorker } from './chaosClient.ts';
import { createBrowserClipboard } from './clipboard.ts';
import { createCompilerClient, type CompileWorker } from './compilerClient.ts';
import { createBrowserFiles } from './files.ts';
import { drawId } from './ids.ts';
import { createSimulatorClient, type SimulateWorker } from './simulatorClient.ts';
import { createBrowserStorage } from './storage.ts';
import { createSessionMemory } from './tabMemory.ts';
import { createBrowserTabs } from './tabs.ts';
import type { Platform } from './types.ts';

/** The real browser. The only place where the product meets files, storage, clipboard, other tabs, workers, clock and chance. */
export function createBrowserPlatform(): Platform {
  return {
    files: createBrowserFiles(),
    storage: createBrowserStorage(),
    tabMemory: createSessionMemory(),
    clipboard: createBrowserClipboard(),
    compiler: createCompilerClient(() => startCore() as CompileWorker),
    simulator: createSimulatorClient(() => startCore() as SimulateWorker),
    chaos: createChaosClient(() => startCore() as ChaosWorker),
    models: { load: loadServiceModel },
    tabs: createBrowserTabs(),
    clock: { now: () => Date.now() },
    ids: { draw: drawId },
  };
}

/** One script for all threads: the simulator compiles before it runs, and the browser has that code already. */
function startCore(): Worker {
  return new Worker(new URL('./core.worker.ts', import.meta.url), { type: 'module' });
}
