import { pointerTokens, type Pointer } from '../../base/pointer.ts';
import { isFail, type StepId } from '../../model/pipeline.ts';
import type { Flow } from '../resolve/flow.ts';
import { ALWAYS } from '../resolve/guard.ts';
import { regionsOf, routesOf, type Plan, type Region } from './plan.ts';
import { blockStarts, planSeconds, type SecondsOf } from './planSeconds.ts';

/** `after` begins when `before` has ended, with no other step between them, and no chain of drawn waits says so. */
export interface AddedWait {
  readonly before: StepId;
  readonly after: StepId;
  /** By how much the longest way over this wait exceeds the longest chain of the drawing, seconds; 0 where it costs nothing. */
  readonly seconds: number;
  /** The part of the plan's tree (`planTree.ts`) at whose end the barrier stands that makes `after` wait. */
  readonly barrier: Pointer;
}

/**
 * What a plan adds to the drawing of its scope, step by step: inside of regions, and where steps wait for all of a region, as
 * well. What else the plan makes wait follows from these and from what is drawn.
 */
export function addedWaits(plan: Plan, flow: Flow, seconds: SecondsOf): readonly AddedWait[] {
  const isDrawn = drawnOrder(flow);
  const ideal = Math.min(drawnLength(flow, seconds), planSeconds(plan, seconds));
  const { end, tail } = timesIn(plan, seconds);
  return neighbours(plan, flow).flatMap(({ before, after, barrier }) => {
    if (isDrawn(before, after)) return [];
    const over = (end.get(before) as number) + (tail.get(after) as number) - ideal;
    return [{ before, after, seconds: Math.max(0, Math.round(over * 1000) / 1000), barrier }];
  });
}

/** Of the waits that a region makes (its blocks stand in one line, and nothing leaves it before its end) the dearest; none where none costs time. */
export function dearestInLine(plan: Plan, flow: Flow, seconds: SecondsOf): AddedWait | undefined {
  if (regionsOf(plan).length === 0 || planSeconds(plan, seconds) <= drawnLength(flow, seconds)) return undefined;
  const dear = addedWaits(plan, flow, seconds).filter((w) => w.seconds > 0 && isOfRegion(plan, w.barrier));
  return dear.reduce<AddedWait | undefined>((most, w) => (most === undefined || w.seconds > most.seconds ? w : most), undefined);
}

function isOfRegion(whole: Plan, barrier: Pointer): boolean {
  const tokens = pointerTokens(barrier);
  let plan = whole;
  for (let i = 0; i < tokens.length; i += 2) {
    const n = Number(tokens[i + 1]);
    if (i + 2 === tokens.length && plan.kind === 'region') return true;
    plan = (plan.kind === 'sequence' ? plan.items[n] : plan.kind === 'parallel' ? plan.branches[n] : plan.kind === 'region' ? plan.blocks[n]?.plan : plan) as Plan;
  }
  return plan.kind === 'region';
}

/**
 * The longest chain of a drawing, seconds to the millisecond: what it takes if each step waits for nothing but what is drawn.
 * Steps that exclude each other stand on no chain one after the other.
 */
export function drawnLength(flow: Flow, seconds: SecondsOf): number {
  const starts = new Map<StepId, number>();
  let longest = 0;
  for (const id of flow.order) {
    const end = (starts.get(id) ?? 0) + Math.round(seconds(id) * 1000);
    longest = Math.max(longest, end);
    const guard = flow.exactGuardOf.get(id) ?? ALWAYS;
    for (const next of flow.successors.get(id) ?? []) {
      if (!flow.guards.disjoint(guard, flow.exactGuardOf.get(next) ?? ALWAYS)) starts.set(next, Math.max(starts.get(next) ?? 0, end));
    }
  }
  return longest / 1000;
}

/** Does the drawing say that the second step comes after the first, however far? */
function drawnOrder({ order, successors }: Flow): (before: StepId, after: StepId) => boolean {
  const place = new Map(order.map((id, i) => [id, i]));
  const words = (order.length + 31) >>> 5;
  const rows = new Uint32Array(order.length * words);
  for (let i = order.length - 1; i >= 0; i--) {
    for (const next of successors.get(order[i] as StepId) ?? []) {
      const at = place.get(next);
      if (at === undefined) continue;
      for (let w = at >>> 5; w < words; w++) rows[i * words + w] = (rows[i * words + w] as number) | (rows[at * words + w] as number);
      rows[i * words + (at >>> 5)] = (rows[i * words + (at >>> 5)] as number) | (1 << (at & 31));
    }
  }
  return (before, after) => {
    const [a, b] = [place.get(before) as number, place.get(after) as number];
    return (((rows[a * words + (b >>> 5)] as number) >>> (b & 31)) & 1) === 1;
  };
}

interface Neighbours {
  readonly before: StepId;
  readonly after: StepId;
  readonly barrier: Pointer;
}

/** Each two steps of which the second may begin when the first has ended, with no other between them. */
function neighbours(whole: Plan, flow: Flow): readonly Neighbours[] {
  const found = new Map<string, Neighbours>();
  const join = (before: readonly StepId[], after: readonly StepId[], barrier: Pointer): void => {
    for (const b of before) for (const a of after) if (!found.has(`${b}\n${a}`)) found.set(`${b}\n${a}`, { before: b, after: a, barrier });
  };
  const visit = (plan: Plan, at: Pointer): void => {
    if (plan.kind === 'parallel') plan.branches.forEach((branch, i) => visit(branch, `${at}/parallel/${i}`));
    if (plan.kind === 'sequence') {
      plan.items.forEach((item, i) => {
        visit(item, `${at}/series/${i}`);
        const next = plan.items[i + 1];
        if (next) join(lasts(item, flow), firsts(next), `${at}/series/${i}`);
      });
    }
    if (plan.kind === 'region') {
      plan.blocks.forEach((block, i) => {
        visit(block.plan, `${at}/region/${i}`);
        for (const route of routesOf(plan, i)) if (route.to === 'block') join(lasts(block.plan, flow), firsts((plan.blocks[route.block] as Region['blocks'][number]).plan), `${at}/region/${i}`);
      });
    }
  };
  visit(whole, '');
  return [...found.values()];
}

function firsts(plan: Plan): readonly StepId[] {
  switch (plan.kind) {
    case 'step':
      return [plan.id];
    case 'sequence':
      return plan.items[0] ? firsts(plan.items[0]) : [];
    case 'parallel':
      return plan.branches.flatMap(firsts);
    case 'region':
      return plan.blocks[0] ? firsts(plan.blocks[0].plan) : [];
  }
}

/** The steps with which a plan may end, so that what is behind it goes on. */
function lasts(plan: Plan, flow: Flow): readonly StepId[] {
  switch (plan.kind) {
    case 'step': {
      const step = flow.steps[plan.id];
      return step !== undefined && isFail(step) ? [] : [plan.id];
    }
    case 'sequence': {
      const last = plan.items.at(-1);
      return last ? lasts(last, flow) : [];
    }
    case 'parallel':
      return plan.branches.flatMap((branch) => lasts(branch, flow));
    case 'region':
      return plan.blocks.flatMap((block, i) => (routesOf(plan, i).some((r) => r.to === 'exit') ? lasts(block.plan, flow) : []));
  }
}

/** Of each step when it ends at the latest, and how long it is at most from its start to the end of all; seconds. */
function timesIn(whole: Plan, seconds: SecondsOf): { readonly end: ReadonlyMap<StepId, number>; readonly tail: ReadonlyMap<StepId, number> } {
  const [end, tail] = [new Map<StepId, number>(), new Map<StepId, number>()];
  const length = (plan: Plan): number => planSeconds(plan, seconds);
  const visit = (plan: Plan, start: number, behind: number): void => {
    if (plan.kind === 'step') {
      end.set(plan.id, start + seconds(plan.id));
      tail.set(plan.id, behind + seconds(plan.id));
    } else if (plan.kind === 'parallel') for (const branch of plan.branches) visit(branch, start, behind);
    else if (plan.kind === 'sequence') {
      const lengths = plan.items.map(length);
      let [at, rest] = [start, lengths.reduce((a, b) => a + b, behind)];
      plan.items.forEach((item, i) => {
        const own = lengths[i] as number;
        visit(item, at, (rest -= own));
        at += own;
      });
    } else {
      const starts = blockStarts(plan, length);
      const after = new Array<number>(plan.blocks.length).fill(0);
      for (let i = plan.blocks.length - 1; i >= 0; i--) {
        for (const route of routesOf(plan, i)) {
          if (route.to === 'block') after[i] = Math.max(after[i] as number, (after[route.block] as number) + length((plan.blocks[route.block] as Region['blocks'][number]).plan));
        }
        visit((plan.blocks[i] as Region['blocks'][number]).plan, start + (starts[i] as number), behind + (after[i] as number));
      }
    }
  };
  visit(whole, 0, 0);
  return { end, tail };
}
