import type { ChoiceStep, StepId } from '../../model/pipeline.ts';
import { isChoice } from '../../model/pipeline.ts';
import type { Loop } from '../resolve/flow.ts';
import { ALWAYS } from '../resolve/guard.ts';
import { waysOf } from '../resolve/needs.ts';
import type { Plan, Region, Route } from '../schedule/plan.ts';
import { stepsOf } from '../schedule/plan.ts';
import { literal, type Condition, type Value, type Variable } from '../value.ts';
import { defaultsOnEdge, keptByWay, merged } from './assigns.ts';
import { stepOf, type Frame, type Lowering, type Target } from './lowering.ts';
import type { Assignment, ChoiceState } from './machine.ts';
import { asPath, isPath } from './paths.ts';
import { placed, placedCondition } from './reading.ts';
import { hoisted, stateFor, type Back } from './steps.ts';

/** The rest of lowering, passed in: regions hold plans and plans hold regions. */
export interface Lower {
  readonly plan: (l: Lowering, frame: Frame, plan: Plan, target: Target) => Target;
  readonly step: (l: Lowering, frame: Frame, id: StepId, target: Target, back: Back) => Target;
}

/** A region: its blocks from the last to the first, each leading where the schedule says. */
export function lowerRegion(l: Lowering, frame: Frame, region: Region, target: Target, lower: Lower): Target {
  const entries: Target[] = new Array<Target>(region.blocks.length);
  const exit = (route: Route): Target => (target.to === 'end' ? { to: 'end', when: frame.flow.guards.and(target.when, route.when) } : target);
  const place = new Map(frame.flow.order.map((id, n) => [id, n]));
  const comesBefore = (a: StepId, b: StepId): boolean => (place.get(a) ?? 0) < (place.get(b) ?? 0);
  const follow = (route: Route, from: StepId): Target => {
    switch (route.to) {
      case 'block':
        return entered(l, frame, entries[route.block] as Target, region.blocks[route.block]?.plan);
      case 'exit':
        return exit(route);
      case 'handler':
        return { to: 'state', name: l.entries.get(route.entry) ?? l.names.of(route.entry), onEnter: [] };
      case 'loop':
        return { to: 'state', name: `@${route.target}`, onEnter: started(l, frame, (loop) => loop.target === route.target && !loop.body.has(from) && comesBefore(loop.choice, from)) };
      case 'noMatch':
        return exit(route);
    }
  };
  for (let i = region.blocks.length - 1; i >= 0; i--) {
    const block = region.blocks[i] as Region['blocks'][number];
    const only = block.plan.kind === 'step' ? block.plan.id : undefined;
    const ways = only === undefined ? undefined : region.ways.get(only);
    if (only === undefined || ways === undefined) entries[i] = lower.plan(l, frame, block.plan, follow(block.next as Route, stepsOf(block.plan).at(-1) as StepId));
    else if (isChoice(stepOf(l, only).step)) entries[i] = lowerChoice(l, frame, only, ways, follow);
    else entries[i] = lowerCatching(l, frame, only, ways, follow, lower);
  }
  return entered(l, frame, entries[0] as Target, region.blocks[0]?.plan);
}

/** The way into a loop's body from outside starts its counter. */
function entered(l: Lowering, frame: Frame, target: Target, plan: Plan | undefined): Target {
  if (target.to === 'end' || plan === undefined) return target;
  const [first] = stepsOf(plan);
  return { ...target, onEnter: merged(target.onEnter, started(l, frame, (loop) => loop.target === first)) };
}

/** The counters of some loops begin anew. The way back of a loop enters those inside of it that begin at the same step. */
function started(l: Lowering, frame: Frame, which: (loop: Loop) => boolean): readonly Assignment[] {
  const counters = frame.flow.loops.filter((loop) => which(loop) && maximumOf(l, loop.choice, loop.way) !== undefined);
  return counters.map((loop): Assignment => ({ variable: counterOf(l, frame, loop.choice, loop.way), whole: literal(0) }));
}

function maximumOf(l: Lowering, choice: StepId, way: number): number | undefined {
  return waysOf(stepOf(l, choice).step as ChoiceStep)[way]?.loop?.max;
}

function counterOf(l: Lowering, frame: Frame, choice: StepId, way: number): Variable {
  const suffix = frame.flow.loops.filter((loop) => loop.choice === choice).length > 1 ? ` ${way + 1}` : '';
  return l.variables.own(`${choice} count${suffix}`, `${stepOf(l, choice).step.name} count${suffix}`, frame.asl);
}

/** A step with a catch that comes back: success is its first way, each catcher another. */
function lowerCatching(l: Lowering, frame: Frame, id: StepId, ways: readonly Route[], follow: (route: Route, from: StepId) => Target, lower: Lower): Target {
  const decided = frame.flow.exactGuardOf.get(id) ?? ALWAYS;
  const back = new Map<number, { target: Target; assign: readonly Assignment[] }>();
  ways.slice(1).forEach((route, i) => back.set(i, { target: follow(route, id), assign: defaultsOnEdge(l, frame, decided, frame.flow.after(id, i + 1)) }));
  const success = follow(ways[0] as Route, id);
  const bypassed = defaultsOnEdge(l, frame, decided, frame.flow.after(id, 0));
  return lower.step(l, frame, id, success.to === 'end' ? success : { ...success, onEnter: merged(bypassed, success.onEnter) }, back);
}

function lowerChoice(l: Lowering, frame: Frame, id: StepId, ways: readonly Route[], follow: (route: Route, from: StepId) => Target): Target {
  const resolved = stepOf(l, id);
  const decided = frame.flow.guardOf.get(id) ?? ALWAYS;
  const parts: { name: string; variable: Assignment }[] = [];
  const rules: ChoiceState['rules'][number][] = [];
  let otherwise = '';
  let assign: readonly Assignment[] = [];
  ways.forEach((route, way) => {
    const wanted = resolved.ways[way];
    const { next, onEnter } = route.to === 'noMatch' ? { next: noMatch(l, frame, id), onEnter: [] } : stateFor(l, frame, id, follow(route, id));
    const kept = route.to === 'noMatch' ? [] : keptByWay(l, id, wanted?.outputs ?? new Map(), frame.asl);
    const defaults = route.to === 'noMatch' || route.to === 'handler' || route.to === 'loop' ? [] : defaultsOnEdge(l, frame, decided, frame.flow.after(id, way));
    const all = merged(defaults, kept, onEnter);
    const maximum = route.to === 'loop' ? maximumOf(l, id, way) : undefined;
    const counter = maximum === undefined ? undefined : counterOf(l, frame, id, way);
    const count: Value | undefined = counter && { op: 'named', variable: counter, path: [] };
    const counted = counter && count ? merged(all, [{ variable: counter, whole: { op: 'increment', of: count } }]) : all;
    const below: Condition | undefined = count && { test: 'compare', left: count, operator: '<', right: literal(maximum as number), type: 'number' };
    if (wanted?.condition !== undefined) {
      const drawn = pathsIn(l, frame, id, placedCondition(l, wanted.condition, frame.asl), parts);
      rules.push({ condition: below ? { test: 'all', of: [drawn, below] } : drawn, assign: counted, next, way });
    } else if (below) {
      rules.push({ condition: below, assign: counted, next, way });
      otherwise = noMatch(l, frame, id);
    } else {
      otherwise = next;
      assign = all;
    }
  });
  frame.states.push({ type: 'Choice', name: l.names.of(id), step: id, rules, assign, otherwise });
  return hoisted(l, frame, id, parts);
}

function noMatch(l: Lowering, frame: Frame, id: StepId): string {
  const name = l.names.after(id, 'no match');
  frame.states.push({ type: 'Fail', name, error: literal('Cauce.NoMatch'), cause: literal(`No way of ${stepOf(l, id).step.name} matches.`) });
  return name;
}

/** JSONPath compares paths: what is none is worked out before the Choice. */
function pathsIn(l: Lowering, frame: Frame, id: StepId, condition: Condition, parts: { name: string; variable: Assignment }[]): Condition {
  if (l.language === 'jsonata') return condition;
  const path = (value: Value): Value => asPath(l, frame, id, placed(l, value, frame.asl), parts);
  switch (condition.test) {
    case 'compare': {
      if (condition.operator === 'matches') return { ...condition, left: path(condition.left) };
      const right = isToken(l, condition.right) && condition.left.op !== 'literal' ? condition.right : path(condition.right);
      return { ...condition, left: path(condition.left), right };
    }
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((c) => pathsIn(l, frame, id, c, parts)) };
    case 'not':
      return { ...condition, of: pathsIn(l, frame, id, condition.of, parts) };
    case 'exists': {
      // What may be missing cannot be worked out before: any path is asked as it is.
      const of = placed(l, condition.of, frame.asl);
      return { ...condition, of: isPath(of) ? of : path(condition.of) };
    }
    case 'holds':
      return { ...condition, of: path(condition.of) };
    default:
      return condition;
  }
}

/** A deploy text on the right of a comparison of texts stands there as it is. */
function isToken(l: Lowering, value: Value): boolean {
  const parameter = value.op === 'parameter' ? l.resolved.context.parameters.get(value.name) : undefined;
  return parameter?.phase === 'deploy' && parameter.encoding !== 'base64' && !['integer', 'number', 'boolean', 'list', 'object'].includes(parameter.type);
}
