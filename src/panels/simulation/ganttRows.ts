import { isMap, isParallel, type Pipeline, type Step, type StepId } from '../../core/model/pipeline.ts';
import type { StateVisit, Timeline } from '../../core/rehearse/timeline.ts';

/** A line of the timeline: a step, one of its goes through an item of a Map, or that item. */
export interface GanttRow {
  /** Unique, and the same as long as the drawing has the step: `sweep`, `sweep#3`, `sweep#3/train`. */
  readonly key: string;
  readonly what: 'step' | 'item';
  /** Of the step; for an item of the Map. */
  readonly step: StepId;
  /** Indexes of the items around it, from the outermost. */
  readonly iteration: readonly number[];
  readonly depth: number;
  readonly visits: readonly StateVisit[];
  /** Undefined where nothing lies below it. */
  readonly open: boolean | undefined;
}

/** A Map of more items shows none of them until it is unfolded, and each of its items is folded at first. */
const FEW_ITEMS = 12;
const FEW_ROWS = 16;

/**
 * The lines of a timeline: steps in the order in which they began, what never ran behind; below a Map its items, below an item and
 * below a Parallel the steps inside. `turned` holds the keys of lines that a person folded or unfolded.
 */
export function ganttRows(drawn: Pipeline['steps'], timeline: Timeline, turned: ReadonlySet<string>): readonly GanttRow[] {
  const rows: GanttRow[] = [];
  // Of steps that began at the same moment, the one that the execution came to first.
  const rank = new Map([...timeline.steps.keys()].map((id, i) => [id, i]));
  addSteps(rows, { timeline, turned, rank }, drawn, '', [], 0);
  return rows;
}

interface Making {
  readonly timeline: Timeline;
  readonly turned: ReadonlySet<string>;
  readonly rank: ReadonlyMap<StepId, number>;
}
type Steps = Readonly<Record<StepId, Step>>;

function addSteps(rows: GanttRow[], making: Making, steps: Steps, prefix: string, iteration: readonly number[], depth: number): void {
  const found = Object.entries(steps).map(([id, step]) => ({ id, step, visits: visitsIn(making.timeline, id, iteration) }));
  const begin = (f: (typeof found)[number]): number => f.visits[0]?.start ?? Infinity;
  const rankOf = (f: (typeof found)[number]): number => making.rank.get(f.id) ?? Infinity;
  found.sort((a, b) => (begin(a) === begin(b) ? (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)) : begin(a) - begin(b)));
  for (const { id, step, visits } of found) {
    const key = `${prefix}${id}`;
    const row = { key, what: 'step', step: id, iteration, depth, visits } as const;
    if (isMap(step)) addMap(rows, making, row, step.steps);
    else if (isParallel(step)) {
      const open = !making.turned.has(key);
      rows.push({ ...row, open });
      if (open) for (const branch of step.branches) addSteps(rows, making, branch.steps, `${key}/`, iteration, depth + 1);
    } else rows.push({ ...row, open: undefined });
  }
}

function addMap(rows: GanttRow[], making: Making, row: Omit<GanttRow, 'open'>, steps: Steps): void {
  const { key, step, iteration, depth } = row;
  const byItem = itemsOf(making.timeline, stepsBelow(steps), iteration);
  const size = Object.keys(steps).length;
  if (size === 0) return void rows.push({ ...row, open: undefined });
  const open = (byItem.size <= FEW_ITEMS) !== making.turned.has(key);
  rows.push({ ...row, open });
  if (!open) return;
  // A Map that never ran, or ran over nothing, shows what it would have run.
  if (byItem.size === 0) return addSteps(rows, making, steps, `${key}/`, [...iteration, -1], depth + 1);
  const few = byItem.size * size <= FEW_ROWS;
  for (const [index, visits] of [...byItem].sort(([a], [b]) => a - b)) {
    const item = `${key}#${index}`;
    const unfolded = few !== making.turned.has(item);
    rows.push({ key: item, what: 'item', step, iteration: [...iteration, index], depth: depth + 1, visits, open: unfolded });
    if (unfolded) addSteps(rows, making, steps, `${item}/`, [...iteration, index], depth + 2);
  }
}

/** Visits by index of the item of the Map that they lie in. */
function itemsOf(timeline: Timeline, inside: readonly StepId[], around: readonly number[]): ReadonlyMap<number, readonly StateVisit[]> {
  const found = new Map<number, StateVisit[]>();
  for (const id of inside) {
    for (const visit of visitsIn(timeline, id, around)) {
      const index = visit.iteration[around.length];
      if (index === undefined) continue;
      const those = found.get(index);
      if (those) those.push(visit);
      else found.set(index, [visit]);
    }
  }
  for (const visits of found.values()) visits.sort((a, b) => a.start - b.start);
  return found;
}

function stepsBelow(steps: Steps): readonly StepId[] {
  return Object.entries(steps).flatMap(([id, step]) => [
    id,
    ...(isMap(step) ? stepsBelow(step.steps) : []),
    ...(isParallel(step) ? step.branches.flatMap((b) => stepsBelow(b.steps)) : []),
  ]);
}

const NONE: readonly StateVisit[] = [];

function visitsIn(timeline: Timeline, step: StepId, iteration: readonly number[]): readonly StateVisit[] {
  const all = timeline.steps.get(step) ?? NONE;
  return iteration.length === 0 ? all : all.filter((v) => iteration.every((index, depth) => v.iteration[depth] === index));
}
