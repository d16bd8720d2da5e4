import { durationInWords } from '../../base/durations.ts';
import { report, nameOf, type ResolveContext } from '../resolve/context.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { dearestInLine, type AddedWait } from './addedWaits.ts';
import { secondsIn } from './plans.ts';
import { isFail, isSucceed, type Step, type StepId } from '../../model/pipeline.ts';
import type { Flow } from '../resolve/flow.ts';
import { ALWAYS, type Guard } from '../resolve/guard.ts';
import { regionsOf, routesOf, stepsOf, type CutOff, type Level, type Plan, type ScopePlan } from './plan.ts';

/**
 * What is drawn and no line of states can do is reported into the diagnostics of `resolved`. States remember no decision: where
 * ways have met, they cannot part again without a new Choice. And nothing follows where every way has ended.
 */
export function checkPlans(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>): void {
  const { context } = resolved;
  const ends = (id: StepId): boolean => {
    const step = context.steps.get(id)?.step;
    return step !== undefined && (isFail(step) || isSucceed(step));
  };
  for (const [key, { main, handlers, levels }] of plans) {
    for (const level of levels) tellMoved(context, level);
    const top = resolved.scopes.get(key)?.flow;
    if (main && top) tellLine(context, dearestInLine(main, top, secondsIn(resolved)));
    for (const { plan, flow } of [...(main && top ? [{ plan: main, flow: top }] : []), ...handlers]) {
      const regions = regionsOf(plan);
      const partings = regions.flatMap((r) => r.partings);
      for (const { after, step, deciders } of partings) {
        const choice = deciders.map((d) => nameOf(context, d)).join(', ');
        report(context, 'ways-part-again', { step: nameOf(context, step), after: nameOf(context, after), choice }, { step });
      }
      // Where ways part again, what ends is not what was drawn.
      if (partings.length > 0) continue;
      const behind = behindTheEnd(plan, ends);
      for (const { step, end } of behind) report(context, 'every-way-ends', { step: nameOf(context, step), end: nameOf(context, end) }, { step });
      const cutOff = new Map(regions.flatMap((r) => r.cutOff).map((c) => [c.step, c]));
      for (const early of endedEarly(plan, flow)) if (!cutOff.has(early.step)) cutOff.set(early.step, early);
      for (const { step } of behind) cutOff.delete(step);
      for (const { after, step, end } of cutOff.values()) report(context, 'ended-before', { step: nameOf(context, step), after: nameOf(context, after), end: nameOf(context, end) }, { step });
    }
  }
}

/**
 * Steps that stand behind a Succeed in its line of states and run under outcomes under which it is reached as well: with the
 * execution, or the branch, they would be over.
 */
function endedEarly(whole: Plan, flow: Flow): readonly CutOff[] {
  if (!flow.order.some((id) => isSucceed(flow.steps[id] as Step))) return [];
  const found: CutOff[] = [];
  const exact = (id: StepId): Guard => flow.exactGuardOf.get(id) ?? ALWAYS;
  const visit = (plan: Plan, behind: readonly StepId[]): void => {
    if (plan.kind === 'parallel') for (const branch of plan.branches) visit(branch, []);
    else if (plan.kind === 'step') {
      if (!isSucceed(flow.steps[plan.id] as Step)) return;
      for (const step of behind) {
        if (flow.guards.disjoint(exact(plan.id), exact(step))) continue;
        const after = [...flow.successors].find(([p, next]) => next.has(plan.id) && (next.has(step) || p === step))?.[0] ?? plan.id;
        found.push({ after, step, end: plan.id });
      }
    } else {
      const parts = plan.kind === 'sequence' ? plan.items : plan.blocks.map((b) => b.plan);
      parts.forEach((part, i) => visit(part, [...parts.slice(i + 1).flatMap(stepsOf), ...behind]));
    }
  };
  visit(whole, []);
  return found;
}

/** What a failure edge out of parallel steps costs: of a Parallel state that fails, nothing but the error is left. */
function tellMoved(context: ResolveContext, { moved, cost }: Level): void {
  const [first] = moved;
  if (first === undefined || cost <= 0) return;
  const reads = [...new Set(moved.filter((m) => m.handler === first.handler).map((m) => m.readStep))];
  const args = { step: nameOf(context, first.sourceStep), handler: nameOf(context, first.handler), reads: reads.map((r) => nameOf(context, r)).join(', '), cost: durationInWords(cost) };
  report(context, 'barrier-moved', args, { step: first.sourceStep, argument: '/catch' });
}

/** What it costs that steps which a decision ties together are left together only. */
function tellLine(context: ResolveContext, wait: AddedWait | undefined): void {
  if (wait === undefined) return;
  const args = { before: nameOf(context, wait.before), after: nameOf(context, wait.after), cost: durationInWords(wait.seconds) };
  report(context, 'one-line', args, { step: wait.after });
}

/** Parts of a sequence that follow a region out of which no way leads. */
function behindTheEnd(plan: Plan, ends: (id: StepId) => boolean): readonly { readonly step: StepId; readonly end: StepId }[] {
  const parts = plan.kind === 'sequence' ? plan.items : plan.kind === 'parallel' ? plan.branches : plan.kind === 'region' ? plan.blocks.map((b) => b.plan) : [];
  const inside = parts.flatMap((part) => behindTheEnd(part, ends));
  if (plan.kind !== 'sequence') return inside;
  const end = plan.items.findIndex((item) => item.kind === 'region' && !goesOn(item, ends));
  const next = end < 0 ? undefined : plan.items[end + 1];
  return next === undefined ? inside : [...inside, { step: stepsOf(next)[0] as StepId, end: stepsOf(plan.items[end] as Plan)[0] as StepId }];
}

function goesOn(region: Extract<Plan, { kind: 'region' }>, ends: (id: StepId) => boolean): boolean {
  return region.blocks.some(({ plan }, i) => !(plan.kind === 'step' && ends(plan.id)) && routesOf(region, i).some((route) => route.to === 'exit'));
}
