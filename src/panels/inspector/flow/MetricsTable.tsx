import { useState } from 'react';
import type { Json, JsonObject } from '../../../core/base/json.ts';
import { removeField, setField } from '../../../core/edit/arguments.ts';
import { renameStepOutput } from '../../../core/edit/stepOutputs.ts';
import type { Metric, StepId, TaskStep } from '../../../core/model/pipeline.ts';
import { parsePath, pathInput } from '../binding/values.ts';
import { useFormEnv } from '../formEnv.ts';
import { NameTable, TypeSelect } from './NameTable.tsx';

/** The metrics of an evaluation: each a place in the JSON report, and an output of the step (formats.md 1). */
export function MetricsTable({ id, step }: { readonly id: StepId; readonly step: TaskStep }) {
  const env = useFormEnv();
  const metrics = step.metrics ?? {};
  const at = (name: string): string => `/metrics/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const write = (name: string, metric: Metric, key?: string) => env.edit(`Set metric ${name}`, setField(id, at(name), metric as unknown as JsonObject), key);
  return (
    <NameTable
      title="Metrics"
      note="places in the report, each an output"
      of={`a metric to ${step.name}`}
      empty="Name the figures of the report that others read, so that a Choice can decide by them."
      names={Object.keys(metrics)}
      base="metric"
      onAdd={(name) => env.edit(`Add metric ${name}`, setField(id, step.metrics ? at(name) : '/metrics', (step.metrics ? { path: [name], type: 'number' } : { [name]: { path: [name], type: 'number' } }) as Json)).ok}
      onRename={(old, name) => env.edit(`Rename metric ${old}`, renameStepOutput(id, old, name)).ok}
      onRemove={(name) => env.edit(`Remove metric ${name}`, removeField(id, at(name)))}
    >
      {(name) => {
        const metric = metrics[name] as Metric;
        return (
          <>
            <PathInput label={`Place of ${name} in the report`} path={metric.path} onChange={(path) => write(name, { ...metric, path }, `metric ${id} ${name}`)} />
            <TypeSelect label={`Type of ${name}`} value={metric.type ?? 'number'} onChange={(type) => write(name, { ...metric, type })} />
          </>
        );
      }}
    </NameTable>
  );
}

function PathInput({ label, path, onChange }: { readonly label: string; readonly path: Metric['path']; readonly onChange: (path: Metric['path']) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      className="literal cell"
      aria-label={label}
      placeholder="classification.auc"
      spellCheck={false}
      value={draft ?? pathInput(path)}
      onChange={(e) => {
        setDraft(e.currentTarget.value);
        onChange(parsePath(e.currentTarget.value));
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
