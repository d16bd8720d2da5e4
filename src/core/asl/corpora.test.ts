import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ASL_EXCEPTIONS } from '../../testing/aslExceptions.ts';
import { findCorpora } from '../../testing/corpora.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { checkDefinition } from './check.ts';
import { checkAsl } from './checkText.ts';
import { readExpression } from './jsonataSyntax.ts';

const invalid = findCorpora('asl-invalid');
const valid = findCorpora('asl-valid');
const recorded = findCorpora('aws-recorded');
const choices = findCorpora('aws-recorded-choice');
const teststate = findCorpora('aws-recorded-teststate');

const jsonFiles = (folder: string) => readdirSync(folder).filter((f) => f.endsWith('.json'));
const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
const errors = (found: readonly Diagnostic[]) => found.filter((d) => d.severity === 'error').map((d) => `${d.code} ${d.where.pointer}: ${d.message}`);

describe.skipIf(invalid === null)('definitions that must be refused', () => {
  test.each(invalid === null ? [] : jsonFiles(invalid))('%s', (file) => {
    const found = checkAsl(read(invalid ?? '', file), file);
    expect(found.length).toBeGreaterThan(0);
    for (const d of found) {
      expect(d.where.line).toBeGreaterThan(0);
      expect(d.where.column).toBeGreaterThan(0);
      expect(d.hint.length).toBeGreaterThan(10);
    }
    const exception = ASL_EXCEPTIONS.find((e) => e.cases.includes(`asl-invalid/${file}`));
    if (exception === undefined) expect(errors(found)).not.toEqual([]);
  });
});

describe.skipIf(valid === null)('definitions that somebody really wrote', () => {
  test.each(valid === null ? [] : jsonFiles(valid))('%s', (file) => {
    expect(errors(checkAsl(read(valid ?? '', file), file))).toEqual([]);
  });

  test('as YAML, with the same findings', () => {
    for (const file of jsonFiles(valid ?? '').filter((_, i) => i % 10 === 0)) {
      const text = read(valid ?? '', file);
      const codes = (found: readonly Diagnostic[]) => [file, ...found.map((d) => d.code).sort()];
      expect(codes(checkAsl(stringify(JSON.parse(text)), 'x.yaml'))).toEqual(codes(checkAsl(text, file)));
    }
  });
});

test.skipIf(recorded === null)('whole executions that AWS recorded', () => {
  for (const name of readdirSync(recorded ?? '').filter((f) => !f.includes('.tsv'))) {
    expect([name, errors(checkAsl(read(recorded ?? '', join(name, 'definition.json')), 'definition.json'))]).toEqual([name, []]);
  }
});

test.skipIf(choices === null)('comparisons that AWS decided', () => {
  for (const file of jsonFiles(choices ?? '')) {
    const { cases } = JSON.parse(read(choices ?? '', file)) as { cases: { definition: Json }[] };
    for (const { definition } of cases) expect([file, errors(checkDefinition(definition, { readExpression }))]).toEqual([file, []]);
  }
});

test.skipIf(teststate === null)('states that AWS tested', () => {
  for (const file of jsonFiles(teststate ?? '')) {
    const { request } = JSON.parse(read(teststate ?? '', file)) as { request: { definition: JsonObject } };
    const single = request.definition['States'] === undefined;
    const whole = single ? { StartAt: 'Tested', States: { Tested: request.definition } } : request.definition;
    // A state alone has no neighbours to lead to.
    const found = checkDefinition(whole, { readExpression }).filter((d) => !single || (d.code !== 'asl-no-such-state' && d.code !== 'asl-no-terminal-state'));
    expect([file, errors(found)]).toEqual([file, []]);
  }
});

test.skipIf(valid === null)('each documented exception is what we say', () => {
  for (const { rule, ours, cases } of ASL_EXCEPTIONS) {
    for (const file of cases) {
      const found = checkAsl(read(dirname(valid ?? ''), file), file);
      if (ours === 'nothing') expect([rule, errors(found)]).toEqual([rule, []]);
      else expect([rule, found.map(({ code, severity }) => ({ code, severity }))]).toEqual([rule, expect.arrayContaining([ours])]);
    }
  }
});
