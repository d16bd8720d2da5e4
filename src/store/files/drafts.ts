import type { StoreApi } from 'zustand/vanilla';
import type { FileHandle, Platform } from '../../platform/types.ts';
import type { AppState } from '../types.ts';
import { isDirty } from './dirty.ts';
import type { PipelineFormat } from './format.ts';
import { identityOf } from './identity.ts';

/** Unsaved work of one tab, kept in the browser until it is saved, thrown away, or recovered in another tab. */
export interface Draft {
  readonly tab: string;
  readonly name: string;
  readonly text: string;
  readonly at: number;
  /** The file that the work belongs to; null for a pipeline that has none, or whose file may not be overwritten. */
  readonly file: FileHandle | null;
  /** What a document without a file is called by (`identity.ts`), so that what is kept of it is found again. */
  readonly id?: string;
  /** What that file held when it was last read or saved. */
  readonly base: string | null;
}
const PREFIX = 'draft:';
/** Long enough not to write at every key, short enough that a crash costs one sentence. */
const PAUSE_MS = 800;

export interface Autosave {
  /** Writes now what is waiting: before the tab closes. */
  flush(): Promise<void>;
  stop(): void;
}

/**
 * Keeps the document of this tab in the browser's storage whenever it differs from what is saved. Every tab has a draft of
 * its own, so that two tabs never overwrite each other's; the name is held while the tab lives, which tells the drafts of
 * living tabs from those that a crash or a closed tab left.
 */
export function startAutosave(store: StoreApi<AppState>, platform: Platform, format: PipelineFormat, baseOf: (file: FileHandle) => string | null): Autosave {
  const tab = platform.ids.draw();
  const key = PREFIX + tab;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept: unknown = null;
  let failed = false;

  const write = async (): Promise<void> => {
    timer = undefined;
    const { pipeline, source } = store.getState().document;
    const clean = !isDirty(store.getState());
    try {
      if (clean) await platform.storage.remove(key);
      else if (kept !== pipeline) {
        const file = source.from === 'file' && source.intact ? source.file : null;
        const id = file ? {} : { id: await identityOf(platform, source) };
        await platform.storage.set(key, { ...id, tab, name: pipeline.name, text: format.serialize(pipeline), at: platform.clock.now(), file, base: file && baseOf(file) } satisfies Draft);
      }
      kept = clean ? null : pipeline;
      failed = false;
    } catch (error) {
      if (!failed) store.getState().notify(`Unsaved work cannot be kept in this browser (${reasonOf(error)}). Save it to a file.`, { kind: 'error' });
      failed = true;
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), PAUSE_MS);
  };

  platform.tabs.hold(key);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.document !== before.document) later();
  });
  return {
    async flush() {
      if (timer === undefined) return;
      clearTimeout(timer);
      await write();
    },
    stop() {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

/** Drafts that no living tab holds, newest first. Where the browser cannot tell, all of them. */
export async function abandonedDrafts(platform: Platform): Promise<readonly Draft[]> {
  const [keys, held] = await Promise.all([platform.storage.keys(), platform.tabs.held()]);
  const abandoned = keys.filter((k) => k.startsWith(PREFIX) && !held?.has(k));
  const drafts = await Promise.all(abandoned.map((k) => platform.storage.get<Draft>(k)));
  return drafts.filter((d): d is Draft => d !== undefined).sort((a, b) => b.at - a.at);
}

export async function discardDraft(platform: Platform, draft: Draft): Promise<void> {
  await platform.storage.remove(PREFIX + draft.tab);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
