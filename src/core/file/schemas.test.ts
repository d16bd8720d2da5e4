import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { manifestSchema } from './manifestSchema.ts';
import { catalogFor } from '../catalog/load.ts';
import { compile } from '../compile/compile.ts';
import { mocksSchema } from '../model/mocks.ts';
import { pricesSchema } from '../model/prices.ts';
import { pipelineSchema } from '../model/schema.ts';
import { testsSchema } from '../model/testCases.ts';
import { parsePipeline } from './parse.ts';

/**
 * The JSON Schemas under `public/schema/` are made from the schemas that parse the files. `npm run schemas` writes them;
 * here they are compared, so that they cannot drift apart.
 */
const titles = { 'cauce-1': 'Cauce pipeline', 'cauce-manifest-1': 'Cauce manifest', 'cauce-tests-1': 'Cauce test cases', 'cauce-mocks-1': 'Mocks (MockConfigFile.json of AWS Step Functions Local)', 'cauce-prices-1': 'Prices for the estimates of Cauce' };

test.each([
  ['cauce-1', pipelineSchema],
  ['cauce-manifest-1', manifestSchema],
  ['cauce-tests-1', testsSchema],
  ['cauce-mocks-1', mocksSchema],
  ['cauce-prices-1', pricesSchema],
] as const)('%s.schema.json is the schema that parses', async (name, schema) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  const text = `${JSON.stringify({ $schema, title: titles[name], ...rest }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`../../../public/schema/${name}.schema.json`);
});

const folder = resolve(import.meta.dirname, '../../../public/samples');
test.each(readdirSync(folder).filter((f) => f.endsWith('.cauce.json')))('%s and its manifest are what their schemas say', async (file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(pipelineSchema.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
  const read = parsePipeline(text);
  if (!read.ok) throw new Error(read.diagnostics[0]?.message);
  const { artifacts, diagnostics } = compile(read.pipeline, { catalog: await catalogFor(read.pipeline) });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  expect(manifestSchema.safeParse(artifacts?.manifest).error?.issues ?? []).toEqual([]);
});
