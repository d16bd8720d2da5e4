import type { Catalog, Family } from '../../core/catalog/kind.ts';
import { edgesOf } from '../../core/model/edges.ts';
import { isMap, isParallel, type Pipeline, type Step, type StepId } from '../../core/model/pipeline.ts';
import { allSteps } from '../../core/model/scopes.ts';
import { familyOf } from '../../ui/families.ts';

export interface Box {
  readonly id: StepId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly family: Family;
  /** A container: drawn as a frame around the steps in it. */
  readonly frame: boolean;
}
export interface Line {
  readonly id: string;
  readonly path: string;
  readonly family: Family;
  /** Order and ways carry no data: drawn in grey. */
  readonly control: boolean;
}
export interface Picture {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** Size of a node on the canvas (looks.md 5). */
const NODE = { width: 232, height: 64 };
const MARGIN = 14;
/** A node is never drawn larger than this share of its real size, so that small pipelines look small. */
const LARGEST = 0.19;

/** A pipeline as a small picture: its own steps in its own layout, scaled to fit. */
export function pictureOf(pipeline: Pipeline, catalog: Catalog, size: { readonly width: number; readonly height: number }): Picture {
  const placed = absoluteBoxes(pipeline, catalog);
  if (placed.length === 0) return { boxes: [], lines: [] };
  const left = Math.min(...placed.map((b) => b.x));
  const top = Math.min(...placed.map((b) => b.y));
  const width = Math.max(...placed.map((b) => b.x + b.width)) - left;
  const height = Math.max(...placed.map((b) => b.y + b.height)) - top;
  const scale = Math.min(LARGEST, (size.width - 2 * MARGIN) / width, (size.height - 2 * MARGIN) / height);
  const dx = (size.width - width * scale) / 2 - left * scale;
  const dy = (size.height - height * scale) / 2 - top * scale;
  const boxes = placed.map((b) => ({ ...b, x: b.x * scale + dx, y: b.y * scale + dy, width: b.width * scale, height: b.height * scale }));
  return { boxes, lines: linesBetween(pipeline, catalog, new Map(boxes.map((b) => [b.id, b]))) };
}

/** Places in the layout are within the container; here they are on the whole drawing. */
function absoluteBoxes(pipeline: Pipeline, catalog: Catalog): readonly Box[] {
  const place = (id: StepId): readonly number[] => pipeline.layout?.[id] ?? [0, 0];
  return [...allSteps(pipeline)].map(([id, { step, scope }]) => {
    const [x = 0, y = 0, width = NODE.width, height = NODE.height] = place(id);
    const origin = scope.path.map(place).reduce<readonly [number, number]>(([ox, oy], [px = 0, py = 0]) => [ox + px, oy + py], [0, 0]);
    return { id, x: x + origin[0], y: y + origin[1], width, height, family: familyOfStep(step, catalog), frame: isMap(step) || isParallel(step) };
  });
}

function familyOfStep(step: Step, catalog: Catalog): Family {
  return catalog.kind(step.kind)?.family ?? 'value';
}

/** One line for each pair of steps, however many values pass; of failures none, which a small picture cannot tell apart. */
function linesBetween(pipeline: Pipeline, catalog: Catalog, boxes: ReadonlyMap<StepId, Box>): readonly Line[] {
  const steps = allSteps(pipeline);
  const found = new Map<string, Line>();
  for (const edge of edgesOf(pipeline)) {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    const id = `${edge.from} ${edge.to}`;
    if (edge.kind === 'catch' || !from || !to || from === to || found.has(id)) continue;
    const source = steps.get(edge.from)?.step;
    const port = source && edge.kind === 'data' ? catalog.kind(source.kind)?.outputs(source).find((o) => o.name === edge.port) : undefined;
    found.set(id, { id, path: curve(from, to), family: port ? familyOf(port.type) : from.family, control: edge.kind !== 'data' });
  }
  return [...found.values()];
}

/** From the middle of the lower edge to the middle of the upper one, as the canvas draws it. */
function curve(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y + from.height, to.x + to.width / 2, to.y].map((n) => Math.round(n * 10) / 10) as [number, number, number, number];
  const bend = Math.max(6, Math.abs(y2 - y1) / 2);
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
}
