import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aslValidator, languageService } from '../../testing/oracles.ts';
import { checkAsl } from '../asl/checkText.ts';
import { catalogFor } from '../catalog/load.ts';
import { parsePipeline } from '../file/parse.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { compile } from './compile.ts';
import { definitionOf } from './types.ts';

const folder = resolve(import.meta.dirname, '../../../public/samples');
const files = readdirSync(folder).filter((f) => f.endsWith('.cauce.json'));
const open = (file: string): Pipeline => parsePipeline(readFileSync(join(folder, file), 'utf8'), file).pipeline as Pipeline;

describe.each(files)('%s', (file) => {
  test.each(['jsonata', 'jsonpath'] as const)('compiles to %s without a word, and nobody else finds fault with it', async (language) => {
    const pipeline = open(file);
    const catalog = await catalogFor(pipeline);
    for (const environment of [undefined, 'prod']) {
      const { diagnostics, artifacts } = compile(pipeline, { catalog, language, ...(environment === undefined ? {} : { environment }) });
      expect(diagnostics).toEqual([]);
      const text = artifacts?.definitionText ?? '';
      expect(checkAsl(text, 'x.asl.json').filter((d) => d.severity !== 'info')).toEqual([]);
      expect(aslValidator(artifacts ? definitionOf(artifacts) : {})).toEqual([]);
      expect(await languageService(text)).toEqual([]);
      expect(text.includes('${')).toBe(environment === undefined);
    }
  });
});

test('the two of our own ask for little', () => {
  const required = (file: string) => Object.entries(open(file).parameters ?? {}).filter(([, p]) => p.phase === 'run' && p.default === undefined).map(([name]) => name);
  expect(required('training.cauce.json')).toEqual(['DataUri']);
  expect(required('parallel-candidates.cauce.json')).toEqual(['DataUri']);
});
