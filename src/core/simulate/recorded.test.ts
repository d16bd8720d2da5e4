import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCorpora } from '../../testing/corpora.ts';
import { withoutPointers } from '../../testing/withoutPointers.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { makeCatalog } from '../catalog/load.ts';
import type { Answers } from './answer.ts';
import { plausibleAnswers } from './answers/plausible.ts';
import { simulate, type Simulation } from './simulate.ts';

/** Whole executions recorded from AWS, simulated: status, output or error and cause, states entered, what was sent to tasks. */
const folder = findCorpora('aws-recorded');

interface Expected {
  readonly status: string;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly causeCompare?: 'exact' | 'loose';
  readonly stateEnteredSequence?: readonly string[];
  readonly topLevelSequence?: readonly string[];
  readonly sequenceCompare?: 'exact' | 'multiset' | 'topLevelOnly';
  readonly taskInputs?: Readonly<Record<string, readonly Json[]>>;
  readonly ignore: readonly string[];
  readonly flags: readonly string[];
}

type Mock = { readonly return: Json } | { readonly throw: { readonly Error?: string; readonly Cause?: string } };

describe.skipIf(folder === null)('executions recorded from AWS', () => {
  const cases = folder === null ? [] : readdirSync(folder).filter((name) => existsSync(join(folder, name, 'expected.json')));
  const index = folder === null ? [] : readFileSync(join(folder, 'INDEX.tsv'), 'utf8').split('\n');
  test.each(cases)('%s', async (name) => {
    const read = (file: string): Json => JSON.parse(readFileSync(join(folder ?? '', name, file), 'utf8')) as Json;
    const expected = read('expected.json') as unknown as Expected;
    const mocks = existsSync(join(folder ?? '', name, 'mocks.json')) ? (read('mocks.json') as Record<string, readonly Mock[]>) : {};
    const sent: Record<string, Json[]> = {};
    const answers: Answers = (call) => {
      (sent[call.state] ??= []).push(call.input);
      const mock = mocks[call.state]?.[call.invocation];
      if (mock === undefined) return unmocked(call);
      return 'return' in mock ? mock : { throw: { error: mock.throw.Error, cause: mock.throw.Cause } };
    };
    const definition = read('definition.json') as JsonObject;
    const express = index.some((line) => line.startsWith(`${name}\t`) && line.includes('\tEXPRESS\t'));
    const run = await simulate(definition, { input: read('input.json'), answers, express, roleArn: 'sfn_role_arn' });
    expect(seen(run, sent, definition, expected)).toEqual(wanted(expected));
  });
});

const unmocked = plausibleAnswers({ catalog: makeCatalog(new Map()) });

/** What a simulation did, in the terms of what was recorded. */
function seen(run: Simulation, sent: Readonly<Record<string, readonly Json[]>>, definition: JsonObject, expected: Expected): unknown {
  const entered = run.events.flatMap((e) => e.stateEnteredEventDetails?.name ?? []);
  const top = new Set(Object.keys(definition['States'] as JsonObject));
  return withoutPointers(
    {
      status: run.status,
      ...(run.status === 'SUCCEEDED' ? { output: run.output } : { error: run.error, cause: causeOf(run.cause, expected) }),
      ...sequences(entered, entered.filter((n) => top.has(n)), expected),
      ...(expected.taskInputs === undefined ? {} : { taskInputs: sent }),
    },
    expected.ignore,
  );
}

function wanted(expected: Expected): unknown {
  const { status, output, error, cause } = expected;
  return withoutPointers(
    {
      status,
      ...(status === 'SUCCEEDED' ? { output } : { error, cause: causeOf(cause, expected) }),
      ...sequences(expected.stateEnteredSequence, expected.topLevelSequence, expected),
      ...(expected.taskInputs === undefined ? {} : { taskInputs: expected.taskInputs }),
    },
    expected.ignore,
  );
}

function causeOf(cause: string | undefined, expected: Expected): unknown {
  if (expected.flags.includes('cause-json-reserialised') && cause !== undefined) return JSON.parse(cause);
  // The name of one resource was taken out of a text of the service.
  return expected.causeCompare === 'loose' ? cause?.replace(/arn:aws:states:[^ ]*:activity:[^ ]+/, 'activity_arn') : cause;
}

function sequences(entered: readonly string[] | undefined, top: readonly string[] | undefined, expected: Expected): object {
  if (expected.stateEnteredSequence === undefined) return {}; // an express execution without a history
  if (expected.sequenceCompare === 'topLevelOnly') return { top };
  return { top, entered: expected.sequenceCompare === 'multiset' ? [...(entered ?? [])].sort() : entered };
}
