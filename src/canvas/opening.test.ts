import { describe, expect, it } from 'vitest';
import { makeCatalog } from '../core/catalog/load.ts';
import { pass, pipelineOf } from '../testing/build.ts';
import { buildScene } from './scene/build.ts';
import { fitted, opening } from './opening.ts';

/** A column of steps, each 200 below the one before. */
function column(count: number) {
  const ids = Array.from({ length: count }, (_, i) => `s${i}`);
  const pipeline = { ...pipelineOf(Object.fromEntries(ids.map((id) => [id, pass(id)]))), layout: Object.fromEntries(ids.map((id, i) => [id, [0, i * 200]])) };
  return buildScene(pipeline, makeCatalog(new Map()), { direction: 'down', folded: new Set(), entered: null }, null);
}

describe('what a document is opened with', () => {
  it('is all of it, while it can be read', () => {
    const scene = column(3);
    expect(opening(scene, 800, 600)).toEqual(fitted(scene, 800, 600));
  });

  it('is its beginning at a size that can be read, when there is more', () => {
    const { x, y, zoom } = opening(column(12), 800, 600);
    expect(zoom).toBe(0.75);
    expect(x + (232 / 2) * zoom).toBeCloseTo(400);
    expect(y).toBeGreaterThanOrEqual(48);
    expect(y).toBeLessThan(120);
  });

  it('is an overview of very many', () => {
    expect(opening(column(200), 800, 600).zoom).toBeLessThan(0.6);
  });
});
