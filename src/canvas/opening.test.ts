import { describe, expect, it } from 'vitest';
import { makeCatalog } from '../core/catalog/load.ts';
import { pass, pipelineOf } from '../testing/build.ts';
import { buildScene } from './scene/build.ts';
import { fitted, keptInSight, opening } from './opening.ts';

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

describe('what is worked on stays in sight when the canvas gets smaller', () => {
  const tall = { width: 800, height: 800 };
  const low = { width: 800, height: 600 };
  it('moves the drawing by what would be covered', () => {
    expect(keptInSight({ x: 100, y: 700, w: 200, h: 60 }, tall, low)).toEqual({ x: 0, y: 172 });
    expect(keptInSight({ x: 100, y: 100, w: 200, h: 60 }, tall, low)).toBeNull();
  });
  it('leaves alone what was out of sight, and a canvas that grows', () => {
    expect(keptInSight({ x: 100, y: 900, w: 200, h: 60 }, tall, low)).toBeNull();
    expect(keptInSight({ x: 100, y: 580, w: 200, h: 60 }, low, tall)).toBeNull();
  });
});
