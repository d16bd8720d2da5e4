import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeCatalog } from '../../core/catalog/load.ts';
import { renameStep } from '../../core/edit/steps.ts';
import { connect } from '../../core/edit/wires.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { tidy } from '../layout/tidy.ts';
import { fitsOf } from '../wire/fits.ts';
import { buildScene, type SceneOptions } from './build.ts';
import { RAIL_TOP } from './segments.ts';
import type { Scene } from './types.ts';

const catalog = makeCatalog(new Map());
const sample = (name: string): Pipeline => JSON.parse(readFileSync(new URL(`../../../public/samples/${name}.cauce.json`, import.meta.url), 'utf8')) as Pipeline;
const PLAIN: SceneOptions = { direction: 'down', folded: new Set(), entered: null };
const sceneOf = (pipeline: Pipeline, options: Partial<SceneOptions> = {}, before: Scene | null = null): Scene => buildScene(pipeline, catalog, { ...PLAIN, ...options }, before);
const kinds = (scene: Scene, target: string): readonly string[] => scene.edges.filter((e) => e.target === target).map((e) => `${e.kind} from ${e.source}`).sort();

describe('the scene', () => {
  const training = sample('training');
  const candidates = sample('parallel-candidates');

  it('draws every edge of the document between the steps it joins, each by its kind', () => {
    const scene = sceneOf(training);
    expect(kinds(scene, 'train')).toEqual(['data from preprocess', 'data from preprocess']);
    expect(kinds(scene, 'create-model')).toEqual(['data from train', 'way from gate']);
    expect(scene.edges.find((e) => e.kind === 'way' && e.target === 'reject')?.label).toEqual([[{ text: 'otherwise' }]]);
    expect(scene.edges.find((e) => e.kind === 'way' && e.target === 'create-model')?.label[0]?.map((p) => p.text).join('')).toBe('Evaluate › auc ≥ MinAuc');
  });

  it('stops wires at the wall of a container and goes on inside', () => {
    const scene = sceneOf(candidates);
    expect(kinds(scene, 'sweep')).toContain('outer from preprocess');
    expect(kinds(scene, 'try-train')).toEqual(['item from sweep', 'outer from sweep', 'outer from sweep']);
    expect(kinds(scene, 'pick')).toEqual(['data from sweep']);
  });

  it('gathers what is inside a folded container', () => {
    const scene = sceneOf(candidates, { folded: new Set(['sweep']) });
    expect(scene.byId.has('try-train')).toBe(false);
    expect(scene.byId.get('sweep')).toMatchObject({ type: 'step', w: 232, h: 64 });
    expect(kinds(scene, 'sweep')).toContain('outer from preprocess');
    expect(scene.byId.get('sweep')?.view.run).toBeGreaterThan(0);
  });

  it('shows only the inside of an entered container, its outer values on the rail', () => {
    const scene = sceneOf(candidates, { entered: 'sweep' });
    expect(scene.nodes.filter((n) => n.type !== 'rail').map((n) => n.id).sort()).toEqual(['try-evaluate', 'try-train']);
    expect(kinds(scene, 'try-train')).toContain(`outer from ${RAIL_TOP}`);
  });

  it('counts the parameters that somebody still gives', () => {
    const { view } = sceneOf(training).byId.get('train') as NonNullable<ReturnType<Scene['byId']['get']>>;
    expect([view.deploy, view.run]).toEqual([2, 4]);
  });

  it('keeps the identity of what did not change', () => {
    const before = sceneOf(training);
    const renamed = renameStep('train', 'Fit')(training);
    const after = sceneOf(renamed.ok ? renamed.pipeline : training, {}, before);
    expect(after.byId.get('train')).not.toBe(before.byId.get('train'));
    expect(after.byId.get('preprocess')).toBe(before.byId.get('preprocess'));
    expect(after.edges[0]).toBe(before.edges[0]);
    expect(sceneOf({ ...training }, {}, before)).toBe(before);
  });

  it('lays out for display what the file does not place, without changing the file', () => {
    const { layout: _layout, ...bare } = training;
    const scene = sceneOf(bare as Pipeline);
    expect(scene.madeUp).toBe(true);
    const y = (id: string): number => scene.corner.get(id)?.y ?? 0;
    expect(y('preprocess')).toBeLessThan(y('train'));
    expect(y('train')).toBeLessThan(y('evaluate'));
    expect('layout' in bare).toBe(false);
  });

  it('keeps nodes apart after tidying, in both directions', () => {
    for (const direction of ['down', 'right'] as const) {
      const tidied = tidy(direction)(candidates);
      const scene = sceneOf(tidied.ok ? tidied.pipeline : candidates, { direction });
      const rects = scene.nodes.map((n) => ({ id: n.id, parent: n.parent, ...(scene.corner.get(n.id) as { x: number; y: number }), w: n.w, h: n.h }));
      for (const a of rects) for (const b of rects) if (a.id < b.id && a.parent === b.parent) expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y, `${a.id} and ${b.id}`).toBe(true);
    }
  });

  it('offers what fits a wire and nothing that would close a circle', () => {
    const scene = sceneOf(training);
    const fits = fitsOf(training, catalog, scene, { what: 'output', step: 'train', output: 'artifact', name: 'artifact', type: 'model-artifact', list: false });
    expect(fits.get('create-model')).toContain('in:/arguments/PrimaryContainer/ModelDataUrl');
    expect(fits.has('preprocess')).toBe(false);
    expect(fits.has('train')).toBe(false);
    expect(connect({ step: 'train', port: 'artifact' }, { step: 'preprocess', pointer: '/arguments/RoleArn' }, catalog)(training).ok).toBe(false);
  });
});
