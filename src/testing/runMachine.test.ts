import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../core/base/json.ts';
import { readGoldens } from './goldens.ts';
import { statesOf, type Mutable } from './mutable.ts';
import { runMachine, type Mock, type Run } from './runMachine.ts';

/** Answers that hold whatever the goldens read. */
const ANSWER: Json = {
  Payload: { uri: 's3://b/u', auc: 0.7, rows: 3, n: 5, depth: 2, ok: true, reason: 'why', shards: [{ uri: 'a' }, { uri: 'b' }], model: 'm', list: [{ value: 1 }], 'a-b': 'odd', folds: 3, Objs: [{ a: 1 }, { a: [2] }] },
  ModelArtifacts: { S3ModelArtifacts: 's3://b/model' }, ModelArn: 'arn:aws:sagemaker:eu-west-1:111111111111:model/model-x',
  Body: '{"classification":{"auc":0.9},"folds":3}', EndpointArn: 'arn:aws:sagemaker:eu-west-1:111111111111:endpoint/live', EndpointStatus: 'InService',
};
const INPUT: JsonObject = { Fn: 'f', Limit: 5, N: 7, Mode: 'a', Uri: 's3://b/x', DataUri: 's3://b/data', n: 3, rows: [{ price: 2, count: 3 }] };

/** CloudFormation's part: every token replaced. */
function filled(text: string): JsonObject {
  const values: Readonly<Record<string, string>> = { Count: '2', Spot: 'true', Tags: Buffer.from('[1,"a"]').toString('base64'), Sql: Buffer.from('select 1').toString('base64'), MaxSeconds: '60', Stage: 'run-1' };
  return JSON.parse(text.replace(/\$\{([A-Za-z0-9]+)\}/g, (_, name: string) => values[name] ?? `value-of-${name}`)) as JsonObject;
}
/** Names that hold a UUID differ from run to run; both forms of one look the same here. */
function steady(run: Run): Run {
  return JSON.parse(JSON.stringify(run).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id').replaceAll(/"[0-9a-f]{32}"/g, '"id"')) as Run;
}

const parsed = (text: string): Mutable => JSON.parse(text) as Mutable;

const goldens = readGoldens();
const pairs = goldens.filter((g) => g.language === 'jsonata').flatMap((a) => goldens.filter((p) => p.language === 'jsonpath' && p.name === a.name).map((p) => [a.name, a, p] as const));

describe('both languages of a golden do the same', () => {
  test.each(pairs)('%s', async (_, a, p) => {
    for (const fails of [undefined, 'Train', 'Notify']) {
      const mock: Mock = () => ({ return: ANSWER });
      const mocks = Object.fromEntries(statesOf(parsed(a.definitionText)).map(({ name }) => [name, mock]));
      if (fails !== undefined) mocks[fails] = () => ({ throw: { Error: 'Broken', Cause: 'it broke' } });
      const [x, y] = [await runMachine(filled(a.definitionText), INPUT, mocks), await runMachine(filled(p.definitionText), INPUT, mocks)];
      expect(steady(x).taskInputs).toEqual(steady(y).taskInputs);
      expect([x.status, x.output, x.error]).toEqual([y.status, y.output, y.error]);
      if (fails === undefined) expect(x.status).toBe('SUCCEEDED');
    }
  });
});

describe('what a golden does', () => {
  const run = async (name: string, language: string, mocks: Readonly<Record<string, Mock>>, input: Json = INPUT): Promise<Run> => {
    const golden = goldens.find((g) => g.name === name && g.language === language);
    return runMachine(filled(golden?.definitionText ?? '{}'), input, mocks);
  };
  test.each(['jsonata', 'jsonpath'])('a missing required parameter ends the execution at its start, %s', async (language) => {
    const result = await run('run-parameters', language, {}, {});
    expect(result.status).toBe('FAILED');
    expect(result.cause).toContain('DataUri');
    expect(result.entered).toEqual(['Parameters']);
  });
  test.each(['jsonata', 'jsonpath'])('a given null counts as given, %s', async (language) => {
    const { taskInputs } = await run('run-parameters', language, {}, { DataUri: 'd', Layers: null });
    expect(taskInputs['Use']).toEqual([{ FunctionName: 'use', Payload: { data: 'd', layers: null, text: 'n=100' } }]);
  });
  test.each(['jsonata', 'jsonpath'])('a loop runs to its maximum and no further, %s', async (language) => {
    const result = await run('loop', language, { Improve: () => ({ return: { Payload: { auc: 0.1 } } }) });
    expect(result.taskInputs['Improve']).toHaveLength(5);
    expect(result.output).toEqual({ auc: 0.1 });
  });
  test.each(['jsonata', 'jsonpath'])('on failure repeats the first error, %s', async (language) => {
    const result = await run('on-failure', language, { Train: () => ({ throw: { Error: 'Broken' } }), Notify: () => ({ throw: { Error: 'Other' } }) });
    expect([result.error, result.cause]).toEqual(['Broken', '']);
  });
  test.each(['jsonata', 'jsonpath'])('types survive a deployment, %s', async (language) => {
    const { taskInputs } = await run('deploy-parameters', language, {});
    expect(taskInputs['Call']?.[0]).toEqual({ FunctionName: 'value-of-Fn', Payload: { count: 2, spot: true, tags: [1, 'a'], sql: 'select 1', text: 's3://value-of-Fn/raw' } });
  });
});
