import { ownOutputs, removeChoiceOutput, renameStepOutput, setChoiceOutput } from '../../../core/edit/stepOutputs.ts';
import type { ChoiceStep, StepId } from '../../../core/model/pipeline.ts';
import { useFormEnv } from '../formEnv.ts';
import { NameTable, TypeSelect } from './NameTable.tsx';

/** The outputs of a Choice of its own: a name, a type, and one value for each way (design.md 2). */
export function ChoiceOutputs({ id, step }: { readonly id: StepId; readonly step: ChoiceStep }) {
  const env = useFormEnv();
  return (
    <NameTable
      title="Outputs"
      note="one value for each way"
      of={`an output to ${step.name}`}
      empty="A Choice can hand on a value: the better of two artifacts, say. Each way then gives one."
      names={ownOutputs(step)}
      base="output"
      onAdd={(name) => env.edit(`Add output ${name}`, setChoiceOutput(id, name, 'json')).ok}
      onRename={(old, name) => env.edit(`Rename output ${old}`, renameStepOutput(id, old, name)).ok}
      onRemove={(name) => env.edit(`Remove output ${name}`, removeChoiceOutput(id, name))}
    >
      {(name) => <TypeSelect label={`Type of ${name}`} value={step.outputTypes?.[name] ?? 'json'} onChange={(type) => env.edit(`Set the type of ${name}`, setChoiceOutput(id, name, type))} />}
    </NameTable>
  );
}
