import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import type { HistoryEvent } from '../simulate/history.ts';
import type { StepOfState } from './meant.ts';
import type { Way, Ways } from './ways.ts';

/**
 * The way that each visit of a Choice took in an execution, by the id of the event that entered it. AWS's history does not say which
 * rule held, but where it led: a visit after which several ways may be meant is left out.
 * @param events with their `previousEventId`
 */
export function waysInHistory(events: readonly HistoryEvent[], definition: JsonObject, drawn: { readonly pipeline: Pipeline; readonly states: StepOfState; readonly ways: Ways }): ReadonlyMap<number, Way> {
  const found = new Map<number, Way>();
  const left = events.filter((e) => e.type === 'ChoiceStateExited');
  if (left.length === 0) return found;
  const choices = choicesIn(definition);
  const steps = allSteps(drawn.pipeline);
  const nextOf = new Map(events.flatMap((e) => (e.stateEnteredEventDetails === undefined ? [] : [[e.previousEventId, e.stateEnteredEventDetails.name] as const])));
  for (const { id, previousEventId, stateExitedEventDetails } of left) {
    const name = stateExitedEventDetails?.name ?? '';
    const next = nextOf.get(id);
    const step = steps.get(drawn.states.get(name) ?? '')?.step;
    if (next === undefined || step === undefined) continue;
    const led = new Set((choices.get(name) ?? []).filter((r) => r.next === next).map((r) => drawn.ways.of(name, step, r.rule)));
    const [way] = led;
    if (led.size === 1 && way !== undefined) found.set(previousEventId, way);
  }
  return found;
}

interface Rule {
  readonly rule: number | 'default';
  readonly next: Json | undefined;
}

/** The rules of every Choice state of a definition and of all scopes inside it, by the state's name. */
function choicesIn(json: Json, found = new Map<string, readonly Rule[]>()): ReadonlyMap<string, readonly Rule[]> {
  if (isList(json)) for (const inner of json) choicesIn(inner, found);
  if (!isObject(json)) return found;
  const { States: states } = json as { States?: Json };
  for (const [name, state] of isObject(states) ? Object.entries(states) : []) {
    if (!isObject(state)) continue;
    const rules = isList(state['Choices']) ? state['Choices'] : [];
    if (state['Type'] === 'Choice') found.set(name, [...rules.map((r, rule): Rule => ({ rule, next: isObject(r) ? r['Next'] : undefined })), { rule: 'default', next: state['Default'] }]);
    choicesIn(state['Branches'] ?? null, found);
    choicesIn(state['ItemProcessor'] ?? null, found);
  }
  return found;
}
