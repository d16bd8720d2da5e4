import { describe, expect, it } from 'vitest';
import { matching } from './matching.ts';
import type { ReachableStep } from './reach.ts';

const step = (id: string, name: string, ports: readonly string[], reason?: string): ReachableStep => ({
  id, name, icon: 'step', family: 'data', ...(reason ? { reason } : {}), ports: ports.map((p) => ({ name: p, type: 'dataset', list: false, ...(reason ? { reason } : {}) })),
});
const steps = [step('prep', 'Preprocess', ['train', 'test']), step('train', 'Train XGBoost', ['artifact']), step('late', 'Late', ['x'], 'comes after')];
const none = () => [];
const found = (query: string, most = 9) => matching(steps, query, most, none).offers.map((o) => [o.step.id, o.ports.map((p) => p.name).join(' '), o.typed?.join('.') ?? '']);

describe('finding an output', () => {
  it('by the step, by the output, by both, by the type', () => {
    expect(found('').map(([id]) => id)).toEqual(['prep', 'train', 'late']);
    expect(found('preprocess')).toEqual([['prep', 'train test', '']]);
    expect(found('pre test')).toEqual([['prep', 'test', '']]);
    expect(found('train')).toEqual([['prep', 'train', ''], ['train', 'artifact', '']]);
    expect(found('dataset')).toHaveLength(3);
    expect(found('nothing')).toEqual([]);
  });

  it('takes a place as it is typed, from steps that can be read', () => {
    expect(found('Payload.rows[0]')).toEqual([['prep', '', 'Payload.rows.0'], ['train', '', 'Payload.rows.0']]);
  });

  it('lists the first and says that there are more', () => {
    expect(matching(steps, '', 2, none)).toMatchObject({ more: true });
    expect(matching(steps, '', 3, none)).toMatchObject({ more: false });
  });
});
