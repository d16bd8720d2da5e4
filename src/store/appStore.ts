import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Catalog } from '../core/catalog/kind.ts';
import type { Edit, EditResult } from '../core/edit/types.ts';
import { allSteps } from '../core/model/scopes.ts';
import type { Pipeline, StepId } from '../core/model/pipeline.ts';
import type { Platform } from '../platform/types.ts';
import type { AppState, DocumentSlice, SelectionSlice } from './types.ts';
import { emptyPipeline } from './emptyPipeline.ts';
import { initialView } from './view.ts';

export type AppStore = StoreApi<AppState>;

/** Edits with the same `merge` key that follow each other within this time are one step of the history. */
const MERGE_MILLISECONDS = 1500;
const HISTORY_LIMIT = 500;

export interface StoreOptions {
  readonly catalog: Catalog;
  readonly pipeline?: Pipeline;
}

/**
 * The state of the whole application. Time and everything else of the browser come through `platform`, so that it runs in
 * a test. Compiling and loading of service models are started beside it (`startCompiling`, `startLoadingModels`).
 */
export function createAppStore(platform: Platform, options: StoreOptions): AppStore {
  let lastMerge: { readonly key: string; readonly at: number } | null = null;
  let nextNotice = 1;

  return createStore<AppState>()((set, get) => {
    const notice = (text: string, more: { readonly undoable?: boolean; readonly kind?: 'info' | 'error' } = {}): void => {
      const added = { id: nextNotice++, text, kind: more.kind ?? 'info', undoable: more.undoable ?? false } as const;
      set((s) => ({ notices: [...s.notices.filter((n) => n.text !== text).slice(-2), added] }));
    };
    const travel = (direction: 'past' | 'future'): void => {
      lastMerge = null;
      set((s) => {
        const { past, future, pipeline } = s.document;
        const entry = direction === 'past' ? past.at(-1) : future[0];
        if (!entry) return s;
        const here = { label: entry.label, pipeline };
        const document: DocumentSlice = {
          ...s.document,
          pipeline: entry.pipeline,
          past: direction === 'past' ? past.slice(0, -1) : [...past, here],
          future: direction === 'past' ? [here, ...future] : future.slice(1),
        };
        return { document, selection: survivingSelection(s.selection, entry.pipeline), notices: s.notices.filter((n) => !n.undoable) };
      });
    };

    return {
      document: { pipeline: options.pipeline ?? emptyPipeline(), past: [], future: [], source: { from: 'new' }, saved: null, openProblems: [], loads: 0 },
      selection: NOTHING_SELECTED,
      view: initialView(),
      compiled: { of: null, result: null, good: null, busy: false, catalog: options.catalog },
      notices: [],

      edit(label: string, edit: Edit, merge?: string): EditResult {
        const { document } = get();
        const result = edit(document.pipeline);
        if (!result.ok) {
          notice(result.reason, { kind: 'error' });
          return result;
        }
        if (result.pipeline === document.pipeline) return result;
        const now = platform.clock.now();
        const joins = merge !== undefined && lastMerge?.key === merge && now - lastMerge.at < MERGE_MILLISECONDS && document.past.length > 0;
        lastMerge = merge === undefined ? null : { key: merge, at: now };
        set((s) => ({
          document: {
            ...s.document,
            pipeline: result.pipeline,
            past: joins ? s.document.past : [...s.document.past.slice(-HISTORY_LIMIT + 1), { label, pipeline: document.pipeline }],
            future: [],
          },
          selection: survivingSelection(s.selection, result.pipeline),
          notices: s.notices.filter((n) => !n.undoable),
        }));
        return result;
      },
      undo: () => travel('past'),
      redo: () => travel('future'),

      load(pipeline, source) {
        lastMerge = null;
        const intact = source.from === 'file' && source.intact;
        const openProblems = source.from === 'file' ? source.problems : [];
        const environments = Object.keys(pipeline.environments ?? {});
        set((s) => ({
          document: { pipeline, past: [], future: [], source, saved: intact ? pipeline : null, openProblems, loads: s.document.loads + 1 },
          compiled: { ...s.compiled, of: null, result: null, good: null },
          selection: NOTHING_SELECTED,
          view: { ...s.view, start: false, folded: [], phaseFilter: null, language: null, environment: environments[0] ?? null },
          notices: [],
        }));
      },
      markSaved(file) {
        set((s) => ({
          document: { ...s.document, saved: s.document.pipeline, ...(file ? { source: { from: 'file', file, intact: true, problems: [] } } : {}) },
        }));
      },

      select(steps, field = null) {
        set((s) => ({ selection: { ...s.selection, steps: sameList(s.selection.steps, steps) ? s.selection.steps : steps, edges: [], field } }));
      },
      selectEdges(edges) {
        set((s) => ({ selection: { ...s.selection, steps: edges.length === 0 ? s.selection.steps : [], edges, field: null } }));
      },
      selectParameter(name, environment = null) {
        set((s) => ({
          selection: { ...s.selection, parameter: name === null ? null : { name, environment } },
          ...(name === null ? {} : { view: { ...s.view, dock: { ...s.view.dock, tab: 'parameters', open: true } } }),
        }));
      },
      enter(path) {
        set((s) => ({ selection: { ...s.selection, steps: path.length < s.selection.scope.length ? s.selection.scope.slice(path.length, path.length + 1) : [], edges: [], field: null, scope: path } }));
      },
      setView(change) {
        set((s) => ({ view: { ...s.view, ...change } }));
      },
      notify: notice,
      dismiss(id) {
        set((s) => ({ notices: s.notices.filter((n) => n.id !== id) }));
      },
    };
  });
}

const NOTHING_SELECTED: SelectionSlice = { steps: [], edges: [], field: null, parameter: null, scope: [] };

/** What is still there after the document changed. */
function survivingSelection(selection: SelectionSlice, pipeline: Pipeline): SelectionSlice {
  const steps = allSteps(pipeline);
  const there = (id: StepId): boolean => steps.has(id);
  const gone = selection.scope.findIndex((id) => !there(id));
  const scope = gone < 0 ? selection.scope : selection.scope.slice(0, gone);
  if (scope === selection.scope && selection.steps.every(there)) return selection;
  return { ...selection, scope, steps: selection.steps.filter(there) };
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}
