import { describe, expect, test } from 'vitest';
import { compile } from '../../core/compile/compile.ts';
import type { ScopeSchedule } from '../../core/compile/schedule/told.ts';
import type { Pipeline, Step, StepId } from '../../core/model/pipeline.ts';
import { output, pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import { buildScene } from '../scene/build.ts';
import type { Direction, Rect, Scene } from '../scene/types.ts';
import { planPicture, type PlanPicture } from './shapes.ts';

const W = 232;
const H = 64;
const takes = (name: string, seconds: number, reads: readonly StepId[] = []): Step =>
  task(name, { FunctionName: 'f', Payload: Object.fromEntries(reads.map((id) => [id, output(`${id}/Payload`)])) }, { estimateSeconds: seconds });

/** Two before, two behind: `d` reads `b` only, and one of them has to wait. */
const letterN = { a: takes('A', 180), b: takes('B', 120), c: takes('C', 60, ['a', 'b']), d: takes('D', 120, ['b']) };

function drawn(steps: Pipeline['steps'], layout: NonNullable<Pipeline['layout']>, direction: Direction = 'down'): { readonly picture: PlanPicture; readonly scene: Scene; readonly schedules: readonly ScopeSchedule[] } {
  const pipeline = pipelineOf(steps, { layout });
  const scene = buildScene(pipeline, plainCatalog, { direction, folded: new Set(), entered: null }, null);
  const schedules = compile(pipeline, { catalog: plainCatalog, explain: true }).schedules ?? [];
  return { picture: planPicture(schedules, scene), scene, schedules };
}
/** Points that a path of lines and round corners goes through. */
const pointsOf = (d: string): readonly (readonly [number, number])[] => [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map((m) => [Number(m[1]), Number(m[2])] as const);
const heightAt = (d: string, x: number): number => {
  const points = pointsOf(d);
  const i = points.findIndex(([px], n) => n > 0 && px >= x && (points[n - 1] as readonly [number, number])[0] <= x);
  const [[x1, y1], [x2, y2]] = [points[i - 1], points[i]] as [readonly [number, number], readonly [number, number]];
  return x2 === x1 ? y1 : y1 + ((y2 - y1) * (x - x1)) / (x2 - x1);
};

describe('the picture of a plan', () => {
  test('has a body for each branch, inner ones over outer ones', () => {
    const { picture } = drawn(letterN, { a: [0, 0], b: [300, 0], c: [0, 120], d: [300, 120] });
    expect(picture.branches.map(({ depth, steps }) => ({ depth, steps }))).toEqual([{ depth: 1, steps: ['a'] }, { depth: 1, steps: ['b', 'd'] }]);
    expect(picture.branches[1]?.strips).toHaveLength(1);
    expect(picture.branches[1]?.rects).toEqual([{ x: 288, y: -12, w: W + 24, h: H + 24 }, { x: 288, y: 108, w: W + 24, h: H + 24 }] satisfies readonly Rect[]);
  });

  test.each<[string, NonNullable<Pipeline['layout']>]>([
    ['side by side', { a: [0, 0], b: [300, 0], d: [300, 120], c: [0, 300] }],
    ['on one height, what waits far to the side', { a: [0, 0], b: [300, 0], d: [300, 120], c: [900, 60] }],
    ['what waits stands higher than what it waits for', { a: [600, 100], b: [300, 0], d: [300, 400], c: [600, 220] }],
  ])('parts what ends at a barrier from what starts behind it: %s', (_, layout) => {
    const { picture } = drawn(letterN, layout);
    const [barrier, ...more] = picture.barriers;
    if (barrier === undefined) throw new Error('no barrier');
    expect(more).toEqual([]);
    expect(barrier).toMatchObject({ before: ['a', 'd'], after: ['c'], at: 240 });
    for (const id of barrier.before) expect(heightAt(barrier.d, (layout[id]?.[0] ?? 0) + W / 2)).toBeGreaterThan((layout[id]?.[1] ?? 0) + H);
    for (const id of barrier.after) expect(heightAt(barrier.d, (layout[id]?.[0] ?? 0) + W / 2)).toBeLessThan(layout[id]?.[1] ?? 0);
  });

  test('turns with the flow', () => {
    const { picture } = drawn(letterN, { a: [0, 0], b: [0, 200], d: [300, 200], c: [700, 0] }, 'right');
    const points = pointsOf(picture.barriers[0]?.d ?? '');
    expect(points.length).toBeGreaterThan(1);
    for (const [x] of points) expect(x).toBeGreaterThan(300 + W);
    for (const [x] of points) expect(x).toBeLessThan(700);
  });

  test('marks the chain, and leads each added wait to the step that waits', () => {
    const { picture, scene } = drawn(letterN, { a: [0, 0], b: [300, 0], d: [300, 120], c: [0, 300] });
    expect(picture.chain.frames).toHaveLength(3);
    expect(picture.chain.lines).toHaveLength(2);
    expect(picture.chain.lines[0]).toBe(picture.branches[1]?.strips[0]);
    expect(picture.waits.map(({ after, waits, label }) => ({ after, before: waits.map((w) => w.before), label }))).toEqual([{ after: 'c', before: ['d'], label: scene.corner.get('c') }]);
  });

  test('leaves out what the drawing does not show', () => {
    const { schedules } = drawn(letterN, {});
    const { scene } = drawn({ a: letterN.a }, {});
    expect(planPicture(schedules, scene)).toMatchObject({ barriers: [], waits: [], chain: { frames: [], lines: [] }, branches: [{ steps: ['a'] }] });
  });
});
