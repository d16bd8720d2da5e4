import { isList, isObject, type Json } from '../../core/base/json.ts';
import { looksLikeBinding, readBinding, type Binding } from '../../core/model/binding.ts';
import { bindableFields } from '../../core/model/fields.ts';
import type { Phase, Pipeline, Step } from '../../core/model/pipeline.ts';

/** How many leaves of a step are bound at each phase, and the parameters that somebody still gives. */
export interface PhaseCounts {
  readonly design: number;
  readonly deploy: number;
  readonly run: number;
  readonly deployNames: ReadonlySet<string>;
  readonly runNames: ReadonlySet<string>;
}
const known = new WeakMap<Step, { readonly parameters: Pipeline['parameters']; readonly counts: PhaseCounts }>();

/** Of the step's own fields, not of steps inside it. Remembered by the identity of the step and of the table of parameters. */
export function phaseCounts(step: Step, parameters: Pipeline['parameters']): PhaseCounts {
  const before = known.get(step);
  if (before && before.parameters === parameters) return before.counts;
  const counts = { design: 0, deploy: 0, run: 0, deployNames: new Set<string>(), runNames: new Set<string>() };
  const count = (binding: Binding): void => {
    if (binding.kind === 'text') return binding.parts.forEach((p) => (p.kind === 'literal' ? undefined : count(p)));
    if (binding.kind === 'param') {
      const phase: Phase = parameters && Object.hasOwn(parameters, binding.name) ? (parameters[binding.name]?.phase ?? 'design') : 'design';
      counts[phase]++;
      if (phase === 'deploy') counts.deployNames.add(binding.name);
      if (phase === 'run') counts.runNames.add(binding.name);
    }
    if (binding.kind === 'context' || binding.kind === 'item' || binding.kind === 'index' || binding.kind === 'expression') counts.run++;
    if (binding.kind === 'literal') counts.design++;
  };
  const visit = (value: Json): void => {
    if (looksLikeBinding(value)) count(readBinding(value));
    else if (isList(value)) value.forEach(visit);
    else if (isObject(value)) Object.values(value).forEach(visit);
    else counts.design++;
  };
  for (const field of bindableFields(step)) visit(field.value);
  known.set(step, { parameters, counts });
  return counts;
}
