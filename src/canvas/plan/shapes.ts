import type { PlanTree } from '../../core/compile/schedule/planTree.ts';
import { partsOf, stepsOf } from '../../core/compile/schedule/planTree.ts';
import type { ScopeSchedule, Wait } from '../../core/compile/schedule/told.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import { rounded, wirePath } from '../scene/path.ts';
import type { Point, Rect, Scene, SceneEdge, Side } from '../scene/types.ts';

/** What lies over a drawing to show its schedule, in the coordinates of the drawing. */
export interface PlanPicture {
  /** Branches that run side by side, outer ones first. */
  readonly branches: readonly BranchShape[];
  readonly barriers: readonly BarrierShape[];
  /** The steps that take the whole time, and the way from each to the next. */
  readonly chain: { readonly frames: readonly Rect[]; readonly lines: readonly string[] };
  readonly waits: readonly WaitShape[];
  /** From each step that leaves a marker to the one that waits for it. */
  readonly signals: readonly LeapShape[];
}
/** A line from the end of a step to the start of another, and where it arrives. */
export interface LeapShape {
  readonly d: string;
  readonly tip: Point;
  readonly side: Side;
}
export interface BranchShape {
  /** How many groups it lies in: 1 for the outermost. */
  readonly depth: number;
  readonly steps: readonly StepId[];
  readonly rects: readonly Rect[];
  /** Along the lines between its steps. */
  readonly strips: readonly string[];
}
/** The line at which branches wait for each other. */
export interface BarrierShape {
  readonly d: string;
  readonly label: Point;
  /** What ends before it, and what starts behind it. */
  readonly before: readonly StepId[];
  readonly after: readonly StepId[];
  /** When it is passed, in seconds from the start of the scope. */
  readonly at: number;
}
/** The waits of one step, drawn to its corner. */
export interface WaitShape {
  readonly after: StepId;
  /** The dearest first. */
  readonly waits: readonly Wait[];
  readonly lines: readonly LeapShape[];
  readonly label: Point;
}

/** Room of a branch around its steps, of the frame of a step on the chain, and of a barrier beside a step. */
const AROUND = 12;
const FRAME = 4;
const BESIDE = 24;
/** A barrier reaches so far over the steps at its ends. */
const OVER = 10;
/** Room between a barrier and the flank of a step. */
const FLANK = 9;
/** Waits that cost nothing are drawn where there are few in all. */
const FEW_WAITS = 8;

/** Steps that a drawing does not show (in a folded container, of another scope) are left out. */
export function planPicture(schedules: readonly ScopeSchedule[], scene: Scene): PlanPicture {
  const shown = new Shown(scene);
  const branches: BranchShape[] = [];
  const barriers: BarrierShape[] = [];
  for (const { tree, starts } of schedules) {
    visitTree(tree, 0, (branch, depth) => branches.push(shown.branch(stepsOf(branch), depth)), (before, after, depth) => {
      const line = shown.barrier(lastOf(before), firstOf(after), depth);
      if (line) barriers.push({ ...line, at: firstOf(after).reduce((least, id) => Math.min(least, starts[id] ?? Infinity), Infinity) });
    });
  }
  const longest = longestOf(schedules);
  const chain = longest?.chain ?? [];
  const waits = schedules.flatMap((s) => s.waits);
  const drawn = (waits.length <= FEW_WAITS ? waits : waits.filter((w) => w.seconds > 0)).toSorted((a, b) => b.seconds - a.seconds);
  return {
    branches: branches.filter((b) => b.rects.length > 0).sort((a, b) => a.depth - b.depth),
    barriers,
    chain: { frames: chain.flatMap((id) => shown.rect(id, FRAME) ?? []), lines: chain.slice(1).flatMap((id, i) => shown.between(chain[i] as StepId, id)) },
    signals: schedules.flatMap((s) => s.signals.flatMap(({ from, to }) => shown.leap(from, to) ?? [])),
    waits: [...byStep(drawn)].flatMap(([after, those]) => {
      const corner = shown.rect(after, 0);
      return corner ? [{ after, waits: those, lines: those.flatMap((w) => shown.leap(w.before, after) ?? []), label: { x: corner.x, y: corner.y } }] : [];
    }),
  };
}

/** The schedule that takes longest: of a Parallel drawn by hand that of one branch, else the only one. */
export function longestOf(schedules: readonly ScopeSchedule[]): ScopeSchedule | undefined {
  return schedules.reduce<ScopeSchedule | undefined>((longest, s) => (longest === undefined || s.makespan > longest.makespan ? s : longest), undefined);
}

function byStep(waits: readonly Wait[]): ReadonlyMap<StepId, readonly Wait[]> {
  const found = new Map<StepId, Wait[]>();
  for (const wait of waits) {
    const those = found.get(wait.after);
    if (those) those.push(wait);
    else found.set(wait.after, [wait]);
  }
  return found;
}

/** The steps that a part ends with. Of a region which one is last depends on its decisions: any may be. */
function lastOf(tree: PlanTree): readonly StepId[] {
  if (typeof tree === 'string') return [tree];
  if ('region' in tree) return stepsOf(tree);
  return 'series' in tree ? tree.series.slice(-1).flatMap(lastOf) : tree.parallel.flatMap(lastOf);
}

function firstOf(tree: PlanTree): readonly StepId[] {
  if (typeof tree === 'string') return [tree];
  return 'parallel' in tree ? tree.parallel.flatMap(firstOf) : partsOf(tree).slice(0, 1).flatMap(firstOf);
}

function visitTree(tree: PlanTree, depth: number, branch: (part: PlanTree, depth: number) => void, barrier: (before: PlanTree, after: PlanTree, depth: number) => void): void {
  if (typeof tree === 'string') return;
  const parts = partsOf(tree);
  const isParallel = 'parallel' in tree;
  parts.forEach((part, i) => {
    if (isParallel) branch(part, depth + 1);
    visitTree(part, isParallel ? depth + 1 : depth, branch, barrier);
    const next = parts[i + 1];
    if ('series' in tree && next !== undefined && typeof part !== 'string' && 'parallel' in part) barrier(part, next, depth);
  });
}

/** A stretch across the flow that something takes, and where along the flow it begins and ends. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  readonly end: number;
}

/** What a scene shows of steps: across is the axis beside the flow, along the one with it. */
class Shown {
  private readonly scene: Scene;
  private readonly wires = new Map<string, SceneEdge[]>();

  constructor(scene: Scene) {
    this.scene = scene;
    for (const wire of scene.edges) {
      const key = `${wire.source} ${wire.target}`;
      const those = this.wires.get(key);
      if (those) those.push(wire);
      else this.wires.set(key, [wire]);
    }
  }

  rect(id: StepId, around: number): Rect | null {
    const [node, corner] = [this.scene.byId.get(id), this.scene.corner.get(id)];
    return node && corner ? { x: corner.x - around, y: corner.y - around, w: node.w + 2 * around, h: node.h + 2 * around } : null;
  }

  branch(steps: readonly StepId[], depth: number): BranchShape {
    const inside = new Set(steps);
    const strips = this.scene.edges.filter((e) => inside.has(e.source) && inside.has(e.target)).map((e) => this.line(e));
    // Inner branches lie inside of outer ones, with room to be seen.
    return { depth, steps, rects: steps.flatMap((id) => this.rect(id, Math.max(6, AROUND + 4 - 4 * depth)) ?? []), strips };
  }

  /** The lines that join two steps, or one that leaps where none is drawn. */
  between(a: StepId, b: StepId): readonly string[] {
    const wires = this.wires.get(`${a} ${b}`) ?? [];
    const leap = wires.length === 0 ? this.leap(a, b) : null;
    return leap ? [leap.d] : wires.map((e) => this.line(e));
  }

  /** From the end of a step to the start of another, whatever lies between. */
  leap(a: StepId, b: StepId): LeapShape | null {
    const [from, to] = [this.rect(a, FRAME), this.rect(b, FRAME)];
    if (!from || !to) return null;
    const down = this.scene.direction === 'down';
    const isAhead = down ? to.y >= from.y + from.h : to.x >= from.x + from.w;
    if (isAhead) return down ? this.curve(from, 'bottom', to, 'top') : this.curve(from, 'right', to, 'left');
    const side: Side = down ? (to.x >= from.x ? 'right' : 'left') : to.y >= from.y ? 'bottom' : 'top';
    return this.curve(from, side, to, OPPOSITE[side]);
  }

  private curve(from: Rect, fromSide: Side, to: Rect, side: Side): LeapShape {
    const tip = middleOf(to, side);
    return { d: wirePath(middleOf(from, fromSide), fromSide, tip, side, null, this.scene.direction).d, tip, side };
  }

  /** A line with all of `before` on one side and all of `after` on the other: straight where it can be, else in stairs. */
  barrier(before: readonly StepId[], after: readonly StepId[], depth: number): Omit<BarrierShape, 'at'> | null {
    const [above, below] = [before.flatMap((id) => this.span(id) ?? []), after.flatMap((id) => this.span(id) ?? [])];
    if (above.length === 0 || below.length === 0) return null;
    const all = [...above, ...below];
    const [left, right] = [Math.min(...all.map((s) => s.from)) - OVER, Math.max(...all.map((s) => s.to)) + OVER];
    const isDown = this.scene.direction === 'down';
    const points = this.stairs(above, below, left, right, Math.max(8, BESIDE - 5 * depth)).map(({ across, along }): Point => (isDown ? { x: across, y: along } : { x: along, y: across }));
    return { d: rounded(points), label: points[0] as Point, before, after };
  }

  /** As few stairs as can be: each stretch goes on for as long as one height suits all columns under it. */
  private stairs(above: readonly Span[], below: readonly Span[], left: number, right: number, beside: number): readonly Place[] {
    const stops = [...new Set([left, right, ...[...above, ...below].flatMap((s) => [s.from, s.to])])].filter((x) => x >= left && x <= right).sort((a, b) => a - b);
    const stretches: { from: number; low: number; high: number }[] = [{ from: left, low: -Infinity, high: Infinity }];
    stops.slice(1).forEach((to, i) => {
      const from = stops[i] as number;
      const over = (s: Span): boolean => s.from < to && s.to > from;
      const [low, high] = [Math.max(...above.filter(over).map((s) => s.end)), Math.min(...below.filter(over).map((s) => s.begin))];
      // What ends before stands below what starts behind: the line goes on as it came.
      if (low >= high) return;
      const now = stretches.at(-1) as (typeof stretches)[number];
      if (Math.max(now.low, low) < Math.min(now.high, high)) Object.assign(now, { low: Math.max(now.low, low), high: Math.min(now.high, high) });
      else stretches.push({ from, low, high });
    });
    return stretches.flatMap(({ from, low, high }, i) => {
      const along = heightIn(low, high, beside);
      return [{ across: from, along }, { across: stretches[i + 1]?.from ?? right, along }];
    });
  }

  private span(id: StepId): Span | null {
    const r = this.rect(id, 0);
    if (!r) return null;
    return this.scene.direction === 'down' ? { from: r.x - FLANK, to: r.x + r.w + FLANK, begin: r.y, end: r.y + r.h } : { from: r.y - FLANK, to: r.y + r.h + FLANK, begin: r.x, end: r.x + r.w };
  }

  private line(e: SceneEdge): string {
    return wirePath(e.from, e.fromSide, e.to, e.toSide, e.detour, this.scene.direction).d;
  }
}
interface Place {
  readonly across: number;
  readonly along: number;
}

const OPPOSITE: Readonly<Record<Side, Side>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

function middleOf(r: Rect, side: Side): Point {
  if (side === 'top' || side === 'bottom') return { x: r.x + r.w / 2, y: side === 'top' ? r.y : r.y + r.h };
  return { x: side === 'left' ? r.x : r.x + r.w, y: r.y + r.h / 2 };
}

/** Where a barrier lies between what ends before it and what starts behind. */
function heightIn(low: number, high: number, beside: number): number {
  if (low === -Infinity) return high === Infinity ? 0 : high - beside;
  return high === Infinity ? low + beside : Math.min(low + beside, (low + high) / 2);
}
