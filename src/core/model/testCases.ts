import * as z from 'zod/mini';
import type { Json } from '../base/json.ts';
import type { StepId } from './pipeline.ts';

/**
 * Test cases of a pipeline, `<name>.tests.json`, format `cauce-tests/1` (formats.md 2). Objects are loose: fields that Cauce does
 * not know survive. The schemas judge a file and make `public/schema/cauce-tests-1.schema.json`.
 */
z.config({ jitless: true });

const text = z.string();
const json = z.unknown();
const whole = z.number().check(z.int(), z.nonnegative());

export const RUN_STATUSES = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export const FAULT_KINDS = ['fails', 'throttled', 'late'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const fault = z.looseObject({
  kind: z.optional(z.enum(FAULT_KINDS)),
  error: z.optional(text),
  cause: z.optional(text),
  times: z.optional(whole),
});
const expectation = z.looseObject({
  status: z.optional(z.enum(RUN_STATUSES)),
  output: z.optional(json),
  error: z.optional(text),
  runs: z.optional(z.array(text)),
  skips: z.optional(z.array(text)),
});
const testCase = z.looseObject({
  description: z.optional(text),
  input: z.optional(json),
  environment: z.optional(text),
  seed: z.optional(z.number()),
  mocks: z.optional(text),
  expect: z.optional(expectation),
  durations: z.optional(z.record(text, z.number().check(z.nonnegative()))),
  faults: z.optional(z.record(text, fault)),
  answers: z.optional(z.record(text, json)),
  redrives: z.optional(whole),
});
export const testsSchema = z.looseObject({
  $schema: z.optional(text),
  format: z.literal('cauce-tests/1'),
  cases: z.record(text, testCase),
});

/** What goes wrong at a step. */
export interface Fault {
  /** `fails` (the default) throws `error`; `throttled` throws what the service throws then; `late` answers after the time-out. */
  readonly kind?: FaultKind;
  /** The error name; `States.TaskFailed` where it is absent. */
  readonly error?: string;
  readonly cause?: string;
  /** The first so many calls of the step in an execution, retries and iterations counted; every call where it is absent. */
  readonly times?: number;
}

/** What must hold at the end of a case. What is absent is not looked at; a case that expects nothing at all has to succeed. */
export interface Expectation {
  readonly status?: RunStatus;
  readonly output?: Json;
  readonly error?: string;
  /** Steps that must run, and steps that must not. */
  readonly runs?: readonly StepId[];
  readonly skips?: readonly StepId[];
}

export interface TestCase {
  readonly description?: string;
  readonly input?: Json;
  readonly environment?: string;
  readonly seed?: number;
  /** Name of the test case of the mock file; the case's own name where it is absent. */
  readonly mocks?: string;
  readonly expect?: Expectation;
  /** Seconds by step. */
  readonly durations?: Readonly<Record<StepId, number>>;
  readonly faults?: Readonly<Record<StepId, Fault>>;
  /**
   * The whole answer of a step's own call that a person pinned or edited; it stands before mocks and plausible answers. Under
   * `<step>/metrics` the report of an evaluation step, which durations and faults may name as well.
   */
  readonly answers?: Readonly<Record<StepId, Json>>;
  /** After a failure the execution is redriven, so often at most; faults and mocks go on counting calls. */
  readonly redrives?: number;
}

export interface TestsFile {
  readonly format: 'cauce-tests/1';
  readonly cases: Readonly<Record<string, TestCase>>;
}
