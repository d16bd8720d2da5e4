import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Catalog } from '../core/catalog/kind.ts';
import { record, redo, seal, undo, type History } from '../core/edit/history.ts';
import type { Edit, EditResult } from '../core/edit/types.ts';
import { edgesOf } from '../core/model/edges.ts';
import { allSteps } from '../core/model/scopes.ts';
import type { Pipeline, StepId } from '../core/model/pipeline.ts';
import type { Platform } from '../platform/types.ts';
import type { AppState, DocumentSlice, SelectionSlice, SimulationSlice } from './types.ts';
import { emptyPipeline } from './emptyPipeline.ts';
import { initialView } from './view.ts';

export type AppStore = StoreApi<AppState>;

/** After a pause this long an edit is a step of the history of its own, whatever its `merge` key. */
const MERGE_MILLISECONDS = 1500;

export interface StoreOptions {
  readonly catalog: Catalog;
  readonly pipeline?: Pipeline;
}

/**
 * The state of the whole application. Time and everything else of the browser come through `platform`, so that it runs in
 * a test. Compiling and loading of service models are started beside it (`startCompiling`, `startLoadingModels`).
 */
export function createAppStore(platform: Platform, options: StoreOptions): AppStore {
  let lastEdit = 0;
  let nextNotice = 1;

  return createStore<AppState>()((set, get) => {
    const notice = (text: string, more: { readonly undoable?: boolean; readonly kind?: 'info' | 'error' } = {}): void => {
      const added = { id: nextNotice++, text, kind: more.kind ?? 'info', undoable: more.undoable ?? false } as const;
      set((s) => ({ notices: [...s.notices.filter((n) => n.text !== text).slice(-2), added] }));
    };
    const travel = (move: (history: History) => History): void => {
      set((s) => {
        const before = historyOf(s.document);
        const after = move(before);
        if (after === before) return s;
        return { document: withHistory(s.document, after), selection: survivingSelection(s.selection, after.present), notices: s.notices.filter((n) => !n.undoable) };
      });
    };

    return {
      document: { pipeline: options.pipeline ?? emptyPipeline(), past: [], future: [], source: { from: 'new' }, saved: null, savedAt: null, openProblems: [], loads: 0 },
      selection: NOTHING_SELECTED,
      view: initialView(),
      compiled: { of: null, result: null, good: null, schedules: [], busy: false, catalog: options.catalog },
      simulation: NO_SIMULATION,
      prices: { format: 'cauce-prices/1', instances: {} },
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
        const pause = now - lastEdit >= MERGE_MILLISECONDS;
        lastEdit = now;
        set((s) => {
          const history = pause ? seal(historyOf(s.document)) : historyOf(s.document);
          return {
            document: withHistory(s.document, record(history, label, result.pipeline, merge)),
            selection: survivingSelection(s.selection, result.pipeline),
            notices: s.notices.filter((n) => !n.undoable),
          };
        });
        return result;
      },
      undo: () => travel(undo),
      redo: () => travel(redo),

      load(pipeline, source) {
        const intact = source.from === 'file' && source.intact;
        const openProblems = source.from === 'file' ? source.problems : [];
        const environments = Object.keys(pipeline.environments ?? {});
        set((s) => ({
          document: { pipeline, past: [], future: [], source, saved: intact ? pipeline : null, savedAt: null, openProblems, loads: s.document.loads + 1 },
          compiled: { ...s.compiled, of: null, result: null, good: null, schedules: [] },
          selection: NOTHING_SELECTED,
          simulation: NO_SIMULATION,
          view: { ...s.view, start: false, folded: [], phaseFilter: null, plan: false, language: null, environment: environments[0] ?? null, dockRests: source.from !== 'new' && openProblems.length === 0 && s.view.dock.tab === 'problems' && !s.view.dock.maximised },
          notices: [],
        }));
      },
      markSaved(file) {
        set((s) => ({
          document: { ...s.document, saved: s.document.pipeline, savedAt: platform.clock.now(), ...(file ? { source: { from: 'file', file, intact: true, problems: [] } } : {}) },
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
          ...(name === null ? {} : { view: { ...s.view, dock: { ...s.view.dock, tab: 'parameters', open: true }, dockRests: false } }),
        }));
      },
      enter(path) {
        set((s) => ({ selection: { ...s.selection, steps: path.length < s.selection.scope.length ? s.selection.scope.slice(path.length, path.length + 1) : [], edges: [], field: null, scope: path } }));
      },
      setView(change) {
        set((s) => ({ view: { ...s.view, ...(change.dock ? { dockRests: false } : {}), ...change } }));
      },
      setSimulation(change) {
        set((s) => ({ simulation: { ...s.simulation, ...change } }));
      },
      setPrices(prices) {
        set({ prices });
      },
      notify: notice,
      dismiss(id) {
        set((s) => ({ notices: s.notices.filter((n) => n.id !== id) }));
      },
    };
  });
}

const NOTHING_SELECTED: SelectionSlice = { steps: [], edges: [], field: null, parameter: null, scope: [] };
const NO_SIMULATION: SimulationSlice = { on: false, busy: false, live: null, result: null, of: null, testCase: {}, cases: {}, chosen: null, beside: null, mocks: null, chaos: null, trial: null, redrive: null, measured: null, shown: 'timeline', pricing: null, showsCoverage: false, at: 0, playing: false, statuses: null };

function historyOf({ past, pipeline, future }: DocumentSlice): History {
  return { past, present: pipeline, future };
}
function withHistory(document: DocumentSlice, { past, present, future }: History): DocumentSlice {
  return { ...document, past, pipeline: present, future };
}

/** What is still there after the document changed. */
function survivingSelection(selection: SelectionSlice, pipeline: Pipeline): SelectionSlice {
  const steps = allSteps(pipeline);
  const there = (id: StepId): boolean => steps.has(id);
  const gone = selection.scope.findIndex((id) => !there(id));
  const scope = gone < 0 ? selection.scope : selection.scope.slice(0, gone);
  const left = selection.edges.length === 0 ? null : new Set(edgesOf(pipeline).map((e) => e.id));
  const edges = left === null || selection.edges.every((e) => left.has(e)) ? selection.edges : selection.edges.filter((e) => left?.has(e));
  if (scope === selection.scope && edges === selection.edges && selection.steps.every(there)) return selection;
  return { ...selection, scope, steps: selection.steps.filter(there), edges };
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}
