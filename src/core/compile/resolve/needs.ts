import { isList, isObject, own, type Json } from '../../base/json.ts';
import { bindingsIn, type OutputRef } from '../../model/binding.ts';
import { isMap, isParallel, type Catcher, type ChoiceStep, type Step, type StepId, type Way } from '../../model/pipeline.ts';

/** What a step waits for inside its own drawn scope. */
export interface Need {
  /** One step, or several of which whichever ran is taken. */
  readonly from: readonly { readonly step: StepId; readonly port?: string }[];
  /** There is a default: the step runs whether the producer did or not. */
  readonly weak: boolean;
}

/** All ways of a Choice in order: its branches, then `otherwise` (undefined when the person drew none). */
export function waysOf(step: ChoiceStep): readonly (Way | undefined)[] {
  return [...(step.branches ?? []), step.otherwise];
}

export function catchersOf(step: Step): readonly Catcher[] {
  return (step as { catch?: readonly Catcher[] }).catch ?? [];
}

/**
 * The needs of a step: data bindings anywhere in it (bodies of containers included: the container waits for what its steps
 * read from outside) and order edges. Only those that name a step of the same drawn scope; the others are somebody else's.
 */
export function needsOf(id: StepId, step: Step, siblings: Readonly<Record<StepId, Step>>): readonly Need[] {
  const needs: Need[] = [];
  // The error of a step is no output of it: the handler that reads it is entered by the catch.
  const isError = (r: OutputRef): boolean => r.port === 'error' && catchersOf(siblings[r.step] as Step).length > 0;
  const inScope = (r: OutputRef): boolean => r.step !== id && Object.hasOwn(siblings, r.step) && !isError(r);
  const source = (r: OutputRef) => ({ step: r.step, ...(r.port === undefined ? {} : { port: r.port }) });
  for (const { binding } of bindingsIn(step as unknown as Json)) {
    if (binding.kind === 'output' && inScope(binding.ref)) needs.push({ from: [source(binding.ref)], weak: 'default' in binding.ref });
    if (binding.kind === 'oneOf') {
      const from = binding.refs.filter(inScope).map(source);
      if (from.length > 0) needs.push({ from, weak: 'default' in binding });
    }
  }
  for (const after of afterOf(step)) if (after !== id && Object.hasOwn(siblings, after)) needs.push({ from: [{ step: after }], weak: false });
  return needs;
}

function afterOf(step: Step): readonly StepId[] {
  return isList(step.after as unknown as Json) ? (step.after ?? []) : [];
}

/** Does a way give a value to an output of the Choice? */
export function wayGives(way: Way | undefined, output: string): boolean {
  return way !== undefined && isObject(way.outputs) && own(way.outputs, output) !== undefined;
}

/** Steps directly inside a container, by scope. */
export function bodiesOf(step: Step): readonly { readonly key: string; readonly steps: Readonly<Record<StepId, Step>> }[] {
  if (isMap(step)) return [{ key: 'body', steps: step.steps }];
  if (isParallel(step)) return step.branches.map((b, i) => ({ key: String(i), steps: b.steps }));
  return [];
}

