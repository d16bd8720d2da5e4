import { expect, test } from 'vitest';
import { loadServiceModel, makeCatalog } from '../../catalog/load.ts';
import type { Language, Pipeline, Step } from '../../model/pipeline.ts';
import { compile } from '../compile.ts';

const catalog = makeCatalog(new Map([['lambda', await loadServiceModel('lambda')]]));

function codesFor(language: Language, code: string): readonly string[] {
  const expression = { $expression: { language, code } };
  const call = { kind: 'lambda:invoke', name: 'Call', arguments: { FunctionName: 'f', Payload: { x: expression } } } as unknown as Step;
  const pipeline: Pipeline = { format: 'cauce/1', name: 'p', parameters: {}, steps: { call } };
  return compile(pipeline, { catalog, language }).diagnostics.map((d) => `${d.code} ${d.where.step} ${d.where.argument}`);
}

test.each<[Language, string]>([
  ['jsonata', '"ml." & ( 3'],
  ['jsonata', ''],
  ['jsonata', '$eval("1")'],
  ['jsonata', 'a ?? b'],
  ['jsonpath', 'plain'],
  ['jsonpath', '$.a['],
  ['jsonpath', 'States.Format('],
])('%s that cannot be read is an error where it was written: %j', (language, code) => {
  expect(codesFor(language, code)).toEqual(['expression-unreadable call /arguments/Payload/x']);
});

test.each<[Language, string]>([
  ['jsonata', '$sum($states.input.rows.(price * count))'],
  ['jsonata', "$states.input.x & ' %} '"],
  ['jsonpath', '$.rows[0].price'],
  ['jsonpath', '$$.Execution.Name'],
  ['jsonpath', "States.Format('{}-x', $.a)"],
])('%s that AWS takes is nothing to complain about: %j', (language, code) => {
  expect(codesFor(language, code)).toEqual([]);
});
