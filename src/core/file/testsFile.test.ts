import { describe, expect, it } from 'vitest';
import { parseTests, serializeTests } from './testsFile.ts';

const EXAMPLE = `{"format": "cauce-tests/1", "cases": {"Low accuracy": {"input": {"MinAuc": 0.99}, "environment": "dev", "seed": 1, "mocks": "low",
  "expect": {"status": "FAILED", "error": "NotGoodEnough", "runs": ["reject"], "skips": ["register"]},
  "durations": {"train": 900}, "faults": {"train": {"error": "SageMaker.AmazonSageMakerException", "times": 2}},
  "answers": {"train": {"ModelArtifacts": {"S3ModelArtifacts": "s3://b/m"}}}, "redrives": 2, "mood": "grey"}}, "owner": {"team": "risk"}}`;

describe('a file of test cases', () => {
  it('is read as it is, unknown fields with it, and written back the same', () => {
    const read = parseTests(EXAMPLE, 'a.tests.json');
    expect(read).toMatchObject({ ok: true, intact: true, diagnostics: [] });
    expect(read.value).toEqual(JSON.parse(EXAMPLE));
    const text = serializeTests(read.value ?? { format: 'cauce-tests/1', cases: {} });
    expect(JSON.parse(text)).toEqual(JSON.parse(EXAMPLE));
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('loses only the part that is malformed, and says where it is', () => {
    const read = parseTests('{\n"format": "cauce-tests/1",\n"cases": {\n"a": {"seed": "x", "input": 1, "redrives": -1},\n"b": 3,\n"c": {"expect": {"status": "GREAT"}, "durations": {"train": -1, "eval": 2}}\n}}', 'a.tests.json');
    expect(read).toMatchObject({ ok: true, intact: false, value: { cases: { a: { input: 1 }, c: { expect: {}, durations: { eval: 2 } } } } });
    expect(Object.keys(read.value?.cases ?? {})).toEqual(['a', 'c']);
    expect(read.diagnostics.map((d) => [d.code, d.where.file, d.where.line, d.where.pointer])).toEqual([
      ['file-part-malformed', 'a.tests.json', 4, '/cases/a/redrives'],
      ['file-part-malformed', 'a.tests.json', 4, '/cases/a/seed'],
      ['file-part-malformed', 'a.tests.json', 5, '/cases/b'],
      ['file-part-malformed', 'a.tests.json', 6, '/cases/c/durations/train'],
      ['file-part-malformed', 'a.tests.json', 6, '/cases/c/expect/status'],
    ]);
    expect(read.diagnostics[4]?.message).toBe('cases › c › expect › status is the text “GREAT”; it can be SUCCEEDED, FAILED, TIMED_OUT, ABORTED.');
  });

  it.each([
    ['[]', 'file-not-tests', 'This is a list, not a file of test cases.'],
    ['{"cases": {}}', 'file-not-tests', 'This is an object without "format", not a file of test cases.'],
    ['{"format": "cauce/1"}', 'file-not-tests', 'This is a pipeline, not a file of test cases.'],
    ['{"StateMachines": {}}', 'file-not-tests', 'This is a file of mocks, not a file of test cases.'],
    ['{"format": "cauce-tests/2", "cases": {}}', 'file-newer-format', 'The file has the format cauce-tests/2; this version of Cauce reads cauce-tests/1.'],
    ['{"format": "cauce-tests/1"}', 'file-part-malformed', 'cases is missing.'],
    ['{"format"', 'file-unreadable', undefined],
  ])('refuses %s', (text, code, message) => {
    const read = parseTests(text);
    expect(read).toMatchObject({ ok: false, value: null, diagnostics: [{ code, ...(message === undefined ? {} : { message }) }] });
  });

  it('names a key that is written twice', () => {
    const read = parseTests('{"format": "cauce-tests/1", "cases": {"a": {}, "a": {"seed": 1}}}');
    expect(read).toMatchObject({ ok: true, intact: false, diagnostics: [{ code: 'file-duplicate-key' }] });
  });
});
