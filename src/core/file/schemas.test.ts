import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { manifestSchema } from './manifestSchema.ts';
import { pipelineSchema } from '../model/schema.ts';

/**
 * The JSON Schemas under `public/schema/` are made from the schemas that parse the files. `npm run schemas` writes them;
 * here they are compared, so that they cannot drift apart.
 */
const titles = { 'cauce-1': 'Cauce pipeline', 'cauce-manifest-1': 'Cauce manifest' };

test.each([
  ['cauce-1', pipelineSchema],
  ['cauce-manifest-1', manifestSchema],
] as const)('%s.schema.json is the schema that parses', async (name, schema) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  const text = `${JSON.stringify({ $schema, title: titles[name], ...rest }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`../../../public/schema/${name}.schema.json`);
});
