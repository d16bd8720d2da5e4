import { useRef, useState } from 'react';
import { placesOf } from '../../core/edit/tree.ts';
import { renameStep } from '../../core/edit/steps.ts';
import { isTask, type Step, type StepId } from '../../core/model/pipeline.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { familyClass } from '../../ui/stepLook.ts';
import { useFormEnv } from './formEnv.ts';

/** Tile, name (edited in place) and kind of the step, and the switch to its JSON. */
export function InspectorHead({ id, step, json, onJson }: { readonly id: StepId; readonly step: Step; readonly json: boolean; readonly onJson: () => void }) {
  const env = useFormEnv();
  const { store, signals } = useCauce();
  const kind = env.catalog.kind(step.kind);
  const hasArguments = isTask(step) || step.kind === 'pass' || step.kind === 'wait' || step.kind === 'fail';
  const container = step.kind === 'map' || step.kind === 'parallel';
  return (
    <div className={`insp-head ${familyClass(kind)}`}>
      <span className="tile">
        <Icon name={iconNamed(kind?.icon ?? 'step')} size="lg" />
      </span>
      <div className="grow">
        <NameInput id={id} name={step.name} />
        <p className="cut" title={kind?.summary}>{step.kind === 'map' ? 'map, inline' : step.kind}</p>
      </div>
      {container ? (
        <button type="button" className="btn sm" onClick={() => store.getState().enter([...(placesOf(env.pipeline).get(id)?.around.map((a) => a.id) ?? []), id])}>
          Enter
          <kbd>↵</kbd>
        </button>
      ) : null}
      {hasArguments ? <IconButton icon="file" label={json ? 'Show the form' : 'Show the arguments as JSON'} small aria-pressed={json} className={json ? 'on' : ''} onClick={onJson} /> : null}
      {container ? <IconButton icon="ungroup" label="Ungroup: take the container away, keep its steps" keys="Ctrl+Shift+G" small onClick={() => signals.emit('command', { id: 'ungroup' })} /> : null}
      <IconButton
        icon="export"
        label="Show in the definition"
        small
        onClick={() => {
          const { view, setView } = store.getState();
          setView({ dock: { ...view.dock, open: true, tab: 'definition' } });
        }}
      />
    </div>
  );
}

/** The step's name; Enter or leaving renames, Esc gives the old one back. */
function NameInput({ id, name }: { readonly id: StepId; readonly name: string }) {
  const env = useFormEnv();
  const [draft, setDraft] = useState<string | null>(null);
  const given = useRef(false);
  const settle = (): void => {
    if (draft !== null && draft.trim() !== name && !given.current) env.edit(`Rename ${name}`, renameStep(id, draft));
    given.current = false;
    setDraft(null);
  };
  return (
    <input
      className="insp-name"
      aria-label="Name of the step"
      title={name}
      spellCheck={false}
      value={draft ?? name}
      onChange={(e) => setDraft(e.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(e) => {
        if (e.key === 'Escape') {
          given.current = true;
          setDraft(null);
          e.currentTarget.blur();
        } else if (e.key === 'Enter') e.currentTarget.blur();
      }}
    />
  );
}
