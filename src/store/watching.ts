import { definitionOf, type Artifacts } from '../core/compile/types.ts';
import { isObject, type Json } from '../core/base/json.ts';
import { edgesOf } from '../core/model/edges.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { statesOfSteps } from '../core/rehearse/meant.ts';
import { linkedEvents } from '../core/rehearse/linkedEvents.ts';
import { liveTimeline } from '../core/rehearse/liveTimeline.ts';
import { passagesOf } from '../core/rehearse/passages.ts';
import type { HistoryEvent } from '../core/simulate/history.ts';
import { AwsFault } from '../aws/fault.ts';
import type { Execution, StepFunctions } from '../aws/stepFunctions/types.ts';
import { watchExecution } from '../aws/stepFunctions/watch.ts';
import { createBudget, type Budget } from '../aws/transport/budget.ts';
import type { SimulatedRun } from '../platform/types.ts';
import type { AppStore } from './appStore.ts';
import type { App } from './react.tsx';
import { seek } from './simulating.ts';
import type { LiveRun } from './types.ts';

/** Calls a second that this page spends on looking, whatever it watches: a third of what an account has for all. */
const PER_SECOND = 5;
/** A live run needs room for its rows, as a simulation does. */
const DOCK_HEIGHT = 296;

/** The drawing that an execution is shown on, and what it became. */
export interface Shown {
  readonly pipeline: Pipeline;
  readonly artifacts: Artifacts;
  readonly environment: string;
}

const budgets = new WeakMap<AppStore, Budget>();

/** One for all that this page watches; by a clock that nobody sets back, or watching would stand still until then. */
function budgetOf(store: AppStore): Budget {
  const budget = budgets.get(store) ?? createBudget(PER_SECOND, () => performance.now());
  budgets.set(store, budget);
  return budget;
}

/**
 * Shows an execution on the drawing, in the place of a simulation, until it has ended or something else is shown there.
 * Resolves then.
 */
export async function watchOnDrawing({ store, platform }: Pick<App, 'store' | 'platform'>, client: StepFunctions, arn: string, name: string, shown: Shown): Promise<Execution | undefined> {
  const { view, setView, setSimulation } = store.getState();
  platform.simulator.stop();
  const first: LiveRun = { arn, name, status: 'RUNNING', fault: null, watching: true };
  setSimulation({ on: true, busy: false, playing: false, live: first, result: null, of: null, statuses: null, shown: 'timeline', at: 0 });
  setView({ dock: { ...view.dock, tab: 'simulation', open: true, maximised: false, height: Math.max(view.dock.height, DOCK_HEIGHT) } });
  const states = statesOfSteps(shown.artifacts.sourceMap, definitionOf(shown.artifacts));
  const edges = edgesOf(shown.pipeline);
  const events: HistoryEvent[] = [];
  const ending = new AbortController();
  const forget = store.subscribe((now) => {
    if (now.simulation.live?.arn !== arn) ending.abort();
  });
  let execution: Execution | undefined;
  const show = (fault: LiveRun['fault'], watching: boolean): void => {
    const status = execution?.status ?? 'RUNNING';
    store.getState().setSimulation({ live: { arn, name, status, fault, watching } });
    if (events.length > 0) showRun(store, shown.pipeline, liveRun(events, execution, shown, states, edges, execution?.stoppedAt === undefined ? platform.clock.now() : undefined));
  };
  try {
    for await (const look of watchExecution(arn, { client, budget: budgetOf(store), signal: ending.signal })) {
      if (ending.signal.aborted) return execution;
      events.push(...look.events);
      execution = look.execution ?? execution;
      show(look.fault ?? null, !look.ended);
    }
  } catch (error) {
    if (ending.signal.aborted) return execution;
    show(error instanceof AwsFault ? error : { message: error instanceof Error ? error.message : String(error), hint: '' }, false);
  } finally {
    forget();
  }
  return execution;
}

/** Who looks at the newest moment goes on looking at it. */
function showRun(store: AppStore, pipeline: Pipeline, run: SimulatedRun): void {
  const { simulation, setSimulation } = store.getState();
  const before = simulation.result?.run;
  const follows = !before || simulation.at >= before.timeline.duration;
  setSimulation({ result: { diagnostics: [], run, cases: [], coverage: null }, of: pipeline });
  seek(store, follows ? Infinity : simulation.at);
}

function liveRun(history: readonly HistoryEvent[], execution: Execution | undefined, { pipeline, environment }: Shown, states: ReadonlyMap<string, string>, edges: ReturnType<typeof edgesOf>, now: number | undefined): SimulatedRun {
  const events = linkedEvents(history);
  const timeline = liveTimeline({ events, children: [], states, edges }, now);
  const { status = 'RUNNING', output, error, cause } = execution ?? {};
  return {
    status: status === 'PENDING_REDRIVE' ? 'RUNNING' : status,
    ...(output === undefined ? {} : { output: parsed(output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    redriveCount: execution?.redriveCount ?? 0,
    redriveStatus: execution?.redrive.possible === true ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    durationSeconds: timeline.duration,
    transitions: events.filter((e) => e.type.endsWith('StateEntered')).length,
    events,
    decisions: [],
    children: [],
    input: inputOf(events, execution),
    failures: [],
    timeline,
    passages: passagesOf(pipeline, timeline),
    environment,
  };
}

function inputOf(events: readonly HistoryEvent[], execution: Execution | undefined): Json {
  const input = execution?.input === undefined ? events[0]?.executionStartedEventDetails?.input : execution.input;
  const value = input === undefined ? {} : parsed(input);
  return isObject(value) ? value : {};
}

/** AWS gives JSON texts; what is none is shown as it is. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
