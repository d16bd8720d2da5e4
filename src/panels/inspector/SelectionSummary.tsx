import { placesOf } from '../../core/edit/tree.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import { parameterUses } from '../../core/model/parameterUses.ts';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { familyClass } from '../../ui/stepLook.ts';
import { useCauce } from '../../store/react.tsx';
import { useFormEnv } from './formEnv.ts';

/** Several steps are selected: what they are, what is wrong with them, what they ask for. */
export function SelectionSummary({ steps }: { readonly steps: readonly StepId[] }) {
  const env = useFormEnv();
  const { store, signals } = useCauce();
  const places = placesOf(env.pipeline);
  const chosen = new Set(steps);
  const errors = env.diagnostics.filter((d) => d.severity === 'error' && d.where.step !== undefined && chosen.has(d.where.step)).length;
  const parameters = [...new Set(parameterUses(env.pipeline).filter((u) => u.step !== undefined && chosen.has(u.step)).map((u) => u.name))];
  return (
    <>
      <div className="insp-head">
        <div className="grow">
          <h2>{steps.length} steps</h2>
          <p className="prose">{errors === 0 ? 'No errors' : errors === 1 ? '1 error' : `${errors} errors`}</p>
        </div>
      </div>
      <div className="insp-scroll">
        <div className="pad chips wrap">
          <button type="button" className="btn sm" onClick={() => signals.emit('command', { id: 'group' })}><Icon name="map" />Group into a Map</button>
          <button type="button" className="btn sm" onClick={() => signals.emit('command', { id: 'group-parallel' })}><Icon name="parallel" />Group into a Parallel</button>
        </div>
        <div className="sect">Selected</div>
        <ul className="selected-steps">
          {steps.map((id) => {
            const step = places.get(id)?.step;
            if (!step) return null;
            const kind = env.catalog.kind(step.kind);
            return (
              <li key={id} className={familyClass(kind)}>
                <button type="button" onClick={() => store.getState().select([id])}>
                  <span className="tile"><Icon name={iconNamed(kind?.icon ?? 'step')} /></span>
                  <span className="cut grow">{step.name}</span>
                  <span className="muted">{kind?.label ?? step.kind}</span>
                </button>
              </li>
            );
          })}
        </ul>
        <div className="sect line">Parameters <small>{parameters.length === 0 ? 'none' : 'that these steps use'}</small></div>
        <div className="pad chips wrap">
          {parameters.map((name) => (
            <button type="button" key={name} className={`chip ${env.pipeline.parameters?.[name]?.phase ?? 'lost'}`} onClick={() => env.goToParameter(name)}>
              <span className="cut">{name}</span>
            </button>
          ))}
        </div>
      </div>
    </>
  );
}
