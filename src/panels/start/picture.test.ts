import { expect, it } from 'vitest';
import { makeCatalog } from '../../core/catalog/load.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { pictureOf } from './picture.ts';

const catalog = makeCatalog(new Map());
const pipeline: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  steps: {
    prep: { kind: 'sagemaker:createProcessingJob.sync', name: 'Prep' },
    each: { kind: 'map', name: 'Each', steps: { train: { kind: 'sagemaker:createTrainingJob.sync', name: 'Train', arguments: { Uri: { $output: 'prep/data' }, Again: { $output: 'prep/data' } } } } },
    fail: { kind: 'fail', name: 'Fail', after: ['prep'] },
  },
  layout: { prep: [0, 0], each: [300, 100, 400, 300], train: [40, 60], fail: [0, 900] },
};

it('fits a pipeline into the picture, steps in containers within them', () => {
  const { boxes } = pictureOf(pipeline, catalog, { width: 240, height: 148 });
  for (const b of boxes) {
    expect(b.x).toBeGreaterThanOrEqual(0);
    expect(b.y).toBeGreaterThanOrEqual(0);
    expect(b.x + b.width).toBeLessThanOrEqual(240);
    expect(b.y + b.height).toBeLessThanOrEqual(148);
  }
  const [each, train] = ['each', 'train'].map((id) => boxes.find((b) => b.id === id));
  expect(each?.frame).toBe(true);
  expect(train?.x).toBeGreaterThan(each?.x ?? Infinity);
  expect((train?.y ?? Infinity) + (train?.height ?? 0)).toBeLessThan((each?.y ?? 0) + (each?.height ?? 0));
  expect(Object.fromEntries(boxes.map((b) => [b.id, b.family]))).toEqual({ prep: 'data', each: 'value', train: 'model', fail: 'value' });
});

it('draws one line for each pair of steps', () => {
  const { lines } = pictureOf(pipeline, catalog, { width: 240, height: 148 });
  expect(lines.map((l) => [l.id, l.control])).toEqual([['prep train', false], ['prep fail', true]]);
});

it('draws nothing of nothing', () => {
  expect(pictureOf({ format: 'cauce/1', name: 'p', steps: {} }, catalog, { width: 240, height: 148 })).toEqual({ boxes: [], lines: [] });
});
