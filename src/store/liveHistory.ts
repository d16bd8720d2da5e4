import type { Execution } from '../aws/stepFunctions/types.ts';
import { jsonOrText } from '../core/base/json.ts';
import { stepSeconds } from '../core/catalog/estimate.ts';
import type { Catalog } from '../core/catalog/kind.ts';
import { inputIn } from '../core/deliver/run/inputText.ts';
import { edgesOf } from '../core/model/edges.ts';
import type { Pipeline, StepId } from '../core/model/pipeline.ts';
import { allSteps } from '../core/model/scopes.ts';
import { linkedEvents } from '../core/rehearse/linkedEvents.ts';
import { liveTimeline } from '../core/rehearse/liveTimeline.ts';
import { waysInHistory } from '../core/rehearse/liveWays.ts';
import { passagesOf } from '../core/rehearse/passages.ts';
import { timelineOf } from '../core/rehearse/readTimeline.ts';
import type { Timeline } from '../core/rehearse/timeline.ts';
import type { HistoryEvent } from '../core/simulate/history.ts';
import type { SimulatedRun } from '../platform/types.ts';
import type { RanDrawing } from './ranDrawing.ts';

/** The drawing that an execution is shown on, and when. */
export interface LiveView {
  readonly pipeline: Pipeline;
  readonly catalog: Catalog;
  readonly drawing: RanDrawing;
  /** Milliseconds since 1970 by AWS's clock. */
  readonly now: number;
}

/** The history of one execution as far as it was read, and what was made of it: read anew only when something came. */
export class LiveHistory {
  readonly events: HistoryEvent[] = [];
  private read: { readonly of: number; readonly drawing: RanDrawing; readonly events: readonly HistoryEvent[]; readonly timeline: Timeline; readonly transitions: number } | undefined;

  add(events: readonly HistoryEvent[]): void {
    for (const event of events) this.events.push(event);
  }

  /** The execution in the shape of a simulation, as it stands now. */
  asRun(execution: Execution | undefined, { pipeline, catalog, drawing, now }: LiveView): SimulatedRun {
    const { events, timeline: course, transitions } = this.reading(drawing);
    const origin = events[0]?.timestamp.getTime();
    const over = execution?.stoppedAt !== undefined;
    const timeline = over || origin === undefined ? course : liveTimeline(course, { origin, now, expected: usualSeconds(pipeline, catalog) });
    const { status = 'RUNNING', output, error, cause } = execution ?? {};
    return {
      status: status === 'PENDING_REDRIVE' ? 'RUNNING' : status,
      ...(output === undefined ? {} : { output: jsonOrText(output) }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
      redriveCount: execution?.redriveCount ?? 0,
      redriveStatus: execution?.redrive.possible === true ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      durationSeconds: timeline.duration,
      transitions,
      events,
      decisions: [],
      children: [],
      input: inputIn(execution?.input ?? events[0]?.executionStartedEventDetails?.input),
      failures: [],
      timeline,
      passages: passagesOf(pipeline, timeline),
      environment: drawing.environment,
    };
  }

  private reading(drawing: RanDrawing): NonNullable<LiveHistory['read']> {
    if (this.read?.of === this.events.length && this.read.drawing === drawing) return this.read;
    const events = linkedEvents(this.events);
    const { pipeline, definition, states, ways } = drawing;
    const timeline = timelineOf({ events, children: [], states, edges: edgesOf(pipeline), ...(ways === undefined ? {} : { ways: waysInHistory(events, definition, { pipeline, states, ways }) }) });
    this.read = { of: this.events.length, drawing, events, timeline, transitions: events.filter((e) => e.type.endsWith('StateEntered')).length };
    return this.read;
  }
}

let usual: { readonly steps: Pipeline['steps']; readonly catalog: Catalog; readonly seconds: ReadonlyMap<StepId, number> } | undefined;

function usualSeconds(pipeline: Pipeline, catalog: Catalog): ReadonlyMap<StepId, number> {
  if (usual?.steps !== pipeline.steps || usual.catalog !== catalog) usual = { steps: pipeline.steps, catalog, seconds: new Map([...allSteps(pipeline)].map(([id, { step }]) => [id, stepSeconds(step, catalog)])) };
  return usual.seconds;
}
