import { describe, expect, test } from 'vitest';
import { flow, pipelineOf, task } from '../../testing/build.ts';
import type { StateVisit, Timeline } from '../../core/rehearse/timeline.ts';
import { ganttRows } from './ganttRows.ts';

const pipeline = pipelineOf({
  late: task('Late'),
  first: task('First'),
  never: task('Never'),
  sweep: flow('map', 'Sweep', { items: [], steps: { train: task('Train'), score: task('Score') } }),
  both: flow('parallel', 'Both', { branches: [{ id: 'a', steps: { left: task('Left') } }, { id: 'b', steps: { right: task('Right') } }] }),
});

function timeline(items: number): Timeline {
  const visit = (step: string, start: number, iteration: readonly number[] = []): StateVisit => ({ state: step, step, start, end: start + 1, outcome: 'succeeded', attempts: [], input: '{}', iteration });
  const each = (step: string, start: number): readonly StateVisit[] => Array.from({ length: items }, (_, i) => visit(step, start + i, [i]));
  const steps = new Map<string, readonly StateVisit[]>([['first', [visit('first', 0)]], ['sweep', [visit('sweep', 1)]], ['train', each('train', 1)], ['score', each('score', 2)], ['both', [visit('both', 5)]], ['right', [visit('right', 5)]], ['late', [visit('late', 9)]]]);
  return { duration: 10, steps, critical: new Set(), before: new Map(), redrives: [], failure: null };
}

const told = (items: number, ...turned: readonly string[]): readonly string[] =>
  ganttRows(pipeline.steps, timeline(items), new Set(turned)).map((r) => `${'  '.repeat(r.depth)}${r.key}${r.open === undefined ? '' : r.open ? ' -' : ' +'} ${r.visits.length}`);

describe('the lines of a timeline', () => {
  test('steps stand in the order in which they began; what is inside a container below it, item by item', () => {
    expect(told(2)).toEqual([
      'first 1',
      'sweep - 1',
      '  sweep#0 - 2', '    sweep#0/train 1', '    sweep#0/score 1',
      '  sweep#1 - 2', '    sweep#1/train 1', '    sweep#1/score 1',
      'both - 1', '  both/left 0', '  both/right 1',
      'late 1', 'never 0',
    ]);
  });

  test('many items are folded, and each line can be turned', () => {
    expect(told(1000).filter((r) => r.includes('sweep'))).toEqual(['sweep + 1']);
    expect(told(1000, 'sweep').filter((r) => r.includes('sweep'))).toHaveLength(1001);
    expect(told(1000, 'sweep', 'sweep#7').filter((r) => r.includes('sweep#7/'))).toEqual(['    sweep#7/train 1', '    sweep#7/score 1']);
    expect(told(2, 'sweep#0', 'both').filter((r) => r.startsWith(' '))).toEqual(['  sweep#0 + 2', '  sweep#1 - 2', '    sweep#1/train 1', '    sweep#1/score 1']);
  });

  test('an item lasts from the first of its steps to the last, in whatever order they are drawn', () => {
    const swapped = pipelineOf({ sweep: flow('map', 'Sweep', { items: [], steps: { score: task('Score'), train: task('Train') } }) });
    const item = ganttRows(swapped.steps, timeline(1), new Set()).find((r) => r.what === 'item');
    expect(item?.visits.map((v) => v.state)).toEqual(['train', 'score']);
  });

  test('a Map that never ran shows what it would have run', () => {
    expect(told(0).filter((r) => r.includes('sweep'))).toEqual(['sweep - 1', '  sweep/train 0', '  sweep/score 0']);
  });
});
