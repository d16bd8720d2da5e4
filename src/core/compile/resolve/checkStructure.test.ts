import { expect, test } from 'vitest';
import { flow, output, pass, pipelineOf, plainCatalog, task } from '../../../testing/build.ts';
import { compile } from '../compile.ts';

test('an empty branch is named by its number, as the form of its Parallel names it', () => {
  const both = flow('parallel', 'Both', { branches: [{ id: 'a', steps: { one: pass('One') } }, { id: 'b', steps: {} }] });
  const each = flow('map', 'Each', { items: [1], steps: {} });
  const { diagnostics } = compile(pipelineOf({ both, each }), { catalog: plainCatalog, language: 'jsonata' });
  expect(diagnostics.map((d) => d.message)).toEqual(['Branch 2 of Both has no steps inside.', 'Each has no steps inside.']);
});

test('a result that was never bound is told where it is', () => {
  const each = flow('map', 'Each', { items: [1], steps: { work: task('Work', { FunctionName: 'f' }) }, result: { scores: '', 'a/b': '', done: output('work/Payload') } });
  const { diagnostics } = compile(pipelineOf({ each }), { catalog: plainCatalog });
  expect(diagnostics.map((d) => [d.code, d.severity, d.where.argument])).toEqual([['empty-result', 'warning', '/result/scores'], ['empty-result', 'warning', '/result/a~1b']]);
});
