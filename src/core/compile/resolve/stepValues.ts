import type { Condition, Value } from '../value.ts';
import type { ResolvedStep } from './resolve.ts';

/** Every value of a step that is evaluated where the step stands. */
export function valuesOf(step: Omit<ResolvedStep, 'id' | 'step' | 'scope' | 'results'>): readonly Value[] {
  return [
    step.arguments,
    ...[step.timeout, step.heartbeat, step.items, step.maxConcurrency, step.report?.bucket, step.report?.key].filter((v): v is Value => v !== undefined),
    ...step.ways.flatMap((w) => [...w.outputs.values(), ...conditionValues(w.condition)]),
  ];
}

function conditionValues(condition: Condition | undefined): readonly Value[] {
  switch (condition?.test) {
    case 'compare':
      return [condition.left, condition.right];
    case 'all':
    case 'any':
      return condition.of.flatMap(conditionValues);
    case 'not':
      return conditionValues(condition.of);
    case 'exists':
    case 'holds':
      return [condition.of];
    default:
      return [];
  }
}
