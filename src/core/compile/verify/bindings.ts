import { isList, isObject, type Json } from '../../base/json.ts';
import { looksLikeBinding, readBinding, type Binding } from '../../model/binding.ts';
import type { Pipeline, Step } from '../../model/pipeline.ts';
import { allSteps } from '../../model/scopes.ts';

const bindings = new WeakMap<Step, readonly Binding[]>();

/** Every binding of a step itself, without those of the steps inside it; parts of texts included. */
export function bindingsOf(step: Step): readonly Binding[] {
  let found = bindings.get(step);
  if (!found) {
    const all: Binding[] = [];
    for (const [key, value] of Object.entries(step as unknown as Record<string, Json>)) {
      if (key === 'steps' || (key === 'branches' && step.kind === 'parallel')) continue;
      collect(value, all);
    }
    bindings.set(step, (found = all));
  }
  return found;
}

/** Every binding that the machine depends on: of all steps and of the pipeline's outputs. */
export function bindingsOfPipeline(pipeline: Pipeline): readonly Binding[] {
  const outputs: Binding[] = [];
  collect((pipeline.outputs ?? null) as Json, outputs);
  return [...outputs, ...[...allSteps(pipeline).values()].flatMap(({ step }) => bindingsOf(step))];
}

export function collect(json: Json, into: Binding[]): void {
  if (isList(json)) for (const v of json) collect(v, into);
  else if (isObject(json)) {
    if (looksLikeBinding(json)) {
      const binding = readBinding(json);
      into.push(binding);
      if (binding.kind === 'text') collect((json as { $text: Json }).$text, into);
    } else for (const k in json) collect(json[k] as Json, into);
  }
}
