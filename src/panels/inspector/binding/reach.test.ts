import { describe, expect, it } from 'vitest';
import { makeCatalog } from '../../../core/catalog/load.ts';
import type { Pipeline } from '../../../core/model/pipeline.ts';
import { mapsAround, reachableFrom } from './reach.ts';
import type { Slot } from './slot.ts';

const catalog = makeCatalog(new Map());
const pipeline: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  steps: {
    early: { kind: 'pass', name: 'Early', arguments: { rows: 1 } },
    each: {
      kind: 'map',
      name: 'Each',
      items: { $output: 'early/rows' },
      steps: { inner: { kind: 'pass', name: 'Inner', arguments: { y: 2 } }, second: { kind: 'pass', name: 'Second', arguments: { z: { $output: 'inner/y' } } } },
      result: { ys: { $output: 'inner/y' } },
    },
    late: { kind: 'pass', name: 'Late', arguments: { all: { $output: 'each/ys' } } },
    aside: { kind: 'pass', name: 'Aside', arguments: { k: 1 } },
  },
};
const slot = (step: string | null, pointer: string, more: Partial<Slot> = {}): Slot => ({ target: { step, pointer }, label: 'x', path: 'x', value: undefined, shape: undefined, ...more });
const readable = (s: Slot) => reachableFrom(pipeline, catalog, s).filter((r) => r.reason === undefined).map((r) => r.id);

describe('what can be read at a place', () => {
  it('is what does not come after it: what it already follows first', () => {
    expect(readable(slot('late', '/arguments/all'))).toEqual(['early', 'each', 'aside']);
    expect(readable(slot('early', '/arguments/rows'))).toEqual(['aside']);
  });

  it('inside a Map is what is inside and what is outside before it', () => {
    expect(readable(slot('second', '/arguments/z'))).toEqual(['inner', 'early', 'aside']);
    expect(readable(slot('inner', '/arguments/y'))).toEqual(['early', 'aside']);
  });

  it('for a result of a Map is what is made inside', () => {
    expect(readable(slot('each', '/result/ys', { inside: true }))).toContain('inner');
    expect(readable(slot('each', '/items'))).not.toContain('inner');
  });

  it('for an output of the pipeline is what is made at the top', () => {
    expect(readable(slot(null, '/outputs/a')).sort()).toEqual(['aside', 'each', 'early', 'late']);
  });

  it('says why a step is out of reach, and why a type does not fit', () => {
    expect(reachableFrom(pipeline, catalog, slot('early', '/arguments/rows')).find((r) => r.id === 'late')?.reason).toContain('circle');
    const lists = reachableFrom(pipeline, catalog, slot('late', '/arguments/n', { shape: { type: 'integer' } })).find((r) => r.id === 'each');
    expect(lists?.ports[0]).toMatchObject({ name: 'ys', list: true });
    expect(lists?.ports[0]?.reason).toContain('list');
  });

  it('knows the Maps around, the innermost first, and a Map in its own results', () => {
    expect(mapsAround(pipeline, slot('inner', '/arguments/y')).map((m) => m.id)).toEqual(['each']);
    expect(mapsAround(pipeline, slot('each', '/result/ys', { inside: true })).map((m) => m.id)).toEqual(['each']);
    expect(mapsAround(pipeline, slot('late', '/arguments/all'))).toEqual([]);
  });
});
