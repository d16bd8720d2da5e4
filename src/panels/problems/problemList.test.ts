import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import { done, refused } from '../../core/edit/types.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { allFixes, changeText, countsText, listedProblems, placeText } from './problemList.ts';

const pipeline: Pipeline = { format: 'cauce/1', name: 'p', steps: { train: { kind: 'sagemaker:createTrainingJob.sync', name: 'Train XGBoost' } } };
const problem = (severity: Diagnostic['severity'], where: Diagnostic['where'], edit?: string): Diagnostic => ({ severity, code: 'c', message: 'm', hint: 'h', where, ...(edit ? { fix: { label: 'Mend', edit, args: [] } } : {}) });

describe('the list of problems', () => {
  it('puts the worst first and keeps the order within', () => {
    const [a, b, c] = [problem('warning', { step: 'a' }), problem('error', { step: 'b' }), problem('error', { step: 'c' })];
    expect(listedProblems([a, b, c], null)).toEqual([b, c, a]);
    expect(listedProblems([a, b, c], ['c'])).toEqual([c]);
  });
  it.each([
    [{ step: 'train' }, 'Train XGBoost'],
    [{ step: 'train', argument: '/arguments/ResourceConfig/VolumeSizeInGB' }, 'Train XGBoost › Volume size'],
    [{ step: 'train', argument: '/arguments/Tags/0/Value/$text/1' }, 'Train XGBoost › Value'],
    [{ parameter: 'Bucket', environment: 'prod' }, 'Bucket in prod'],
    [{ parameter: 'Bucket' }, 'Bucket'],
    [{ environment: 'prod' }, 'Environment prod'],
    [{ file: 'a.cauce.json', line: 12 }, 'a.cauce.json, line 12'],
    [{}, ''],
  ])('says where: %j', (where, text) => {
    expect(placeText(pipeline, problem('error', where))).toBe(text);
  });
  it('counts in words', () => {
    expect(countsText({ error: 3, warning: 1, info: 0 })).toBe('3 errors, 1 warning');
    expect(countsText({ error: 0, warning: 0, info: 0 })).toBe('');
  });
  it('tells what changed, and nothing when nothing did', () => {
    const none = { error: 0, warning: 0, info: 0 };
    expect(changeText(none, { ...none, error: 2 })).toBe('2 new problems: 2 errors');
    expect(changeText({ ...none, error: 2 }, { ...none, error: 1 })).toBe('1 solved: 1 error');
    expect(changeText({ ...none, error: 1 }, none)).toBe('No problems');
    expect(changeText(none, none)).toBe('');
  });
  it('applies all fixes as one edit, without those that do not fit', () => {
    const edit = allFixes([problem('error', {}, 'a'), problem('error', {}), problem('error', {}, 'no'), problem('error', {}, 'b')], (fix) => (p) => (fix.edit === 'no' ? refused('no') : done({ ...p, name: p.name + fix.edit })));
    expect(edit(pipeline)).toMatchObject({ ok: true, pipeline: { name: 'pab' } });
  });
});
