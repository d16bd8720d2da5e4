import { ToggleGroup } from 'radix-ui';
import { useMemo, useState } from 'react';
import './parameters.css';
import { PHASES, type Phase } from '../../core/model/pipeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { problems } from '../../store/selectors.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { createParameter } from './actions.ts';
import { EnvironmentDialog } from './EnvironmentDialog.tsx';
import { ParameterTable } from './ParameterTable.tsx';
import { parameterGroups, phaseCounts } from './rows.ts';

const WORDS: Readonly<Record<Phase, string>> = { design: 'Design', deploy: 'Deploy', run: 'Run' };

/** Who gives each value, and when: all parameters with their values in every environment. */
export function ParametersPanel() {
  const app = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const diagnostics = useApp(problems);
  const [text, setText] = useState('');
  const [phase, setPhase] = useState<Phase | null>(null);
  /** The parameter just made, whose name is in edit. */
  const [fresh, setFresh] = useState<string | null>(null);
  /** An environment in the dialog; the empty text is a new one. */
  const [dialog, setDialog] = useState<string | null>(null);
  const groups = useMemo(() => parameterGroups(pipeline, diagnostics, { text, phase }), [pipeline, diagnostics, text, phase]);
  const counts = phaseCounts(pipeline);
  const total = Object.keys(pipeline.parameters ?? {}).length;
  const add = (): void => {
    setText('');
    setPhase(null);
    setFresh(createParameter(app));
  };
  const environments = Object.keys(pipeline.environments ?? {});
  return (
    <div className="parameters">
      <div className="toolbar">
        <label className="search">
          <Icon name="search" />
          <input aria-label="Find a parameter" placeholder="Find a parameter" value={text} onChange={(e) => setText(e.currentTarget.value)} onKeyDown={(e) => e.key === 'Escape' && text !== '' && (e.stopPropagation(), setText(''))} />
        </label>
        <ToggleGroup.Root type="single" className="seg" aria-label="Show parameters" value={phase ?? 'all'} onValueChange={(v) => v !== '' && setPhase(v === 'all' ? null : (v as Phase))}>
          <ToggleGroup.Item value="all" aria-label={`All, ${total}`}>All <span className="muted nums">{total}</span></ToggleGroup.Item>
          {PHASES.map((p) => (
            <ToggleGroup.Item key={p} value={p} aria-label={`${WORDS[p]}, ${counts[p]}`}>
              <span className="row" aria-hidden="true"><PhaseMark phase={p} />{WORDS[p]} <span className="muted nums">{counts[p]}</span></span>
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        <span className="grow" />
        <button type="button" className="btn" onClick={() => setDialog('')}><Icon name="plus" />Environment</button>
        <button type="button" className="btn primary" onClick={add}><Icon name="plus" />Parameter</button>
      </div>
      {total === 0 ? (
        <div className="pane-empty">
          <p>Nothing is left open: every value is written into the definition.</p>
          <p>A parameter is a value that somebody gives later, an environment at deploy or whoever starts a run. Bind a field to one in the inspector, or add it here.</p>
          <button type="button" className="btn" onClick={add}><Icon name="plus" />Add parameter</button>
        </div>
      ) : (
        <ParameterTable pipeline={pipeline} groups={groups} fresh={fresh} onFreshNamed={() => setFresh(null)} onEditEnvironment={setDialog} filtered={text !== '' || phase !== null} onClearFilter={() => (setText(''), setPhase(null))} />
      )}
      {dialog === null ? null : (
        <EnvironmentDialog
          name={dialog === '' ? null : dialog}
          environment={pipeline.environments?.[dialog] ?? {}}
          taken={environments}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}
