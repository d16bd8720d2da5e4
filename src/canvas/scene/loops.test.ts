import { describe, expect, it } from 'vitest';
import { makeCatalog } from '../../core/catalog/load.ts';
import type { Pipeline, Step } from '../../core/model/pipeline.ts';
import { flow, output, pass, pipelineOf } from '../../testing/build.ts';
import { buildScene } from './build.ts';
import { wirePath } from './path.ts';
import type { Direction, Point, Scene, SceneEdge } from './types.ts';

const at = (x: number, y: number): readonly number[] => [x, y];
const loop = (steps: Record<string, Step>, layout: Record<string, readonly number[]>): Pipeline => pipelineOf(steps, { layout });
const drawn = (pipeline: Pipeline, direction: Direction = 'down'): Scene => buildScene(pipeline, makeCatalog(new Map()), { direction, folded: new Set(), entered: null }, null);

/** The corners of a line that runs against the flow. */
function corners(edge: SceneEdge, direction: Direction): readonly Point[] {
  const numbers = [...wirePath(edge.from, edge.fromSide, edge.to, edge.toSide, edge.detour, direction).d.matchAll(/-?[\d.]+/g)].map((m) => Number(m[0]));
  return Array.from({ length: numbers.length / 2 }, (_, i) => ({ x: numbers[2 * i] as number, y: numbers[2 * i + 1] as number }));
}

/** The steps under which a line passes. */
function under(scene: Scene, edge: SceneEdge, direction: Direction): readonly string[] {
  const points = corners(edge, direction);
  return scene.nodes.filter((n) => {
    const c = scene.corner.get(n.id) as Point;
    return points.some((p, i) => {
      const q = points[i + 1] ?? p;
      return Math.max(p.x, q.x) > c.x + 1 && Math.min(p.x, q.x) < c.x + n.w - 1 && Math.max(p.y, q.y) > c.y + 1 && Math.min(p.y, q.y) < c.y + n.h - 1;
    });
  }).map((n) => n.id);
}

const back = (scene: Scene): readonly SceneEdge[] => scene.edges.filter((e) => e.detour && e.detour.end < e.detour.start);
const gate = flow('choice', 'Gate', { branches: [{ when: { $compare: [output('b/x'), '>', 1] }, to: 'b' }], otherwise: { to: 'a' } });
const steps = { a: pass('A', { x: 1 }), b: pass('B', { x: output('a/x') }), side: pass('Side', { x: output('a/x') }), gate };

describe('a line against the flow', () => {
  for (const direction of ['down', 'right'] as const) {
    const spot = (across: number, along: number): readonly number[] => (direction === 'down' ? at(across, along) : at(along, across));
    it(`goes beside all steps, with flow ${direction}`, () => {
      const scene = drawn(loop(steps, { a: spot(0, 0), b: spot(0, 320), side: spot(300, 320), gate: spot(0, 640) }), direction);
      expect(back(scene).map((e) => `${e.kind} to ${e.target}`).sort()).toEqual(['way to a', 'way to b']);
      for (const edge of back(scene)) expect(under(scene, edge, direction)).toEqual([]);
    });
  }

  it('is drawn for data too, and keeps apart from others', () => {
    const scene = drawn(loop(steps, { a: at(0, 400), b: at(0, 0), side: at(20, -200), gate: at(0, 700) }));
    const data = back(scene).filter((e) => e.kind === 'data');
    expect(data.map((e) => e.target).sort()).toEqual(['b', 'side']);
    for (const edge of back(scene)) expect(under(scene, edge, 'down')).toEqual([]);
    const across = back(scene).map((e) => e.detour?.across);
    expect(new Set(across).size).toBe(across.length);
  });

  it('carries its label where it covers no step', () => {
    const scene = drawn(loop(steps, { a: at(0, 0), b: at(0, 100), side: at(280, 130), gate: at(0, 300) }));
    const otherwise = scene.edges.find((e) => e.kind === 'way' && e.target === 'a');
    const label = otherwise?.detour?.label ?? NaN;
    expect(label + 10 < 130 || label - 10 > 194).toBe(true);
  });
});
