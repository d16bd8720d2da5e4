import type { Json } from '../core/base/json.ts';
import { sharing } from '../core/base/sharing.ts';
import type { ScopeSchedule } from '../core/compile/schedule/told.ts';
import type { Platform } from '../platform/types.ts';
import type { AppStore } from './appStore.ts';
import type { AppState } from './types.ts';

/**
 * Keeps `compiled` current: every change of the pipeline or the language starts a compilation in the next
 * turn; several changes in one turn are one. The newest wins: an older one that still runs resolves with null.
 */
export function startCompiling(store: AppStore, platform: Platform): () => void {
  let due: ReturnType<typeof setTimeout> | null = null;
  const compile = async (): Promise<void> => {
    due = null;
    const { document, view } = store.getState();
    const { pipeline, loads } = document;
    store.setState((s) => ({ compiled: { ...s.compiled, busy: true } }));
    // Without an environment: what is deployed keeps its placeholders. Only an export asks for one.
    const result = await platform.compiler.compile(pipeline, view.language ? { language: view.language } : {});
    // A document loaded meanwhile has a compilation of its own on the way.
    if (!result || store.getState().document.loads !== loads) return;
    store.setState((s) => ({
      compiled: { ...s.compiled, of: pipeline, result, good: result.artifacts ?? s.compiled.good, schedules: result.schedules ? sharedSchedules(s.compiled.schedules, result.schedules) : s.compiled.schedules, busy: false },
      // The dock comes up for what a document brings with it; later problems only count up in its tab.
      view: s.compiled.result === null && s.view.dockRests && result.diagnostics.length > 0 ? { ...s.view, dockRests: false } : s.view,
    }));
  };
  const schedule = (): void => {
    due ??= setTimeout(() => void compile(), 0);
  };
  schedule();
  const stop = store.subscribe((now, before) => {
    if (inputs(now).some((x, i) => x !== inputs(before)[i])) schedule();
  });
  return () => {
    stop();
    if (due) clearTimeout(due);
  };
}

/** What lies over the drawing is drawn again only where its schedule changed. */
function sharedSchedules(before: readonly ScopeSchedule[], now: readonly ScopeSchedule[]): readonly ScopeSchedule[] {
  return sharing(before as unknown as Json, now as unknown as Json) as unknown as readonly ScopeSchedule[];
}

function inputs(s: AppState): readonly unknown[] {
  return [s.document.pipeline, s.view.language];
}
