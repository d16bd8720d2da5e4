import type { StepId } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import { edgesOf } from '../model/edges.ts';
import type { Decision } from '../simulate/log.ts';
import { errorMatches } from '../simulate/errors.ts';
import type { Simulation } from '../simulate/simulate.ts';
import type { Rehearsal } from './prepare.ts';
import { Ways, type Way } from './ways.ts';

/** What one simulation went through, told in the terms of the drawing. Counts of times; what is absent did not happen. */
export interface Taken {
  readonly steps: ReadonlyMap<StepId, number>;
  /** By step and way: `gate 0`, `gate otherwise`. */
  readonly ways: ReadonlyMap<string, number>;
  /** By step and index of its `catch`, as `train 0`; of its `retry`. */
  readonly catches: ReadonlyMap<string, number>;
  readonly retries: ReadonlyMap<string, number>;
}

/** Reads what was taken from the events and decisions of a simulation. */
export function takenIn(rehearsal: Rehearsal, simulation: Simulation): Taken {
  const reading = new Reading(rehearsal);
  for (const history of [simulation, ...simulation.children]) {
    for (const event of history.events) reading.entered(event.stateEnteredEventDetails?.name);
    for (const decision of history.decisions) reading.decided(decision);
  }
  reading.stepsWithoutState();
  return reading;
}

/** The way that each visit of a Choice took, by the id of the event that entered it. */
export function waysTaken(rehearsal: Rehearsal, decisions: readonly Decision[]): ReadonlyMap<number, Way> {
  const ways = new Ways(rehearsal.artifacts);
  const steps = allSteps(rehearsal.pipeline);
  return new Map(
    decisions.flatMap((decision): readonly (readonly [number, Way])[] => {
      const step = decision.kind === 'rule' ? steps.get(rehearsal.steps.get(decision.state) ?? '')?.step : undefined;
      const way = decision.kind === 'rule' && step !== undefined ? ways.of(decision.state, step, decision.index) : undefined;
      return way === undefined ? [] : [[decision.enteredId, way]];
    }),
  );
}

class Reading implements Taken {
  readonly steps = new Map<StepId, number>();
  readonly ways = new Map<string, number>();
  readonly catches = new Map<string, number>();
  readonly retries = new Map<string, number>();
  private readonly rehearsal: Rehearsal;
  private readonly first = new Map<StepId, string>();
  private readonly drawnWays: Ways;

  constructor(rehearsal: Rehearsal) {
    this.rehearsal = rehearsal;
    for (const [state, id] of rehearsal.steps) if (!this.first.has(id)) this.first.set(id, state);
    this.drawnWays = new Ways(rehearsal.artifacts);
  }

  /** A step of several states is entered with its first. */
  entered(state: string | undefined): void {
    const id = state === undefined ? undefined : this.rehearsal.steps.get(state);
    if (id !== undefined && this.first.get(id) === state) add(this.steps, id);
  }

  decided(decision: Decision): void {
    const id = this.rehearsal.steps.get(decision.state);
    const step = id === undefined ? undefined : allSteps(this.rehearsal.pipeline).get(id)?.step;
    if (id === undefined || step === undefined) return;
    switch (decision.kind) {
      case 'rule': {
        const way = this.drawnWays.of(decision.state, step, decision.index);
        return way === undefined ? undefined : add(this.ways, keyOf(id, way));
      }
      case 'retry':
        return add(this.retries, keyOf(id, decision.index));
      case 'failed': {
        // An endpoint that is updated where it cannot be created has not failed.
        if (decision.caughtTo !== undefined && this.rehearsal.steps.get(decision.caughtTo) === id) return;
        const catchers = 'catch' in step ? (step.catch ?? []) : [];
        const index = catchers.findIndex((c) => c.errors.some((name) => errorMatches(name, decision.error)));
        if (index >= 0) add(this.catches, keyOf(id, index));
      }
    }
  }

  /** A Succeed that ends a branch is no state: it ran where a way, or a catch, led to it, or all that it waits for ran. */
  stepsWithoutState(): void {
    const without = [...allSteps(this.rehearsal.pipeline).keys()].filter((id) => !this.first.has(id));
    for (const id of without) {
      const edges = edgesOf(this.rehearsal.pipeline).filter((e) => e.to === id);
      const led = edges.flatMap((e) => (e.kind === 'way' ? [this.ways.get(keyOf(e.from, e.way)) ?? 0] : e.kind === 'catch' ? [this.catches.get(keyOf(e.from, e.index)) ?? 0] : []));
      const waited = edges.map((e) => this.steps.get(e.from) ?? 0);
      const times = led.length > 0 ? led.reduce((a, b) => a + b, 0) : waited.length > 0 ? Math.min(...waited) : 0;
      if (times > 0) this.steps.set(id, times);
    }
  }
}

export function keyOf(step: StepId, part: number | string): string {
  return `${step} ${part}`;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
