import { report, nameOf } from '../resolve/context.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { partingsOf, type ScopePlan } from './plan.ts';

/**
 * States that follow one another remember no decision: where ways have met, they cannot part again without a new Choice.
 * Reports every step that is drawn so, into the diagnostics of `resolved`.
 */
export function checkPlans({ context }: Resolved, plans: Iterable<ScopePlan>): void {
  for (const { main, handlers } of plans) {
    for (const { after, step, deciders } of [...(main ? [main] : []), ...handlers.map((h) => h.plan)].flatMap(partingsOf)) {
      const choice = deciders.map((d) => nameOf(context, d)).join(', ');
      report(context, 'ways-part-again', { step: nameOf(context, step), after: nameOf(context, after), choice }, { step });
    }
  }
}
