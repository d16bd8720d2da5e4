import type { Json, JsonObject } from '../core/base/json.ts';
import { baseName } from '../core/compile/verify/stateNames.ts';
import { edgesOf, type Edge } from '../core/model/edges.ts';
import { isChoice, type Pipeline, type Step, type StepId } from '../core/model/pipeline.ts';
import { allSteps } from '../core/model/scopes.ts';
import type { HistoryEvent } from '../core/simulate/history.ts';
import { DrawnValues, handedOn, key, settled, type Frame, type Given } from './drawing.ts';

/** What a history says beside what the drawing says. */
export interface Replay {
  /** Every call: the request that was sent, and the one computed from the drawing. */
  readonly calls: readonly { readonly step: StepId; readonly frame: Frame; readonly time: Date; readonly sent: Json; readonly drawn: Json }[];
  /** Steps in the order in which they were entered, with their frames (`s1@0.2`), and when. */
  readonly entered: readonly { readonly place: string; readonly time: Date }[];
  /** Drawn dependencies that the order of events does not respect. */
  readonly disorder: readonly string[];
  /** Steps that ran though no way led there, or did not though one did; only of an execution that came to its end. */
  readonly astray: readonly string[];
  readonly values: DrawnValues;
}

/** Goes along a history, and computes beside it what the drawing says at each point. */
export function replay(pipeline: Pipeline, events: readonly HistoryEvent[], given: Given): Replay {
  const ids = new Map([...allSteps(pipeline)].map(([id, { step }]) => [baseName(step.name), id]));
  const values = new DrawnValues(pipeline, given);
  const frames = framesOf(events);
  const calls: { step: StepId; frame: Frame; time: Date; sent: Json; drawn: Json }[] = [];
  const entered: { place: string; time: Date }[] = [];
  const firstEntry = new Map<string, number>();
  const firstExit = new Map<string, number>();
  const chosen = new Set<string>();
  const attempts = new Map<string, number>();
  const running = stateOf(events);
  for (const [at, event] of events.entries()) {
    const id = ids.get(running[at] ?? '');
    if (id === undefined) continue;
    const frame = frames[at] as Frame;
    const step = allSteps(pipeline).get(id)?.step as Step;
    const here = key(id, frame);
    const args = ('arguments' in step ? (step.arguments ?? {}) : {}) as JsonObject;
    if (event.stateEnteredEventDetails !== undefined) {
      entered.push({ place: here, time: event.timestamp });
      if (!firstEntry.has(here)) firstEntry.set(here, event.id);
      attempts.set(here, 0);
      if (step.kind === 'pass') values.made(id, frame, values.value(args, frame));
      if (isChoice(step)) {
        const way = values.way(id, step, frame);
        chosen.add(key(id, frame) + `>${(way === 'otherwise' ? step.otherwise?.to : step.branches?.[way]?.to) ?? ''}`);
        values.made(id, frame, values.value(handedOn(step, way), frame));
      }
    }
    if (event.stateExitedEventDetails !== undefined && !firstExit.has(here)) firstExit.set(here, event.id);
    if (event.taskScheduledEventDetails !== undefined) {
      const attempt = attempts.get(here) ?? 0;
      attempts.set(here, attempt + 1);
      const sent = JSON.parse(event.taskScheduledEventDetails.parameters) as Json;
      calls.push({ step: id, frame, time: event.timestamp, sent, drawn: settled(values.value(args, frame, attempt), sent) });
    }
    if (event.taskSucceededEventDetails?.output !== undefined) values.made(id, frame, JSON.parse(event.taskSucceededEventDetails.output) as Json);
  }
  return { calls, entered, disorder: disorderOf(pipeline, firstEntry, firstExit), astray: astrayOf(pipeline, values, new Set(firstEntry.keys()), chosen), values };
}

/** The frame of each event, by the chain of the events that led to it. */
function framesOf(events: readonly HistoryEvent[]): readonly Frame[] {
  const frames: Frame[] = [];
  for (const { id, previousEventId, type, mapIterationStartedEventDetails: started } of events) {
    const before = events[previousEventId - 1];
    const around = before === undefined ? [] : (frames[previousEventId - 1] as Frame);
    if (started !== undefined) frames[id - 1] = [...around, started.index];
    else frames[id - 1] = type === 'MapIterationSucceeded' || type === 'MapIterationFailed' || type === 'MapIterationAborted' ? around.slice(0, -1) : around;
  }
  return frames;
}

/** The name of the state that each event belongs to. */
function stateOf(events: readonly HistoryEvent[]): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const event of events) {
    names.push(event.stateEnteredEventDetails?.name ?? event.stateExitedEventDetails?.name ?? names[event.previousEventId - 1]);
  }
  return names;
}

/** Every edge leads from a step that ended, or failed, to one that began later, in the same iterations. */
function disorderOf(pipeline: Pipeline, entry: ReadonlyMap<string, number>, exit: ReadonlyMap<string, number>): readonly string[] {
  const found: string[] = [];
  for (const edge of edgesOf(pipeline)) {
    if (edge.kind === 'data' && edge.pointer.startsWith('/result/')) continue; // from inside a container to its result
    const from = allSteps(pipeline).get(edge.from)?.step as Step;
    if (edge.kind === 'way' && isLoop(from, edge.way)) continue;
    for (const [place, began] of entry) {
      const [id, frame] = place.split('@') as [string, string];
      if (id !== edge.to) continue;
      const source = [...entry.keys()].find((k) => k.startsWith(`${edge.from}@`) && `${frame}.`.startsWith(`${k.slice(edge.from.length + 1)}.`.replace(/^\.$/, '')));
      if (source === undefined) continue;
      const ended = (edge.kind === 'catch' ? entry : exit).get(source) ?? Infinity;
      if (ended > began) found.push(`${edge.id} at ${place}: ${edge.from} ended at ${ended}, ${id} began at ${began}`);
    }
  }
  return found;
}

function isLoop(step: Step, way: number | 'otherwise'): boolean {
  return isChoice(step) && way !== 'otherwise' && step.branches?.[way]?.loop !== undefined;
}

/** Which steps ran without reason, or did not though they should have. A Pass that nobody reads may be left out. */
function astrayOf(pipeline: Pipeline, values: DrawnValues, ran: ReadonlySet<string>, chosen: ReadonlySet<string>): readonly string[] {
  const steps = allSteps(pipeline);
  const incoming = (id: StepId): readonly Edge[] => edgesOf(pipeline).filter((e) => e.to === id && steps.get(e.from)?.scope === steps.get(id)?.scope);
  const known = new Map<StepId, boolean>();
  /** Whether it depends on a decision if the step runs. Where ways meet again it does not matter which of them was taken. */
  const depends = (id: StepId): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    known.set(id, false); // a way back does not make its loop conditional
    const made = incoming(id).some((e) => (e.kind === 'way' ? !isLoop(steps.get(e.from)?.step as Step, e.way) : e.kind === 'catch' || depends(e.from)));
    known.set(id, made);
    return made;
  };
  /** Whether a step comes behind a Choice whose way leads to `id`: where that way meets others, they lead there as well. */
  const behind = (from: StepId, choice: StepId, id: StepId): boolean => incoming(from).some((e) => e.from === choice || (e.from !== id && !(e.kind === 'way' && isLoop(steps.get(e.from)?.step as Step, e.way)) && behind(e.from, choice, id)));
  const framesIn = (path: readonly StepId[]): readonly Frame[] => {
    const around = path.at(-1);
    if (around === undefined) return [[]];
    const outer = framesIn(path.slice(0, -1)).filter((frame) => ran.has(key(around, frame)));
    return steps.get(around)?.step.kind === 'map' ? outer.flatMap((frame) => values.items(around, frame).map((_, i) => [...frame, i])) : outer;
  };
  const found: string[] = [];
  for (const [id, { scope, step }] of steps) {
    for (const frame of framesIn(scope.path)) {
      const choices = incoming(id).flatMap((e) => (e.kind === 'way' && !isLoop(steps.get(e.from)?.step as Step, e.way) ? [e.from] : []));
      const led = (e: Edge): boolean =>
        e.kind === 'way'
          ? chosen.has(`${key(e.from, frame)}>${id}`)
          : e.kind !== 'catch' && depends(e.from) && ran.has(key(e.from, frame)) && (choices.length === 0 || choices.some((c) => behind(e.from, c, id)));
      const wanted = !depends(id) || incoming(id).some(led);
      if (wanted !== ran.has(key(id, frame)) && !(wanted && step.kind === 'pass')) found.push(`${key(id, frame)} ${wanted ? 'should have run' : 'ran'}`);
    }
  }
  return found;
}
