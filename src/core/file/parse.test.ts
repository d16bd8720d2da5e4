import { describe, expect, test } from 'vitest';
import { parsePipeline } from './parse.ts';
import { serializePipeline } from './serialize.ts';

const whole = {
  format: 'cauce/1', name: 'p', mine: { kept: true },
  parameters: { A: { type: 'string', phase: 'run', odd: 1 } },
  environments: { dev: { region: 'us-east-1', values: { A: 'x' } } },
  steps: {
    b: { kind: 'lambda:invoke', name: 'B', arguments: { deep: [{ $param: 'A' }] }, catch: [{ errors: ['States.ALL'], to: 'a' }] },
    a: { kind: 'map', name: 'A', items: [1, 2], steps: { inner: { kind: 'pass', name: 'In' } }, result: { x: { $output: 'inner/x' } } },
    c: { kind: 'choice', name: 'C', branches: [{ when: { $exists: { $output: 'b/x' } }, to: 'a' }], otherwise: {} },
  },
  layout: { a: [1, 2, 300, 200], b: [3, 4] },
};
const read = (value: unknown) => parsePipeline(JSON.stringify(value, null, 2), 'dir/my.cauce.json');
const opened = (value: unknown) => {
  const result = read(value);
  if (!result.ok) throw new Error(`refused: ${result.diagnostics[0]?.message}`);
  return result;
};

test('a sound file is the pipeline, unknown fields included', () => {
  expect(read(whole)).toEqual({ ok: true, intact: true, diagnostics: [], pipeline: whole });
});

test('saving sorts steps and layout, keeps short lists on a line and ends with a newline', () => {
  const { pipeline } = opened(whole);
  const text = serializePipeline(pipeline);
  expect(text).toContain('"a": [1, 2, 300, 200],\n    "b": [3, 4]\n');
  expect(text.indexOf('"a": {')).toBeLessThan(text.indexOf('"b": {'));
  expect(text).toMatch(/^\{\n {2}"format": "cauce\/1",\n {2}"name": "p",\n {2}"parameters"/);
  expect(text.endsWith('}\n')).toBe(true);
  expect(opened(JSON.parse(text)).pipeline).toEqual(pipeline);
});

describe('what is malformed is left out with its place', () => {
  const cases: readonly [string, object, string, string][] = [
    ['step', { steps: { a: { kind: 'pass', name: 5 } } }, '/steps/a/name', 'Step a › name is 5; a text is needed.'],
    ['step that is no object', { steps: { a: 'x' } }, '/steps/a', 'Step a is the text “x”; an object is needed.'],
    ['kind', { steps: { a: { kind: 'nope', name: 'A' } } }, '/steps/a/kind', 'Step a › kind is the text “nope”, which does not fit.'],
    ['optional field', { steps: { a: { kind: 'pass', name: 'A', notes: 1 } } }, '/steps/a/notes', 'Step a › notes is 1; a text is needed.'],
    ['catch', { steps: { a: { kind: 'x:y', name: 'A', catch: [{ errors: ['E'] }] } } }, '/steps/a/catch/0/to', 'Step a › catch › 0 › to is missing.'],
    ['branch', { steps: { a: { kind: 'choice', name: 'A', branches: [{ to: 'b' }] } } }, '/steps/a/branches/0/when', 'Step a › branches › 0 › when is missing.'],
    ['id', { steps: { Ab: { kind: 'pass', name: 'A' } } }, '/steps/Ab', '“Ab” cannot be the id of a step.'],
    ['inner id', { steps: { a: { kind: 'map', name: 'A', steps: { a: { kind: 'pass', name: 'B' } } } } }, '/steps/a/steps/a', 'Two steps have the id a.'],
    ['inner step', { steps: { a: { kind: 'parallel', name: 'A', branches: [{ id: 'x', steps: { b: {} } }] } } }, '/steps/a/branches/0/steps/b/kind', 'Step b › kind is missing.'],
    ['parameter', { steps: {}, parameters: { P: { type: 'text', phase: 'run' } } }, '/parameters/P/type', 'Parameter P › type is the text “text”; it can be string, integer, number, boolean, list, object, s3-uri, arn, image-uri, instance-type, role.'],
    ['environment', { steps: {}, environments: { dev: [] } }, '/environments/dev', 'Environment dev is a list; an object is needed.'],
    ['layout', { steps: {}, layout: { a: [1, 'x'] } }, '/layout/a/1', 'The place of a › 1 is the text “x”; a number is needed.'],
    ['layout length', { steps: {}, layout: { a: [1] } }, '/layout/a', 'The place of a has 1 elements; 2 is the least.'],
    ['steps', { steps: [] }, '/steps', '“steps” is not an object.'],
    ['language', { steps: {}, language: 'xquery' }, '/language', 'The pipeline › language is the text “xquery”; it can be jsonata, jsonpath.'],
  ];
  test.each(cases)('%s', (_, part, pointer, message) => {
    const result = opened({ format: 'cauce/1', name: 'p', ...part });
    expect(result.diagnostics.map((d) => [d.where.pointer, d.message])).toContainEqual([pointer, message]);
    expect(result.intact).toBe(false);
    expect(result.diagnostics[0]?.where).toMatchObject({ file: 'dir/my.cauce.json', line: expect.any(Number) as number });
    expect(opened(result.pipeline).diagnostics).toEqual([]);
  });
  test('the rest of the step stays', () => {
    const { pipeline } = opened({ format: 'cauce/1', name: 'p', steps: { a: { kind: 'x:y', name: 'A', catch: [{ errors: ['E'] }, { errors: ['F'], to: 'b' }, 7], retry: 'no', extra: 1 } } });
    expect(pipeline.steps['a']).toEqual({ kind: 'x:y', name: 'A', catch: [{ errors: ['F'], to: 'b' }], extra: 1 });
  });
  test('a file without a name takes that of the file', () => {
    const { pipeline, intact, diagnostics } = opened({ format: 'cauce/1', steps: {} });
    expect([pipeline.name, intact, diagnostics.map((d) => d.code)]).toEqual(['my', true, ['file-name-missing']]);
  });
  test('a key written twice loses something', () => {
    const result = parsePipeline('{"format": "cauce/1", "name": "p", "steps": {"a": {"kind": "pass", "name": "A"}, "a": {"kind": "pass", "name": "B"}}}');
    expect(result.ok && [result.intact, result.diagnostics.map((d) => d.code)]).toEqual([false, ['file-duplicate-key']]);
  });
});

describe('what is not a pipeline is refused with its place', () => {
  test.each<[string, string, string, number]>([
    ['cut off', '{"format": "cauce/1",\n "steps": {', 'file-unreadable', 2],
    ['empty', '', 'file-unreadable', 1],
    ['too deep', `{"format": "cauce/1", "x": ${'['.repeat(100_000)}`, 'file-unreadable', 1],
    ['too large', ' '.repeat(17 * 1024 * 1024), 'file-unreadable', 1],
    ['a list', '[]', 'file-not-a-pipeline', 1],
    ['a definition', '{"StartAt": "A", "States": {}}', 'file-not-a-pipeline', 1],
    ['newer', '{\n"format": "cauce/2"}', 'file-newer-format', 2],
    ['another format', '{"format": 7}', 'file-not-a-pipeline', 1],
    ['version 0', '{"format": "cauce/0"}', 'file-not-a-pipeline', 1],
  ])('%s', (_, text, code, line) => {
    const result = parsePipeline(text);
    expect(result.ok).toBe(false);
    expect(result.diagnostics).toHaveLength(1);
    expect(result.diagnostics[0]).toMatchObject({ code, severity: 'error', where: { line } });
  });
});

test('a metric whose path holds more than names and indexes is refused where it stands', () => {
  const step = { kind: 'cauce:evaluation', name: 'E', metrics: { auc: { path: [{}], type: 'number' } } };
  expect(parsePipeline(JSON.stringify({ format: 'cauce/1', name: 'x', steps: { e: step } })).diagnostics).toMatchObject([{ code: 'file-part-malformed' }]);
});
