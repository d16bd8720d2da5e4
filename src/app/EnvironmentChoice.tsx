import { useApp, useCauce } from '../store/react.tsx';
import { currentEnvironment } from '../store/selectors.ts';
import { Choose } from '../ui/Choose.tsx';
import { PhaseMark } from '../ui/PhaseMark.tsx';

const NONE = '';

/** Which environment's values the editor shows and the export fills in. */
export function EnvironmentChoice() {
  const { store } = useCauce();
  const environments = useApp((s) => s.document.pipeline.environments);
  const current = useApp(currentEnvironment);
  const names = Object.keys(environments ?? {});
  // Radix keeps the empty text for "nothing chosen"; the option for it needs a value of its own.
  const none = names.includes('none') ? ' none' : 'none';
  return (
    <Choose
      label="Environment"
      value={current ?? none}
      sign={<PhaseMark phase="deploy" />}
      options={[
        ...names.map((name) => ({ value: name, label: <span className="strong">{name}</span>, detail: environments?.[name]?.region ?? NONE })),
        { value: none, label: <span className="muted">No environment</span> },
      ]}
      onChange={(value) => store.getState().setView({ environment: value === none ? null : value })}
    />
  );
}
