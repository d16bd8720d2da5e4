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

/** Where the corner of the innermost of these containers lies on the whole drawing. */
function originOf(pipeline: Pipeline, path: readonly StepId[]): Point {
  return path.reduce<Point>(([x, y], id) => {
    const at = pipeline.layout && Object.hasOwn(pipeline.layout, id) ? pipeline.layout[id] : undefined;
    return [x + (at?.[0] ?? 0), y + (at?.[1] ?? 0)];
  }, [0, 0]);
}
