import * as z from 'zod/mini';
import type { Json } from '../base/json.ts';

/**
 * The mock file `<name>.mocks.json`: a `MockConfigFile.json` of AWS Step Functions Local as it is, so that both run the same cases.
 * Source: AWS Step Functions developer guide, "Configuration file for mocked service integrations". Objects are loose.
 */
z.config({ jitless: true });

/** One mocked response: exactly one of the two fields is there, which `parseMocks` sees to. */
const mockedResponse = z.looseObject({
  Return: z.optional(z.unknown()),
  Throw: z.optional(z.looseObject({ Error: z.string(), Cause: z.optional(z.string()) })),
});

export const mocksSchema = z.looseObject({
  /** By machine, then by test case: the name of the mocked response of each mocked state. */
  StateMachines: z.record(z.string(), z.looseObject({ TestCases: z.optional(z.record(z.string(), z.record(z.string(), z.string()))) })),
  /** By name, then by invocation: `0`, `3`, `1-2` (both ends counted). */
  MockedResponses: z.optional(z.record(z.string(), z.record(z.string(), mockedResponse))),
});

export interface MockedResponse {
  readonly Return?: Json;
  readonly Throw?: { readonly Error: string; readonly Cause?: string };
}

export interface MockFile {
  readonly StateMachines: Readonly<Record<string, { readonly TestCases?: Readonly<Record<string, Readonly<Record<string, string>>>> }>>;
  readonly MockedResponses?: Readonly<Record<string, Readonly<Record<string, MockedResponse>>>>;
}

/** The invocations that a key of a mocked response stands for, both ends counted; undefined for a key that is none. */
export function invocationsOf(key: string): { readonly from: number; readonly to: number } | undefined {
  const [, first, last] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(key) ?? [];
  if (first === undefined) return undefined;
  const from = Number(first);
  const to = last === undefined ? from : Number(last);
  return from <= to ? { from, to } : undefined;
}
