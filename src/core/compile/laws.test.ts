import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { arbitraryHostileText, hostileJson } from '../../testing/hostile.ts';
import { fromTape } from '../../testing/tape.ts';
import { runMachine, type Mock, type Run } from '../../testing/runMachine.ts';
import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { makeCatalog, loadServiceModel } from '../catalog/load.ts';
import type { Language, Parameter, ParameterType, Pipeline } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import { compile } from './compile.ts';

const arbitraryHostileJson = fromTape((tape) => hostileJson(tape, 2), 40);
const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const catalog = makeCatalog(new Map(await Promise.all(['lambda', 'sagemaker'].map(async (s) => [s, await loadServiceModel(s)] as const))));

function definitionText(pipeline: Pipeline, language: Language, environment?: string): string | undefined {
  return compile(pipeline, { catalog, language, ...(environment === undefined ? {} : { environment }) }).artifacts?.definitionText;
}
const parsed = (text: string): JsonObject => JSON.parse(text) as JsonObject;

/** Job names hold a UUID, which differs from run to run. */
function steady(run: Run): Pick<Run, 'status' | 'taskInputs'> & { readonly output: Json | undefined } {
  const { status, taskInputs, output } = run;
  return JSON.parse(JSON.stringify({ status, taskInputs, output }).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id').replaceAll(/"[0-9a-f]{32}"/g, '"id"')) as Run & { output: Json };
}

/** What CloudFormation puts into the text for a deploy parameter (emitted-asl.md 2.2). */
function substituted(value: Json, p: Parameter): string {
  const coded = p.encoding === 'base64' || p.type === 'list' || p.type === 'object';
  const json = JSON.stringify(value).replaceAll(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (coded) return Buffer.from(typeof value === 'string' ? value : json).toString('base64');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

describe('both languages do the same', () => {
  test('on generated pipelines', async () => {
    const answer: Mock = () => ({ return: { Payload: { a: 5, b: [7] } } });
    await fc.assert(fc.asyncProperty(arbitraryPipeline({ maxSteps: 10 }), async (pipeline) => {
      const [a, p] = [definitionText(pipeline, 'jsonata', 'dev'), definitionText(pipeline, 'jsonpath', 'dev')];
      if (a === undefined || p === undefined) return;
      const mocks = Object.fromEntries([...allSteps(pipeline).values()].map(({ step }) => [step.name.trim(), answer]));
      const input = Object.fromEntries(Object.entries(pipeline.parameters ?? {}).filter(([, q]) => q.phase === 'run' && q.default === undefined).map(([name, q]) => [name, sampleOf(q.type)]));
      const [x, y] = [await runMachine(parsed(a), input, mocks), await runMachine(parsed(p), input, mocks)];
      // An item or answer whose type nobody knows, in a joined text: JSONPath has no text of it when it is an object.
      if (y.cause === 'States.Format of a list or object') return;
      expect(steady(x)).toEqual(steady(y));
    }), { numRuns: 60, seed: 5, endOnFailure: true });
  });
});

function sampleOf(type: ParameterType): Json {
  return { string: 'x', integer: 3, number: 1.5, boolean: true, list: [1], object: { a: 1 }, 's3-uri': 's3://b/k', arn: 'arn:aws:sns:us-east-1:123456789012:t', 'image-uri': 'i', 'instance-type': 'ml.m5.large', role: 'arn:aws:iam::123456789012:role/r' }[type];
}

/** One parameter, everywhere a value can stand: whole, in a text, in a list, deep, in a field that takes text only. */
function using(p: Parameter): Pipeline {
  const P: Json = { $param: 'P' };
  const flat = p.type !== 'list' && p.type !== 'object';
  return {
    format: 'cauce/1', name: 'laws', settings: { checkInputFirst: false }, parameters: { P: p }, environments: { dev: {} },
    steps: {
      call: { kind: 'lambda:invoke', name: 'Call', arguments: { FunctionName: 'f', Payload: { whole: P, ...(flat ? { text: { $text: ['a{}\'"', P, '/b'] } } : {}), list: [P, 1, 'x'], deep: [{ in: [P] }] } } },
      train: {
        kind: 'sagemaker:createTrainingJob.sync', name: 'Train', after: ['call'],
        arguments: {
          AlgorithmSpecification: { TrainingImage: 'i', TrainingInputMode: 'File' }, RoleArn: 'arn:aws:iam::123456789012:role/Worker', OutputDataConfig: { S3OutputPath: 's3://b/o' },
          ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 30 }, StoppingCondition: { MaxRuntimeInSeconds: 60 }, HyperParameters: { p: P },
        },
      },
    },
  };
}

describe('a value arrives the same in whatever phase it is bound', () => {
  /** Numbers of at most 15 significant digits; texts of the class that a deploy parameter admits, or any ASCII in Base64. */
  const values: readonly (readonly [string, ParameterType, fc.Arbitrary<Json>, Partial<Parameter>])[] = [
    ['texts of the safe class', 'string', arbitraryHostileText.map((t) => t.replaceAll(/["'\\{}\u0000-\u001f\u007f]/g, '')), {}],
    ['any ASCII text in Base64', 'string', arbitraryHostileText.map((t) => t.replaceAll(/[^\t\n\r\x20-\x7e]/g, '?')), { encoding: 'base64' }],
    ['integers', 'integer', fc.integer(), {}],
    ['numbers', 'number', fc.integer({ min: -999_999_999, max: 999_999_999 }).map((n) => n / 1000), {}],
    ['booleans', 'boolean', fc.boolean(), {}],
    ['lists', 'list', arbitraryHostileJson.map((j) => [j, 'x']), {}],
    ['objects', 'object', arbitraryHostileJson.map((j) => ({ a: j })), {}],
  ];
  test.each(LANGUAGES.flatMap((l) => values.map(([name, ...rest]) => [`${name}, ${l}`, l, ...rest] as const)))('%s', async (_, language, type, arbitrary, more) => {
    await fc.assert(fc.asyncProperty(arbitrary, async (value) => {
      const deploy: Parameter = { type, phase: 'deploy', ...more };
      const texts = {
        design: definitionText(using({ type, phase: 'design', default: value }), language),
        environment: definitionText({ ...using(deploy), environments: { dev: { values: { P: value } } } }, language, 'dev'),
        deployed: definitionText(using(deploy), language)?.replaceAll('${P}', () => substituted(value, deploy)),
        run: definitionText(using({ type, phase: 'run' }), language),
        defaulted: definitionText(using({ type, phase: 'run', default: value }), language),
      };
      if (texts.design === undefined) return;
      const runs = Object.fromEntries(await Promise.all(Object.entries(texts).map(async ([phase, text]) => [phase, text === undefined ? 'not compiled' : steady(await runMachine(parsed(text), phase === 'run' ? { P: value } : {}))] as const)));
      const call = (runs['design'] as unknown as Run).taskInputs['Call']?.[0] as { Payload: JsonObject };
      expect(call.Payload['whole']).toEqual(value);
      for (const phase of Object.keys(texts)) expect([phase, runs[phase]]).toEqual([phase, runs['design']]);
    }), { numRuns: 40, seed: 7, endOnFailure: true });
  });
});

/** The keys and kinds of a definition, and every leaf that is not the value's own. */
function shape(value: Json): Json {
  if (isList(value)) return value.map(shape);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shape(v)]));
  return typeof value;
}

function mapTexts(value: Json, f: (text: string) => string): Json {
  if (isList(value)) return value.map((v) => mapTexts(v, f));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, mapTexts(v, f)]));
  return typeof value === 'string' ? f(value) : value;
}

describe('no value changes the structure or reaches another field', () => {
  test.each(LANGUAGES)('%s', async (language) => {
    await fc.assert(fc.asyncProperty(arbitraryHostileText, async (value) => {
      const p: Parameter = { type: 'string', phase: 'deploy', encoding: 'base64' };
      const [plain, hostile] = ['plain', value].map((v) => definitionText({ ...using(p), environments: { dev: { values: { P: v } } } }, language, 'dev'));
      if (plain === undefined || hostile === undefined) return;
      expect(hostile).not.toMatch(/\$\{|%\{/);
      expect(shape(parsed(hostile))).toEqual(shape(parsed(plain)));
      const [a, b] = [await runMachine(parsed(plain), {}), await runMachine(parsed(hostile), {})];
      const back = (leaf: string): string => (leaf === value ? 'plain' : leaf === `a{}'"${value}/b` ? `a{}'"plain/b` : leaf);
      if (!['x', 'f', 'i', 'id', 'File'].includes(value)) expect(mapTexts(steady(b) as unknown as Json, back)).toEqual(steady(a));
      expect((b.taskInputs['Call']?.[0] as { Payload: JsonObject }).Payload['whole']).toBe(value);
    }), { numRuns: 60, seed: 9, endOnFailure: true });
  });
});
