import { isObject, type Json } from '../../base/json.ts';
import type { Binding, OutputRef } from '../../model/binding.ts';
import { isChoice, isMap, isParallel, type Pipeline, type Step, type StepId } from '../../model/pipeline.ts';
import { bindingsOf, collect } from './bindings.ts';
import { allSteps, scopesOf, type Scope } from '../../model/scopes.ts';

/** One drawn dependency: `to` may start only after `from` has finished, where both run. */
export interface Dependency {
  readonly from: StepId;
  readonly to: StepId;
  /** A value that has a default, or one of several: `from` need not run. */
  readonly may: boolean;
  readonly order: boolean;
}

/** What a step waits for; the results of a container are read inside it. */
function waitedFor(step: Step): readonly Binding[] {
  if (!isMap(step) && !isParallel(step)) return bindingsOf(step);
  const found: Binding[] = [];
  const fields = step as unknown as Record<string, Json | undefined>;
  for (const key of ['items', 'maxConcurrency']) collect(fields[key] ?? null, found);
  return found;
}

export function dependencies(pipeline: Pipeline): readonly Dependency[] {
  const found: Dependency[] = [];
  for (const [to, { step }] of allSteps(pipeline)) {
    for (const from of step.after ?? []) found.push({ from, to, may: false, order: true });
    for (const binding of waitedFor(step)) {
      const add = (ref: OutputRef, may: boolean): void => void found.push({ from: ref.step, to, may: may || 'default' in ref, order: false });
      if (binding.kind === 'output') add(binding.ref, false);
      if (binding.kind === 'oneOf') binding.refs.forEach((r) => add(r, true));
    }
  }
  return found;
}

/** How a step is entered other than by its dependencies. */
export function entries(pipeline: Pipeline): ReadonlySet<StepId> {
  const found = new Set<StepId>(pipeline.onFailure === undefined ? [] : [pipeline.onFailure]);
  for (const { step } of allSteps(pipeline).values()) {
    if (isChoice(step)) for (const way of [...(step.branches ?? []), ...(step.otherwise ? [step.otherwise] : [])]) if (way.to !== undefined) found.add(way.to);
    if ('catch' in step && Array.isArray(step.catch)) for (const c of step.catch) if (isObject(c as unknown)) found.add((c as { to: StepId }).to);
  }
  return found;
}

const NONE: ReadonlySet<StepId> = new Set();

/** Dependencies between the steps of one scope: what lies inside a container counts for the container. */
export class ScopeDependencies {
  readonly scope: Scope;
  private readonly before = new Map<StepId, Set<StepId>>();
  private readonly conditional = new Map<StepId, boolean>();
  private readonly reached = new Map<StepId, ReadonlySet<StepId>>();

  constructor(scope: Scope, all: readonly Dependency[], steps: ReturnType<typeof allSteps>) {
    this.scope = scope;
    const lift = (id: StepId): StepId | undefined => {
      if (Object.hasOwn(scope.steps, id)) return id;
      const path = steps.get(id)?.scope.path ?? [];
      return path.find((c) => Object.hasOwn(scope.steps, c));
    };
    for (const d of all) {
      const [from, to] = [lift(d.from), lift(d.to)];
      if (from !== undefined && to !== undefined && from !== to) this.before.set(to, (this.before.get(to) ?? new Set()).add(from));
    }
  }

  direct(id: StepId): ReadonlySet<StepId> { return this.before.get(id) ?? NONE; }

  /** Is a step, or anything before it, entered by a Choice, a catcher or "on failure"? */
  isConditional(id: StepId, entered: ReadonlySet<StepId>): boolean {
    const known = this.conditional.get(id);
    if (known !== undefined) return known;
    this.conditional.set(id, false);
    const found = entered.has(id) || [...this.direct(id)].some((b) => this.isConditional(b, entered));
    this.conditional.set(id, found);
    return found;
  }

  /** All that must come before a step, at any distance. */
  ancestors(id: StepId): ReadonlySet<StepId> {
    let found = this.reached.get(id);
    if (!found) {
      const seen = new Set<StepId>(this.direct(id));
      for (const s of seen) for (const b of this.direct(s)) seen.add(b);
      this.reached.set(id, (found = seen));
    }
    return found;
  }
}

export function scopeDependencies(pipeline: Pipeline, all: readonly Dependency[]): readonly ScopeDependencies[] {
  const steps = allSteps(pipeline);
  return scopesOf(pipeline).map((s) => new ScopeDependencies(s, all, steps));
}
