import * as z from 'zod/mini';
import { PARAMETER_TYPES, PHASES, PORT_TYPES } from './pipeline.ts';

/**
 * The saved format `cauce/1` (formats.md 1). Objects are loose: fields that Cauce does not know survive. These schemas judge
 * a file part by part (`parse.ts`) and make `public/schema/cauce-1.schema.json`.
 */
// Without this zod compiles schemas with `new Function`, which a strict Content-Security-Policy forbids.
z.config({ jitless: true });

const text = z.string();
const json = z.unknown();
const record = z.record(z.string(), json);
const positive = z.number().check(z.nonnegative());
const list = <T extends z.core.$ZodType>(item: T): z.ZodMiniOptional<z.ZodMiniArray<T>> => z.optional(z.array(item));

export const idPattern = /^[a-z][a-z0-9-]{0,62}$/;
const id = z.string().check(z.regex(idPattern));

export const parameterSchema = z.looseObject({
  type: z.enum(PARAMETER_TYPES),
  phase: z.enum(PHASES),
  default: z.optional(json),
  description: z.optional(text),
  allowed: list(json),
  pattern: z.optional(text),
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  encoding: z.optional(z.enum(['text', 'base64'])),
});

export const environmentSchema = z.looseObject({
  region: z.optional(text),
  values: z.optional(record),
  inputDefaults: z.optional(record),
  tags: z.optional(z.record(z.string(), text)),
  logLevel: z.optional(z.enum(['ALL', 'ERROR', 'FATAL', 'OFF'])),
  logGroup: z.optional(text),
  tracing: z.optional(z.boolean()),
});

export const layoutSchema = z.array(z.number()).check(z.minLength(2), z.maxLength(4));

const retrier = z.looseObject({
  errors: z.array(text),
  intervalSeconds: z.optional(positive),
  maxAttempts: z.optional(positive),
  backoffRate: z.optional(positive),
  maxDelaySeconds: z.optional(positive),
  jitter: z.optional(z.enum(['FULL', 'NONE'])),
});
const catcher = z.looseObject({ errors: z.array(text), to: text });

const base = {
  name: text,
  notes: z.optional(text),
  estimateSeconds: z.optional(positive),
  measured: z.optional(z.looseObject({ on: text, run: z.optional(text), simulated: z.optional(z.boolean()) })),
  after: list(text),
};
const failing = { retry: list(retrier), catch: list(catcher) };

const metric = z.looseObject({ path: z.array(z.union([text, z.int()])), type: z.optional(z.enum(PORT_TYPES)) });

/** Jobs and service calls: `<service>:<action>`. */
export const taskSchema = z.looseObject({
  kind: z.string().check(z.regex(/^[^:]+:.+$/)),
  ...base,
  arguments: z.optional(record),
  metrics: z.optional(z.record(z.string(), metric)),
  timeoutSeconds: z.optional(json),
  heartbeatSeconds: z.optional(json),
  ...failing,
});

const way = { to: z.optional(text), outputs: z.optional(record), loop: z.optional(z.looseObject({ max: z.optional(positive) })) };
export const choiceSchema = z.looseObject({
  kind: z.literal('choice'),
  ...base,
  branches: list(z.looseObject({ when: json, ...way })),
  otherwise: z.optional(z.looseObject(way)),
  outputTypes: z.optional(z.record(z.string(), z.enum(PORT_TYPES))),
});

const simple = <K extends string>(kind: K) => z.looseObject({ kind: z.literal(kind), ...base, arguments: z.optional(record) });
export const waitSchema = simple('wait');
export const passSchema = simple('pass');
export const failSchema = simple('fail');
export const succeedSchema = z.looseObject({ kind: z.literal('succeed'), ...base });

/** Containers around any judgement of what is inside: `parse.ts` looks at each inner step by itself. */
const mapOf = <S extends z.core.$ZodType>(steps: S) =>
  z.looseObject({ kind: z.literal('map'), ...base, items: z.optional(json), maxConcurrency: z.optional(json), steps, result: z.optional(record), ...failing });
const parallelOf = <S extends z.core.$ZodType>(steps: S) =>
  z.looseObject({ kind: z.literal('parallel'), ...base, branches: z.array(z.looseObject({ id: text, steps })), result: z.optional(record), ...failing });
export const mapSchema = mapOf(record);
export const parallelSchema = parallelOf(record);

const steps: z.ZodMiniType = z.lazy(() => z.record(id, stepSchema));
const stepSchema: z.ZodMiniType = z.lazy(() =>
  z.union([choiceSchema, mapOf(steps), parallelOf(steps), waitSchema, passSchema, failSchema, succeedSchema, taskSchema]),
);

/** The fields of the document that are not judged entry by entry. */
export const documentFields = {
  name: text,
  description: z.optional(text),
  language: z.optional(z.enum(['jsonata', 'jsonpath'])),
  machine: z.optional(
    z.looseObject({ name: z.optional(json), role: z.optional(json), type: z.optional(z.enum(['STANDARD', 'EXPRESS'])), timeoutSeconds: z.optional(positive) }),
  ),
  settings: z.optional(
    z.looseObject({ checkInputFirst: z.optional(z.boolean()), signals: z.optional(z.boolean()), artifacts: z.optional(z.looseObject({ bucket: z.optional(json), prefix: z.optional(json) })) }),
  ),
  onFailure: z.optional(text),
  outputs: z.optional(record),
  presets: z.optional(z.record(z.string(), record)),
};

/** The whole document, as the JSON Schema has it. */
export const pipelineSchema = z.looseObject({
  format: z.literal('cauce/1'),
  ...documentFields,
  parameters: z.optional(z.record(z.string(), parameterSchema)),
  environments: z.optional(z.record(z.string(), environmentSchema)),
  steps,
  layout: z.optional(z.record(z.string(), layoutSchema)),
});

/** What is left to judge of a document when its entries have been judged one by one. */
export const documentSchema = z.looseObject(documentFields);

/** The schema of one step by its kind; a kind that is not of the flow is a job or service call. */
export function schemaOfKind(kind: unknown): z.ZodMiniType {
  switch (kind) {
    case 'choice':
      return choiceSchema;
    case 'map':
      return mapSchema;
    case 'parallel':
      return parallelSchema;
    case 'wait':
      return waitSchema;
    case 'pass':
      return passSchema;
    case 'fail':
      return failSchema;
    case 'succeed':
      return succeedSchema;
    default:
      return taskSchema;
  }
}
