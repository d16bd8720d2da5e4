import { useState } from 'react';
import { pointer } from '../../core/base/pointer.ts';
import { setOnFailure } from '../../core/edit/flow.ts';
import { renameOutput, setDescription, setLanguage, setMachine, setOutput, setPipelineName, setSettings } from '../../core/edit/pipeline.ts';
import type { Language } from '../../core/model/pipeline.ts';
import { Icon } from '../../ui/Icon.tsx';
import { BindingField } from './binding/BindingField.tsx';
import { FormUiProvider } from './FormUiProvider.tsx';
import { useFormEnv } from './formEnv.ts';
import { NameTable } from './flow/NameTable.tsx';

/** Nothing is selected: the pipeline's own settings. */
export function PipelineForm() {
  const env = useFormEnv();
  const { pipeline } = env;
  const outputs = pipeline.outputs ?? {};
  const artifacts = pipeline.settings?.artifacts;
  return (
    <FormUiProvider wanted={null} onFocused={() => undefined}>
      <div className="insp-head">
        <span className="tile"><Icon name="tidy" size="lg" /></span>
        <div className="grow">
          <NameInput name={pipeline.name} />
          <p className="cut">pipeline</p>
        </div>
      </div>
      <div className="insp-scroll">
        <div className="field">
          <div className="field-label"><label htmlFor="pipeline-description">Description</label></div>
          <textarea id="pipeline-description" className="notes" aria-label="Description" rows={2} value={pipeline.description ?? ''} onChange={(e) => env.edit('Edit the description', setDescription(e.currentTarget.value), 'description')} />
        </div>
        <div className="two">
          <div className="field">
            <div className="field-label"><label htmlFor="pipeline-language">Query language</label></div>
            <div className="control">
              <select id="pipeline-language" className="literal" aria-label="Query language of the pipeline" value={pipeline.language ?? 'jsonata'} onChange={(e) => env.edit('Set the query language', setLanguage(e.currentTarget.value as Language))}>
                <option value="jsonata">JSONata</option>
                <option value="jsonpath">JSONPath</option>
              </select>
            </div>
          </div>
          <div className="field">
            <div className="field-label"><label htmlFor="pipeline-type">Type</label></div>
            <div className="control">
              <select id="pipeline-type" className="literal" aria-label="Type of the state machine" value={pipeline.machine?.type ?? 'STANDARD'} onChange={(e) => env.edit('Set the type of the state machine', setMachine({ type: e.currentTarget.value as 'STANDARD' | 'EXPRESS' }))}>
                <option value="STANDARD">Standard</option>
                <option value="EXPRESS">Express</option>
              </select>
            </div>
          </div>
        </div>
        <div className="sect line">State machine <small>bound when it is created</small></div>
        <BindingField slot={{ target: { step: null, pointer: '/machine/name' }, label: 'Name of the state machine', path: 'machine.name', value: pipeline.machine?.name, shape: { type: 'string', max: 80 }, type: 'name', early: true }} />
        <BindingField slot={{ target: { step: null, pointer: '/machine/role' }, label: 'Execution role', path: 'machine.role', value: pipeline.machine?.role, shape: { type: 'string' }, type: 'role', early: true }} />
        <div className="sect line">Artifacts <small>where outputs are kept</small></div>
        <BindingField slot={{ target: { step: null, pointer: '/settings/artifacts/bucket' }, label: 'Artifact bucket', path: 'settings.artifacts.bucket', value: artifacts?.bucket, shape: { type: 'string', min: 3, max: 63 } }} />
        <BindingField slot={{ target: { step: null, pointer: '/settings/artifacts/prefix' }, label: 'Artifact prefix', path: 'settings.artifacts.prefix', value: artifacts?.prefix, shape: { type: 'string' } }} />
        <div className="sect line">Execution</div>
        <label className="check-line">
          <input type="checkbox" checked={pipeline.settings?.checkInputFirst ?? true} onChange={(e) => env.edit('Set the check of the input', setSettings({ checkInputFirst: e.currentTarget.checked }))} />
          Check the execution input first, so that a missing value fails at once
        </label>
        <label className="check-line">
          <input type="checkbox" checked={pipeline.settings?.signals ?? false} onChange={(e) => env.edit('Set waits across branches', setSettings({ signals: e.currentTarget.checked ? true : undefined }))} />
          Where it makes a run shorter, let a step wait for one of another branch, through a small file in the artifact bucket
        </label>
        <div className="field">
          <div className="field-label"><label htmlFor="pipeline-failure">On failure of any step</label></div>
          <div className="control">
            <select id="pipeline-failure" className="literal" aria-label="On failure of any step" value={pipeline.onFailure ?? ''} onChange={(e) => env.edit('Set the step on failure', setOnFailure(e.currentTarget.value === '' ? undefined : e.currentTarget.value))}>
              <option value="">the execution fails</option>
              {Object.entries(pipeline.steps).map(([id, step]) => (
                <option key={id} value={id}>{step.name}</option>
              ))}
            </select>
          </div>
        </div>
        <NameTable
          title="Outputs"
          note="what an execution returns"
          of="an output to the pipeline"
          empty="An execution returns {}. Add what others want from it: the name of the model, say."
          names={Object.keys(outputs)}
          base="output"
          onAdd={(name) => env.edit(`Add output ${name}`, setOutput(name, '')).ok}
          onRename={(old, name) => env.edit(`Rename output ${old}`, renameOutput(old, name)).ok}
          onRemove={(name) => env.edit(`Remove output ${name}`, setOutput(name, undefined))}
        >
          {(name) => <BindingField plain slot={{ target: { step: null, pointer: `/outputs${pointer(name)}` }, label: name, path: `outputs.${name}`, value: outputs[name] === '' ? undefined : outputs[name], shape: undefined, cleared: '' }} />}
        </NameTable>
      </div>
    </FormUiProvider>
  );
}

function NameInput({ name }: { readonly name: string }) {
  const env = useFormEnv();
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      className="insp-name"
      aria-label="Name of the pipeline"
      spellCheck={false}
      value={draft ?? name}
      onChange={(e) => setDraft(e.currentTarget.value)}
      onBlur={() => {
        if (draft !== null && draft.trim() !== name) env.edit('Rename the pipeline', setPipelineName(draft));
        setDraft(null);
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape') setDraft(null);
        else if (e.key === 'Enter') e.currentTarget.blur();
      }}
    />
  );
}
