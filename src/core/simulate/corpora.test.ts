import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCorpora } from '../../testing/corpora.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { makeCatalog } from '../catalog/load.ts';
import { plausibleAnswers } from './answers/plausible.ts';
import { simulate } from './simulate.ts';

const answers = plausibleAnswers({ catalog: makeCatalog(new Map()) });

const choices = findCorpora('aws-recorded-choice');
describe.skipIf(choices === null)('comparisons of Choice as AWS decided them', () => {
  const files = choices === null ? [] : readdirSync(choices).filter((f) => f.endsWith('.json'));
  test.each(files)('%s', async (file) => {
    const { cases } = JSON.parse(readFileSync(join(choices ?? '', file), 'utf8')) as { cases: { definition: JsonObject; input: Json; output: Json }[] };
    for (const { definition, input, output } of cases) {
      const run = await simulate(definition, { input, answers });
      expect({ definition, input, status: run.status, output: run.output }).toEqual({ definition, input, status: 'SUCCEEDED', output });
    }
  });
});

const valid = findCorpora('asl-valid');
describe.skipIf(valid === null)('definitions that somebody really wrote end as they would at AWS, or wait', () => {
  const files = valid === null ? [] : readdirSync(valid).filter((f) => f.endsWith('.json'));
  test.each(files)('%s', async (file) => {
    const definition = JSON.parse(readFileSync(join(valid ?? '', file), 'utf8')) as JsonObject;
    const run = await simulate(definition, { input: {}, answers, limits: { transitions: 5000 } });
    expect(run.status).not.toBe('RUNNING');
    expect(run.events.map((e) => e.id)).toEqual(run.events.map((_, i) => i + 1));
    expect(run.events.every((e) => e.previousEventId < e.id)).toBe(true);
  });
});
