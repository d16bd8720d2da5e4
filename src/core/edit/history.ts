import type { Pipeline } from '../model/pipeline.ts';

/** One edit that can be undone (in `past`: the document before it) or redone (in `future`: the document after it). */
export interface HistoryEntry {
  readonly label: string;
  readonly pipeline: Pipeline;
  /** Consecutive edits with the same key are one: typing in a field, dragging a step. */
  readonly key?: string;
}
export interface History {
  /** Oldest first. */
  readonly past: readonly HistoryEntry[];
  readonly present: Pipeline;
  /** Next first. */
  readonly future: readonly HistoryEntry[];
}

export const MAX_HISTORY = 500;

export function newHistory(present: Pipeline): History {
  return { past: [], present, future: [] };
}

/** The document after an edit. Nothing is recorded when it is the document that was there. */
export function record(history: History, label: string, pipeline: Pipeline, key?: string): History {
  if (pipeline === history.present) return history;
  const last = history.past.at(-1);
  if (key !== undefined && last?.key === key && history.future.length === 0) return { past: history.past, present: pipeline, future: [] };
  const entry: HistoryEntry = { label, pipeline: history.present, ...(key === undefined ? {} : { key }) };
  return { past: [...history.past, entry].slice(-MAX_HISTORY), present: pipeline, future: [] };
}

/** Ends coalescing: the next edit is one of its own (a field was left, a drag ended). */
export function seal(history: History): History {
  const last = history.past.at(-1);
  if (last?.key === undefined) return history;
  return { ...history, past: [...history.past.slice(0, -1), { label: last.label, pipeline: last.pipeline }] };
}

export function undo(history: History): History {
  const last = history.past.at(-1);
  if (!last) return history;
  return { past: history.past.slice(0, -1), present: last.pipeline, future: [{ label: last.label, pipeline: history.present }, ...history.future] };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, { label: next.label, pipeline: history.present }], present: next.pipeline, future };
}
