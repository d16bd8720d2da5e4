import { useMemo } from 'react';
import { useApp, useCauce } from '../../store/react.tsx';
import { currentEnvironment, currentLanguage, isMeasured, problems } from '../../store/selectors.ts';
import { applyFix } from '../../core/edit/fix.ts';
import type { FormEnv } from './formEnv.ts';

/** What the form reads and does, from the store. */
export function useStoreEnv(): FormEnv {
  const { store, signals } = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const catalog = useApp((s) => s.compiled.catalog);
  const environment = useApp(currentEnvironment);
  const language = useApp(currentLanguage);
  const diagnostics = useApp(problems);
  const measurable = useApp(isMeasured);
  return useMemo((): FormEnv => {
    const state = store.getState;
    return {
      pipeline,
      catalog,
      environment,
      language,
      diagnostics,
      edit: (label, edit, key) => state().edit(label, edit, key),
      measure: measurable ? () => signals.emit('measured') : null,
      undo: () => state().undo(),
      applyFix: (fix) => void state().edit(fix.label, applyFix(fix)),
      goToParameter: (name) => {
        const { view, setView, selectParameter } = state();
        setView({ dock: { ...view.dock, open: true, tab: 'parameters' } });
        selectParameter(name);
      },
      goToStep: (step, field) => {
        state().select([step], field ?? null);
        signals.emit('reveal', { step });
      },
      notify: (text, undoable) => state().notify(text, undoable === undefined ? {} : { undoable }),
    };
  }, [store, signals, pipeline, catalog, environment, language, diagnostics, measurable]);
}
