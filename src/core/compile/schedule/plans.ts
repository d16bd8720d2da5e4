import { stepSeconds } from '../../catalog/estimate.ts';
import type { Step } from '../../model/pipeline.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { ScopePlan } from './plan.ts';
import type { SecondsOf } from './planSeconds.ts';
import { schedule } from './schedule.ts';
import { withSignals } from './signals.ts';

/** The plan of every drawn scope, by its key; '' is that of the pipeline's own steps. */
export function plansOf(resolved: Resolved): ReadonlyMap<string, ScopePlan> {
  return new Map([...resolved.scopes.keys()].map((key) => [key, planOfScope(resolved, key)]));
}

/** How long each step is estimated to take. */
export function secondsIn({ context }: Resolved): SecondsOf {
  return (id) => stepSeconds(context.steps.get(id)?.step as Step, context.catalog);
}

function planOfScope(resolved: Resolved, key: string): ScopePlan {
  const { flow } = resolved.scopes.get(key) as { flow: Parameters<typeof schedule>[0] };
  const plan = schedule(flow, secondsIn(resolved));
  return key === '' ? withSignals(plan, resolved) : plan;
}
