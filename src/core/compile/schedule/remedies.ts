import type { StepId } from '../../model/pipeline.ts';
import type { Flow } from '../resolve/flow.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { literal } from '../value.ts';
import { arrange } from './order/arrange.ts';
import type { Dag } from './order/dag.ts';
import type { Level, ScopePlan } from './plan.ts';
import type { RemovableOrder, SignalOffer } from './told.ts';
import { withSignals } from './signals.ts';

/** What it would be without an order edge is tried for so many edges, in graphs of so many steps: each try is a schedule. */
const MOST_TRIES = 8;
const TRIED_UP_TO = 40;

/** How long a step that others wait for may take at most, so that its graph can be as short as its longest chain. Tried, not reckoned. */
export function fittingSeconds(dag: Dag, step: number, lost: number): number | undefined {
  const left = (dag.seconds[step] as number) - lost;
  if (left <= 0 || dag.seconds.length > TRIED_UP_TO) return undefined;
  const { makespan, criticalPath: ideal } = arrange({ ...dag, seconds: dag.seconds.map((s, x) => (x === step ? left : s)) });
  return makespan === ideal ? left : undefined;
}

/** What the pipeline's own steps would gain by signals, where they lose time and the pipeline wants none yet. */
export function offerOf(resolved: Resolved, plan: ScopePlan): SignalOffer | undefined {
  const whole = plan.levels.at(-1);
  if (whole === undefined || resolved.markers !== undefined || whole.items.length > TRIED_UP_TO || whole.arrangement.makespan <= whole.arrangement.criticalPath) return undefined;
  const place = { bucket: literal(''), key: () => literal('') };
  const { signals, levels } = withSignals(plan, { ...resolved, markers: place });
  const seconds = whole.arrangement.makespan - (levels.at(-1) as Level).arrangement.makespan;
  return signals.length === 0 || seconds <= 0 ? undefined : { seconds, signals: signals.map(({ from, to, gainSeconds }) => ({ from, to, gainSeconds })) };
}

/** Order edges without which a level would be shorter. Each is tried; none that data depends on. */
export function removableOrders(flow: Flow, level: Level): readonly RemovableOrder[] {
  const { items, dag, arrangement } = level;
  if (items.length > TRIED_UP_TO) return [];
  const alone = new Map(level.plans.flatMap((leaf, item) => (leaf.kind === 'step' ? [[leaf.id, item] as const] : [])));
  const drawn = [...alone.keys()].flatMap((to) => (flow.steps[to]?.after ?? []).filter((from) => alone.has(from) && isOrderOnly(flow, from, to)).map((from) => ({ from, to })));
  return drawn.slice(0, MOST_TRIES)
    .map(({ from, to }) => ({ from, to, seconds: arrangement.makespan - arrange(withoutEdge(dag, alone.get(from) as number, alone.get(to) as number)).makespan }))
    .filter((r) => r.seconds > 0)
    .sort((a, b) => b.seconds - a.seconds);
}

/** Is the order edge all that makes `to` wait for `from`? */
function isOrderOnly(flow: Flow, from: StepId, to: StepId): boolean {
  return flow.needs.get(to)?.filter((need) => need.from.some((f) => f.step === from)).length === 1;
}

function withoutEdge(dag: Dag, from: number, to: number): Dag {
  return { ...dag, successors: dag.successors.map((next, x) => (x === from ? next.filter((s) => s !== to) : next)) };
}
