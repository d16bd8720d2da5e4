import { createTabMemory } from './tabMemory.ts';
import type { CompileResult } from '../core/compile/types.ts';
import type { ServiceModel } from '../core/catalog/shape.ts';
import { createMemoryStorage } from './storage.ts';
import type { Compiler, FileHandle, Files, OpenedFile, Platform, TabMessage } from './types.ts';

/** What several tabs of one browser share: disk, storage, locks, messages. Two platforms of one world are two tabs. */
export interface MemoryWorld {
  /** The disk: text by file name. */
  readonly disk: Map<string, string>;
  readonly storage: Map<string, unknown>;
  readonly held: Set<string>;
  readonly ears: Set<{ readonly owner: object; readonly hear: (message: TabMessage) => void }>;
  readonly downloads: { readonly name: string; readonly text: string }[];
  /** What the person will answer, in order: the file opened next, the name saved under next; null cancels. */
  readonly picks: (string | null)[];
  now: number;
  /** The browser lets the page use the folder without asking. */
  folderAllowed: boolean;
  /** How many reasons there are to ask before a tab is left. */
  asking: number;
  /** How many ids were drawn. */
  drawn: number;
}

export function createMemoryWorld(): MemoryWorld {
  return { disk: new Map(), storage: new Map(), held: new Set(), ears: new Set(), downloads: [], picks: [], now: Date.UTC(2026, 0, 1), folderAllowed: true, asking: 0, drawn: 0 };
}

export interface MemoryPlatform extends Platform {
  /** Ends the tab: what it held is free again. */
  close(): void;
}

/** A platform for tests: everything of `Platform`, nothing of a browser. */
export function createMemoryPlatform(world: MemoryWorld = createMemoryWorld(), parts: Partial<Platform> = {}): MemoryPlatform {
  const owner = {};
  const held = new Set<string>();
  const queues = new Map<string, Promise<unknown>>();
  return {
    files: memoryFiles(world),
    storage: createMemoryStorage(world.storage),
    tabMemory: createTabMemory(new Map()),
    clipboard: memoryClipboard(),
    compiler: silentCompiler,
    simulator: { simulate: () => Promise.resolve(null), stop: () => undefined },
    chaos: { run: () => Promise.resolve(null), stop: () => undefined },
    models: { load: (service): Promise<ServiceModel> => Promise.reject(new Error(`no model of ${service}`)) },
    clock: { now: () => world.now },
    ids: { draw: () => `id-${++world.drawn}` },
    tabs: {
      hold(name) {
        held.add(name);
        world.held.add(name);
      },
      held: () => Promise.resolve(new Set(world.held)),
      exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
        const turn = (queues.get(name) ?? Promise.resolve()).then(work, work);
        queues.set(name, turn);
        return turn;
      },
      tell(message) {
        for (const ear of world.ears) if (ear.owner !== owner) ear.hear(message);
      },
      listen(hear) {
        const ear = { owner, hear };
        world.ears.add(ear);
        return () => world.ears.delete(ear);
      },
      askBeforeLeaving() {
        world.asking++;
        return () => void world.asking--;
      },
    },
    close() {
      for (const name of held) world.held.delete(name);
      for (const ear of world.ears) if (ear.owner === owner) world.ears.delete(ear);
    },
    ...parts,
  };
}

function memoryFiles(world: MemoryWorld): Files {
  const opened = (name: string): OpenedFile => ({ file: { name, handle: { name } }, text: world.disk.get(name) ?? '' });
  return {
    open: () => {
      const name = world.picks.shift() ?? null;
      return Promise.resolve(name === null ? null : opened(name));
    },
    dropped: () => {
      const name = world.picks.shift() ?? null;
      return Promise.resolve(name === null ? null : opened(name));
    },
    read: (file) => Promise.resolve(file.handle === null ? null : (world.disk.get(file.name) ?? null)),
    save: (text, suggestedName, file): Promise<FileHandle | null> => {
      const picked = file?.handle ? file.name : world.picks.length > 0 ? world.picks.shift() : suggestedName;
      if (picked === null || picked === undefined) return Promise.resolve(null);
      world.disk.set(picked, text);
      return Promise.resolve({ name: picked, handle: { name: picked } });
    },
    download: (text, name) => void world.downloads.push({ name, text }),
    folders: {
      // The disk is one folder.
      pick: () => Promise.resolve(world.picks.shift() === null ? null : { name: 'disk', handle: { name: 'disk' } }),
      holds: (_, file) => Promise.resolve(world.disk.has(file.name)),
      allowed(_, ask) {
        if (ask) world.folderAllowed = true;
        return Promise.resolve(world.folderAllowed);
      },
      read: (_, name) => Promise.resolve(world.disk.get(name) ?? null),
      write: (_, name, text) => Promise.resolve(void world.disk.set(name, text)),
    },
  };
}

function memoryClipboard(): Platform['clipboard'] {
  let kept = '';
  return {
    write: (text) => Promise.resolve(void (kept = text)),
    read: () => Promise.resolve(kept),
  };
}

/** Finds nothing wrong and makes nothing. */
const NOTHING: CompileResult = { diagnostics: [], artifacts: null };
const silentCompiler: Compiler = { compile: () => Promise.resolve(NOTHING), compileOnce: () => Promise.resolve(NOTHING) };
