import * as z from 'zod/mini';
import { PARAMETER_TYPES, PHASES } from '../model/pipeline.ts';

/** The manifest `cauce-manifest/1` (formats.md 3): what other programs read to know the parameters of a definition. */
const json = z.unknown();
const text = z.string();
const record = z.record(z.string(), json);

export const manifestSchema = z.looseObject({
  format: z.literal('cauce-manifest/1'),
  pipeline: text,
  compiler: text,
  language: z.enum(['jsonata', 'jsonpath']),
  definition: z.looseObject({ file: text, sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  parameters: z.array(
    z.looseObject({
      name: text,
      type: z.enum(PARAMETER_TYPES),
      phase: z.enum(PHASES),
      required: z.boolean(),
      default: z.optional(json),
      description: z.optional(text),
      encoding: z.optional(z.enum(['text', 'base64'])),
      constraints: z.optional(
        z.looseObject({
          allowed: z.optional(z.nullable(z.array(json))),
          pattern: z.optional(z.nullable(text)),
          minimum: z.optional(z.nullable(z.number())),
          maximum: z.optional(z.nullable(z.number())),
        }),
      ),
      usedIn: z.array(z.looseObject({ step: z.optional(z.nullable(text)), stepName: z.optional(z.nullable(text)), argument: text, pointer: z.nullable(text) })),
    }),
  ),
  inputSchema: record,
  environments: z.record(z.string(), z.looseObject({ region: z.optional(text), values: z.optional(record), inputDefaults: z.optional(record) })),
  outputs: z.array(text),
  actions: z.array(text),
});
