import { allSteps } from '../core/model/scopes.ts';
import type { App } from '../store/react.tsx';

/** Selects a step and its field and brings it into view, from a problem, a table or a text. */
export function goToStep({ store, signals }: Pick<App, 'store' | 'signals'>, step: string, field: string | null): void {
  const state = store.getState();
  const scope = allSteps(state.document.pipeline).get(step)?.scope.path;
  if (scope === undefined) return;
  const { dock } = state.view;
  // A maximised table covers the drawing that is to be seen; the definition stands beside it.
  if (dock.maximised && dock.tab !== 'definition') state.setView({ dock: { ...dock, maximised: false } });
  const { scope: shown } = state.selection;
  // A container that is drawn open shows its steps where it is; only a step outside what is shown makes the canvas go elsewhere.
  if (!shown.every((id, i) => scope[i] === id)) state.enter([]);
  state.select([step], field);
  signals.emit('reveal', { step });
}
