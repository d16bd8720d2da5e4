import { isFail, isSucceed, type Step, type StepId } from '../../model/pipeline.ts';
import { ALWAYS } from '../resolve/guard.ts';
import type { Flow } from '../resolve/flow.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { valuesOf } from '../resolve/stepValues.ts';
import { walk } from '../value.ts';
import { chooseSignals, type SignalRules, type Signalled } from './order/chooseSignals.ts';
import { stepsOf, type Level, type Plan, type ScopePlan } from './plan.ts';
import { planOf } from './schedule.ts';
import { suits } from './stages.ts';

/**
 * The plan of the pipeline's own steps with signals, where the pipeline wants them, has a place for markers, and they gain time by
 * the estimates. Steps inside of containers have none: there the same step leaves its marker more than once.
 */
export function withSignals(plan: ScopePlan, resolved: Resolved): ScopePlan {
  const { pipeline, scopes, markers } = resolved;
  const flow = scopes.get('')?.flow;
  const whole = plan.levels.at(-1);
  if (markers === undefined || flow === undefined || whole === undefined || pipeline.machine?.type === 'EXPRESS') return plan;
  const chosen = chooseSignals(whole.dag, whole.arrangement, rulesOf(resolved, flow, whole));
  return chosen === null ? plan : planned(plan, whole, chosen);
}

function planned(plan: ScopePlan, whole: Level, { tree, signals, times }: Signalled): ScopePlan {
  const main = planOf(tree, whole.plans);
  const makespan = times.ms / 1000;
  const { criticalPath } = whole.arrangement;
  // Steps of different branches wait for each other here: only the drawing itself is a bound.
  const arrangement = { ...whole.arrangement, tree, makespan, lowerBound: criticalPath, optimal: makespan === criticalPath };
  const id = (item: number): StepId => whole.items[item] as StepId;
  return {
    ...plan,
    main,
    levels: [...plan.levels.slice(0, -1), { ...whole, plan: main, arrangement }],
    signals: signals.map(({ from, to, gainSeconds, waitSeconds }) => ({ from: id(from), to: id(to), before: whole.plans[to] as Plan, gainSeconds, waitSeconds })),
  };
}

/** A Succeed that some way leads to ends its branch: what stands behind it there would leave no marker. */
function mayEndEarly(flow: Flow, plan: Plan): boolean {
  return stepsOf(plan).some((id) => isSucceed(flow.steps[id] as Step) && (flow.exactGuardOf.get(id) ?? ALWAYS) !== ALWAYS);
}

/** What the items of a level can do. A region may leave out what it makes, or make it twice: it leaves no marker. */
function rulesOf(resolved: Resolved, flow: Flow, { plans, suits: suitsLevel }: Level): SignalRules {
  const itemOf = new Map(plans.flatMap((plan, item) => stepsOf(plan).map((id) => [id, item] as const)));
  const ends = (id: StepId): boolean => isSucceed(flow.steps[id] as Step) || isFail(flow.steps[id] as Step);
  const early = plans.map((plan) => mayEndEarly(flow, plan));
  const reads = plans.map(() => new Set<number>());
  for (const [id, step] of resolved.steps) {
    const reader = itemOf.get(step.scope.path[0] ?? id);
    if (reader === undefined) continue;
    for (const value of [...valuesOf(step), ...step.results.map(([, result]) => result)]) {
      walk(value, (v) => {
        if (v.op !== 'output') return;
        for (const producer of v.leaf.owner.producers) {
          const item = itemOf.get(producer);
          if (item !== undefined && item !== reader) reads[reader]?.add(item);
        }
      });
    }
  }
  const only = (item: number): StepId | undefined => {
    const plan = plans[item];
    return plan?.kind === 'step' ? plan.id : undefined;
  };
  return {
    sends: (item) => {
      const id = only(item);
      return id !== undefined && !ends(id) && (flow.exactGuardOf.get(id) ?? ALWAYS) === ALWAYS;
    },
    waits: (item) => {
      const id = only(item);
      return id === undefined || !ends(id);
    },
    reads: (item) => [...(reads[item] ?? [])],
    suits: (tree) => suitsLevel(tree) && suits(tree, early, []),
  };
}
