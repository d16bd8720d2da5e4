import { expect, test } from 'vitest';
import { flow, pass, pipelineOf, plainCatalog } from '../../../testing/build.ts';
import { compile } from '../compile.ts';

test('an empty branch is named by its number, as the form of its Parallel names it', () => {
  const both = flow('parallel', 'Both', { branches: [{ id: 'a', steps: { one: pass('One') } }, { id: 'b', steps: {} }] });
  const each = flow('map', 'Each', { items: [1], steps: {} });
  const { diagnostics } = compile(pipelineOf({ both, each }), { catalog: plainCatalog, language: 'jsonata' });
  expect(diagnostics.map((d) => d.message)).toEqual(['Branch 2 of Both has no steps inside.', 'Each has no steps inside.']);
});
