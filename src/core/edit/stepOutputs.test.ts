import { describe, expect, it } from 'vitest';
import type { ChoiceStep, Pipeline } from '../model/pipeline.ts';
import { moveBranch, ownOutputs, removeChoiceOutput, renameStepOutput, setChoiceOutput, setLoopMax } from './stepOutputs.ts';
import type { Edit } from './types.ts';

const start: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  outputs: { best: { $output: 'choose/artifact' } },
  steps: {
    a: { kind: 'pass', name: 'A', arguments: { x: 1 } },
    each: { kind: 'map', name: 'Each', steps: {}, result: { rows: '' } },
    score: { kind: 'cauce:evaluation', name: 'Score', metrics: { auc: { path: ['auc'] } } },
    choose: {
      kind: 'choice',
      name: 'Choose',
      branches: [
        { when: { $compare: [{ $output: 'score/auc' }, '>', 0.5] }, to: 'use', outputs: { artifact: { $output: 'a/x' } } },
        { when: { $exists: { $output: 'a/x' } }, outputs: { artifact: 2 } },
      ],
      otherwise: { to: 'use', outputs: { artifact: 3 } },
      outputTypes: { artifact: 'json' },
    },
    use: { kind: 'pass', name: 'Use', arguments: { one: { $output: 'choose/artifact' }, all: { $oneOf: { from: ['each/rows', 'choose/artifact'] } }, text: { $text: ['v', { $output: 'a/x' }] } } },
  },
};
function after(edit: Edit): Pipeline {
  const result = edit(start);
  if (!result.ok) throw new Error(result.reason);
  return result.pipeline;
}
const reason = (edit: Edit): string => {
  const result = edit(start);
  return result.ok ? '' : result.reason;
};

describe('outputs that a person names', () => {
  it('are renamed with all that refers to them', () => {
    const p = after(renameStepOutput('choose', 'artifact', 'model'));
    expect(p.outputs).toEqual({ best: { $output: 'choose/model' } });
    expect((p.steps['use'] as { arguments: unknown }).arguments).toMatchObject({ one: { $output: 'choose/model' }, all: { $oneOf: { from: ['each/rows', 'choose/model'] } } });
    const choose = p.steps['choose'] as ChoiceStep;
    expect([...(choose.branches ?? []), choose.otherwise].map((w) => Object.keys(w?.outputs ?? {}))).toEqual([['model'], ['model'], ['model']]);
    expect(choose.outputTypes).toEqual({ model: 'json' });
  });

  it.each([['a', 'x'], ['each', 'rows'], ['score', 'auc']])('of %s follow too', (id, name) => {
    const p = after(renameStepOutput(id, name, 'other'));
    expect(JSON.stringify(p)).not.toContain(`${id}/${name}`);
    expect(JSON.stringify(p)).toContain(`${id}/other`);
    expect(ownOutputs(p.steps[id] as ChoiceStep)).toEqual(['other']);
  });

  it('cannot take a name that is there, or none', () => {
    expect(reason(renameStepOutput('choose', 'artifact', ''))).toContain('needs a name');
    expect(reason(renameStepOutput('choose', 'nothing', 'x'))).toContain('no output nothing');
  });

  it('are added to and taken from a Choice on every way', () => {
    expect((after(setChoiceOutput('choose', 'auc', 'number')).steps['choose'] as ChoiceStep).outputTypes).toEqual({ artifact: 'json', auc: 'number' });
    const gone = after(removeChoiceOutput('choose', 'artifact')).steps['choose'] as ChoiceStep;
    expect(ownOutputs(gone)).toEqual([]);
  });
});

describe('ways of a Choice', () => {
  it('change places', () => {
    const when = (p: Pipeline) => (p.steps['choose'] as ChoiceStep).branches?.map((b) => Object.keys(b.when as object)[0]);
    expect(when(after(moveBranch('choose', 1, 0)))).toEqual(['$exists', '$compare']);
    expect(when(after(moveBranch('choose', 0, 9)))).toEqual(['$compare', '$exists']);
  });

  it('are limited where they lead back', () => {
    expect((after(setLoopMax('choose', 0, 3)).steps['choose'] as ChoiceStep).branches?.[0]?.loop).toEqual({ max: 3 });
    expect((after(setLoopMax('choose', 'otherwise', 2)).steps['choose'] as ChoiceStep).otherwise?.loop).toEqual({ max: 2 });
    expect(reason(setLoopMax('choose', 0, 0))).toContain('at least once');
  });
});
