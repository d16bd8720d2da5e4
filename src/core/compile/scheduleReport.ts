import { hasErrors } from '../diagnostic/diagnostic.ts';
import type { Pipeline, StepId } from '../model/pipeline.ts';
import type { Flow } from './resolve/flow.ts';
import { resolve, type Resolved } from './resolve/resolve.ts';
import { addedWaits, type AddedWait } from './schedule/addedWaits.ts';
import { boundsOf } from './schedule/explain.ts';
import { SIGNAL_MS } from './schedule/order/signalTimes.ts';
import type { Plan, ScopePlan, Signal } from './schedule/plan.ts';
import { treeOf, type PlanTree } from './schedule/planTree.ts';
import { plansOf, secondsIn } from './schedule/plans.ts';
import type { CompileOptions } from './types.ts';

/** What order the compiler gives the steps of a pipeline, and what that costs. Times in seconds, by the estimates of the steps. */
export interface ScheduleReport {
  readonly makespan: number;
  /** The longest chain of the drawing. */
  readonly criticalPath: number;
  /** Nothing that Step Functions can express is shorter. */
  readonly lowerBound: number;
  /** Makespan by critical path: 1 is perfect. */
  readonly ratio: number;
  /** Proved to be the shortest; steps that a Choice, a loop or a catch ties together count as one. */
  readonly optimal: boolean;
  /** The drawing is so large that it was halved first. */
  readonly quick: boolean;
  readonly addedPrecedences: readonly AddedPrecedence[];
  /** Waits across branches by markers in S3, where the pipeline wants them and they gain time. */
  readonly signals: readonly SignalReport[];
  readonly tree: PlanTree;
  /** The same of what lies inside: `MAP` (the body of a Map), `PARALLEL/#BRANCH`, and `!STEP`, what a failure leads to. */
  readonly inner: Readonly<Record<string, PlanTree>>;
}
/** `to` waits for `from`, which runs beside it. */
export interface SignalReport {
  readonly from: StepId;
  /** The step that waits, or the first one of the region that does. */
  readonly to: StepId;
  /** By how much the run is shorter with it; 0 where it only brings values of a step that is over by then. */
  readonly gainSeconds: number;
  /** State transitions that it costs by the estimates: writing the marker, and reading it until it is there. */
  readonly transitions: number;
}
/** `after` begins right when `before` has ended, and no chain of drawn waits says so. `seconds`: against the longest chain of its own scope. */
export interface AddedPrecedence extends AddedWait {
  /** Where the steps stand, in `inner`; absent for the pipeline's own. */
  readonly scope?: string;
}

/** The schedule of a pipeline's own steps (a Map or Parallel among them counts as one); null where it has errors or no steps. */
export function scheduleReport(pipeline: Pipeline, options: CompileOptions): ScheduleReport | null {
  const resolved = resolve(pipeline, options);
  if (hasErrors(resolved.diagnostics)) return null;
  const plans = plansOf(resolved);
  const plan = plans.get('');
  const whole = plan?.levels.at(-1);
  if (plan === undefined || whole === undefined) return null;
  const { makespan } = whole.arrangement;
  const seconds = secondsIn(resolved);
  const { ideal: criticalPath, lowerBound, optimal } = boundsOf((resolved.scopes.get('') as { flow: Flow }).flow, plan.levels, seconds);
  const { main, inner } = scopesOf(resolved, plans);
  const waits = (scope: string | undefined, of: Planned): readonly AddedPrecedence[] => addedWaits(of.plan, of.flow, seconds).map((w) => (scope === undefined ? w : { ...w, scope }));
  return {
    makespan,
    criticalPath,
    lowerBound,
    ratio: criticalPath === 0 ? 1 : makespan / criticalPath,
    optimal,
    quick: plan.levels.some((l) => l.arrangement.quick),
    addedPrecedences: [...waits(undefined, main), ...[...inner].flatMap(([scope, of]) => waits(scope, of))],
    signals: plan.signals.map((signal, i) => ({ from: signal.from, to: signal.to, gainSeconds: signal.gainSeconds, transitions: transitionsOf(signal, plan.signals.findIndex((s) => s.from === signal.from) === i) })),
    tree: treeOf(main.plan),
    inner: Object.fromEntries([...inner].map(([scope, of]) => [scope, treeOf(of.plan)])),
  };
}

interface Planned {
  readonly plan: Plan;
  readonly flow: Flow;
}

/** The plan of the pipeline's own steps, and those of bodies, branches and handlers by where they stand. */
function scopesOf(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>): { readonly main: Planned; readonly inner: ReadonlyMap<string, Planned> } {
  const inner = new Map<string, Planned>();
  for (const [key, { flow }] of resolved.scopes) {
    const plan = plans.get(key) as ScopePlan;
    if (key !== '' && plan.main) inner.set(key, { plan: plan.main, flow });
    for (const handler of plan.handlers) inner.set(`${key === '' ? '' : `${key}/`}!${handler.entry}`, handler);
  }
  return { main: { plan: plans.get('')?.main as Plan, flow: (resolved.scopes.get('') as { flow: Flow }).flow }, inner };
}

function transitionsOf({ waitSeconds }: Signal, writes: boolean): number {
  const again = Math.ceil(Math.max(0, waitSeconds * 1000 - SIGNAL_MS.get) / (SIGNAL_MS.pause + SIGNAL_MS.get));
  return (writes ? 1 : 0) + 1 + again;
}
