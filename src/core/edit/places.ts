import type { Pipeline, StepId } from '../model/pipeline.ts';
import { placesOf, withField, type ScopeRef } from './tree.ts';

/** Sizes of the drawing that edits need (looks.md 4 and 7). Steps inside a container are placed from its corner. */
const NODE = { width: 232, height: 64 } as const;
const PADDING = { side: 40, top: 94, bottom: 72 } as const;
const SMALLEST = { width: 312, height: 188 } as const;

type Point = readonly [number, number];

/** Keeps steps where they are on the screen when they change scope; inside a container they stay clear of its head. */
export function translated(pipeline: Pipeline, ids: readonly StepId[], scope: ScopeRef): Pipeline {
  const layout = { ...pipeline.layout };
  const [tx, ty] = originOf(pipeline, scope.path);
  let changed = false;
  for (const id of ids) {
    const at = Object.hasOwn(layout, id) ? layout[id] : undefined;
    if (!at || at.length < 2) continue;
    const [fx, fy] = originOf(pipeline, placesOf(pipeline).get(id)?.around.map((a) => a.id) ?? []);
    const [x, y] = [(at[0] ?? 0) + fx - tx, (at[1] ?? 0) + fy - ty];
    layout[id] = [...(scope.path.length > 0 ? [Math.max(x, PADDING.side), Math.max(y, PADDING.top)] : [x, y]), ...at.slice(2)];
    changed = true;
  }
  return changed ? withField(pipeline, 'layout', layout) : pipeline;
}

/** Lays a new container around the steps that are about to go into it. */
export function fitContainer(pipeline: Pipeline, container: StepId, ids: readonly StepId[]): Pipeline {
  const boxes = ids.flatMap((id) => {
    const at = pipeline.layout && Object.hasOwn(pipeline.layout, id) ? pipeline.layout[id] : undefined;
    return at && at.length >= 2 ? [{ x: at[0] ?? 0, y: at[1] ?? 0, width: at[2] ?? NODE.width, height: at[3] ?? NODE.height }] : [];
  });
  if (boxes.length === 0) return pipeline;
  const left = Math.min(...boxes.map((b) => b.x)) - PADDING.side;
  const top = Math.min(...boxes.map((b) => b.y)) - PADDING.top;
  const width = Math.max(SMALLEST.width, Math.max(...boxes.map((b) => b.x + b.width)) + PADDING.side - left);
  const height = Math.max(SMALLEST.height, Math.max(...boxes.map((b) => b.y + b.height)) + PADDING.bottom - top);
  return withField(pipeline, 'layout', { ...pipeline.layout, [container]: [left, top, width, height] });
}

/**
 * A container just laid around steps would cover what stood near them: what is above and left of them stays, the others of
 * the scope move down and to the right as far as it takes. `siblings` are the other steps of the scope.
 */
export function makeRoom(pipeline: Pipeline, container: StepId, ids: readonly StepId[], siblings: readonly StepId[]): Pipeline {
  const boxOf = (id: StepId): Box | null => {
    const at = pipeline.layout && Object.hasOwn(pipeline.layout, id) ? pipeline.layout[id] : undefined;
    return at && at.length >= 2 ? { x: at[0] ?? 0, y: at[1] ?? 0, w: at[2] ?? NODE.width, h: at[3] ?? NODE.height } : null;
  };
  const around = boxOf(container);
  const inner = ids.flatMap((id) => boxOf(id) ?? []);
  const others = siblings.flatMap((id) => {
    const box = boxOf(id);
    return box ? [{ id, box }] : [];
  });
  if (!around || inner.length === 0) return pipeline;
  const [left, top] = [Math.min(...inner.map((b) => b.x)), Math.min(...inner.map((b) => b.y))];
  const [right, bottom] = [Math.max(...inner.map((b) => b.x + b.w)), Math.max(...inner.map((b) => b.y + b.h))];
  const covered = others.filter(({ box }) => box.x < around.x + around.w + APART && box.x + box.w + APART > around.x && box.y < around.y + around.h + APART && box.y + box.h + APART > around.y);
  const most = (amounts: readonly number[]): number => Math.max(0, ...amounts);
  const isAbove = (b: Box): boolean => b.y + b.h <= top;
  const isBelow = (b: Box): boolean => b.y >= bottom;
  const isLeft = (b: Box): boolean => !isAbove(b) && !isBelow(b) && b.x + b.w <= left;
  const isRight = (b: Box): boolean => !isAbove(b) && !isBelow(b) && b.x >= right;
  const boxes = covered.map((o) => o.box);
  const up = most(boxes.filter(isAbove).map((b) => b.y + b.h + APART - around.y));
  const down = most(boxes.filter(isBelow).map((b) => around.y + around.h + APART - b.y));
  const before = most(boxes.filter(isLeft).map((b) => b.x + b.w + APART - around.x));
  const after = most(boxes.filter(isRight).map((b) => around.x + around.w + APART - b.x));
  if (up + down + before + after === 0) return pipeline;
  const layout = { ...pipeline.layout };
  const shift = (id: StepId, x: number, y: number): void => {
    const at = layout[id] as readonly number[];
    layout[id] = [(at[0] ?? 0) + x, (at[1] ?? 0) + y, ...at.slice(2)];
  };
  for (const { id, box } of others) {
    if (!isAbove(box)) shift(id, isLeft(box) || isBelow(box) ? 0 : before + (isRight(box) ? after : 0), up + (isBelow(box) ? down : 0));
  }
  for (const id of [container, ...ids]) if (boxOf(id)) shift(id, before, up);
  return withField(pipeline, 'layout', layout);
}

/** Least distance between a new container and its neighbours. */
const APART = 24;
interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where the corner of the innermost of these containers lies on the whole drawing. */
function originOf(pipeline: Pipeline, path: readonly StepId[]): Point {
  return path.reduce<Point>(([x, y], id) => {
    const at = pipeline.layout && Object.hasOwn(pipeline.layout, id) ? pipeline.layout[id] : undefined;
    return [x + (at?.[0] ?? 0), y + (at?.[1] ?? 0)];
  }, [0, 0]);
}
