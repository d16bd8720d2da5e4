import { useLayoutEffect, useRef, useState } from 'react';
import { placesOf } from '../../core/edit/tree.ts';
import { renameStep } from '../../core/edit/steps.ts';
import { isTask, type Step, type StepId } from '../../core/model/pipeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
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
  const entered = useApp((s) => s.selection.scope.at(-1) === id);
  return (
    <div className={`insp-head ${familyClass(kind)}`}>
      <span className="tile">
        <Icon name={iconNamed(kind?.icon ?? 'step')} size="lg" />
      </span>
      <div className="grow">
        <NameInput id={id} name={step.name} />
        <p className="cut" title={kind?.summary}>{step.kind === 'map' ? 'map, inline' : step.kind}</p>
      </div>
      {container && entered ? (
        <button type="button" className="btn sm" onClick={() => store.getState().enter(store.getState().selection.scope.slice(0, -1))}>
          Leave
          <kbd>Esc</kbd>
        </button>
      ) : null}
      {container && !entered ? (
        <button type="button" className="btn sm" onClick={() => store.getState().enter([...(placesOf(env.pipeline).get(id)?.around.map((a) => a.id) ?? []), id])}>
          Enter
          <kbd>↵</kbd>
        </button>
      ) : null}
      {hasArguments ? <IconButton icon="file" label={json ? 'Show the form' : 'Show the arguments as JSON'} small aria-pressed={json} className={json ? 'on' : ''} onClick={onJson} /> : null}
      {container && !entered ? <IconButton icon="ungroup" label="Ungroup: take the container away, keep its steps" keys="Ctrl+Shift+G" small onClick={() => signals.emit('command', { id: 'ungroup' })} /> : null}
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

/** The step's name, on as many lines as it takes; Enter or leaving renames, Esc gives the old one back. */
function NameInput({ id, name }: { readonly id: StepId; readonly name: string }) {
  const env = useFormEnv();
  const [draft, setDraft] = useState<string | null>(null);
  const given = useRef(false);
  const fit = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const field = fit.current;
    if (!field) return;
    const grow = (): void => {
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    };
    grow();
    // A wider pane takes fewer lines.
    let width = field.clientWidth;
    const watch = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => {
      if (field.clientWidth !== width) grow();
      width = field.clientWidth;
    });
    watch?.observe(field);
    return () => watch?.disconnect();
  }, [draft, name]);
  const settle = (): void => {
    if (draft !== null && draft.trim() !== name && !given.current) env.edit(`Rename ${name}`, renameStep(id, draft));
    given.current = false;
    setDraft(null);
  };
  return (
    <textarea
      className="insp-name"
      rows={1}
      ref={fit}
      aria-label="Name of the step"
      title={name}
      spellCheck={false}
      value={draft ?? name}
      onChange={(e) => setDraft(e.currentTarget.value.replaceAll(/\s*\n\s*/g, ' '))}
      onBlur={settle}
      onKeyDown={(e) => {
        if (e.key === 'Escape') {
          given.current = true;
          setDraft(null);
          e.currentTarget.blur();
        } else if (e.key === 'Enter') {
          e.preventDefault();
          e.currentTarget.blur();
        }
      }}
    />
  );
}
