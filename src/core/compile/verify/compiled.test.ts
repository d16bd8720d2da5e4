import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline } from '../../../testing/arbitraryPipeline.ts';
import { flow, pass, pipelineOf, task } from '../../../testing/build.ts';
import { runs } from '../../../testing/effort.ts';
import { readGoldens } from '../../../testing/goldens.ts';
import type { Catalog } from '../../catalog/kind.ts';
import { catalogFor, makeCatalog } from '../../catalog/load.ts';
import type { Json } from '../../base/json.ts';
import type { Language, Pipeline, Step } from '../../model/pipeline.ts';
import { compile } from '../compile.ts';

const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const SAMPLES = join(import.meta.dirname, '../../../../public/samples');

/** What `verify`, which ends `compile`, says of what it writes; null where the pipeline itself has errors. */
async function findings(pipeline: Pipeline, language: Language, environment?: string, known?: Catalog): Promise<readonly string[] | null> {
  const catalog = known ?? (await catalogFor(pipeline));
  const { artifacts, diagnostics } = compile(pipeline, { catalog, language, ...(environment === undefined ? {} : { environment }) });
  const faults = diagnostics.filter((d) => d.code.startsWith('verify-')).map((d) => `${d.code}: ${d.message}`);
  return artifacts || faults.length > 0 ? faults : null;
}

describe('verify finds nothing in what compile writes', () => {
  const samples = readdirSync(SAMPLES).filter((f) => f.endsWith('.cauce.json'));
  test.each(samples.flatMap((f) => LANGUAGES.map((l) => [f, l] as const)))('%s %s', async (file, language) => {
    const pipeline = JSON.parse(readFileSync(join(SAMPLES, file), 'utf8')) as Pipeline;
    expect(await findings(pipeline, language)).toEqual([]);
    for (const name of Object.keys(pipeline.environments ?? {})) expect((await findings(pipeline, language, name)) ?? []).toEqual([]);
  });

  test.each(readGoldens().map((g) => [`${g.name} ${g.language}`, g] as const))('golden %s', async (_, g) => {
    expect(await findings(g.pipeline, g.language, g.environment, makeCatalog(new Map()))).toEqual([]);
  });

  test.each(LANGUAGES)('generated pipelines, %s', async (language) => {
    await fc.assert(fc.asyncProperty(arbitraryPipeline({ language, maxSteps: 12 }), async (pipeline) => {
      expect((await findings(pipeline, language)) ?? []).toEqual([]);
    }), { numRuns: runs(60), seed: 11, endOnFailure: true });
  });
});

describe('faults that verify has found', () => {
  const deploy: NonNullable<Pipeline['parameters']> = { Stage: { type: 'string', phase: 'deploy' }, Seconds: { type: 'integer', phase: 'deploy' }, Uri: { type: 's3-uri', phase: 'run' } };
  const off = { settings: { checkInputFirst: false } };
  const choice = (when: Json): Step => ({ kind: 'choice', name: 'Pick', branches: [{ when, to: 'a' }], otherwise: {} }) as unknown as Step;

  test('emitted-asl.md 13: a Pass in the middle has no Output (JSONata)', async () => {
    const steps = { p: pass('Make', { x: 1 }), b: task('B', { FunctionName: 'b' }, { after: ['p'] }) };
    expect(await findings(pipelineOf(steps), 'jsonata')).toEqual([]);
  });
  test.each(LANGUAGES)('emitted-asl.md 7: a way gives a run parameter whose default is what the other way gives (%s)', async (language) => {
    const pick = { kind: 'choice', name: 'Pick', outputTypes: { o: 'number' }, branches: [{ when: { $compare: [{ $param: 'Depth' }, '>', 3] }, to: 'a', outputs: { o: 1 } }], otherwise: { to: 'a', outputs: { o: { $param: 'Depth' } } } } as unknown as Step;
    const steps = { pick, a: task('A', { FunctionName: 'a', Payload: { o: { $output: 'pick/o' } } }) };
    expect(await findings(pipelineOf(steps, { parameters: { Depth: { type: 'number', phase: 'run', default: 1 } } }), language)).toEqual([]);
  });
  test.each(LANGUAGES)('a Map gives on what a step around it made (%s)', async (language) => {
    const each = { kind: 'map', name: 'Each', items: { $output: { from: 'a', path: ['Payload', 'list'] } }, steps: { b: task('B', { FunctionName: 'b' }) }, result: { r: { $output: { from: 'a', path: ['Payload', 'x'] } } } } as unknown as Step;
    const steps = { a: task('A', { FunctionName: 'a' }), each, c: task('C', { FunctionName: 'c', Payload: { r: { $output: 'each/r' } } }) };
    expect((await findings(pipelineOf(steps), language)) ?? []).toEqual([]);
  });
  test.each(LANGUAGES)('emitted-asl.md 2.1: lists and objects in a field of texts are their JSON (%s)', async (language) => {
    const steps = { a: { kind: 'sagemaker:createTrainingJob.sync', name: 'A', arguments: {
      AlgorithmSpecification: { TrainingImage: 'i', TrainingInputMode: 'File' }, RoleArn: 'arn:aws:iam::111111111111:role/train', OutputDataConfig: { S3OutputPath: 's3://b/o' },
      HyperParameters: { layers: [64, 32], more: { a: [1, 'x'] }, none: [], known: { $literal: [1] }, mixed: [64, { $param: 'Uri' }], deployed: { a: { $param: 'Stage' } }, nothing: { $literal: null } },
    } } as unknown as Step };
    expect((await findings(pipelineOf(steps, { parameters: deploy }), language)) ?? 'refused').toEqual([]);
  });
  test.each(LANGUAGES)('emitted-asl.md 12: names without a letter, and long ones of characters that count double (%s)', async (language) => {
    const steps = { a: task('', { FunctionName: 'a' }), b: task('😀'.repeat(60), { FunctionName: 'b', Payload: { x: { $output: { from: 'a', path: ['Payload'] } } } }) };
    expect(await findings(pipelineOf(steps), language)).toEqual([]);
  });
  test.each<[Readonly<Record<string, Json>>, string]>([
    [{ timeoutSeconds: 0 }, 'out-of-range'], [{ timeoutSeconds: 1.5 }, 'wrong-type'], [{ timeoutSeconds: 'x' }, 'wrong-type'], [{ heartbeatSeconds: null }, 'wrong-type'],
    [{ retry: [{ errors: ['X'], maxAttempts: 1.5 }] }, 'wrong-type'], [{ retry: [{ errors: ['X'], backoffRate: 0 }] }, 'out-of-range'], [{ retry: [{ errors: ['X'], maxDelaySeconds: 1e9 }] }, 'out-of-range'],
  ])('%j is the mistake of the person, not of Cauce', async (more, code) => {
    const pipeline = pipelineOf({ a: task('A', { FunctionName: 'a' }, more) });
    const { diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline) });
    expect(diagnostics.filter((d) => d.severity === 'error').map((d) => d.code)).toEqual([code]);
  });
  test.each<[string, Readonly<Record<string, Step>>, string, string, Partial<Pipeline>?]>([
    ['items that are no list', { m: flow('map', 'M', { items: 5, steps: { a: task('A', { FunctionName: 'a' }) } }) }, 'wrong-type', '/items'],
    ['items that are a text in disguise', { m: flow('map', 'M', { items: { $literal: 'y' }, steps: { a: task('A', { FunctionName: 'a' }) } }) }, 'wrong-type', '/items'],
    ['items that are a number at run', { m: flow('map', 'M', { items: { $param: 'Depth' }, steps: { a: task('A', { FunctionName: 'a' }) } }) }, 'wrong-type', '/items'],
    ['a concurrency below zero', { m: flow('map', 'M', { items: [1], maxConcurrency: { $literal: -1 }, steps: { a: task('A', { FunctionName: 'a' }) } }) }, 'out-of-range', '/maxConcurrency'],
    ['null in disguise for how long', { w: flow('wait', 'W', { arguments: { Seconds: { $literal: null } } }) }, 'wrong-type', '/arguments/Seconds'],
    ['an empty joined text for until when', { w: flow('wait', 'W', { arguments: { Timestamp: { $text: [] } } }) }, 'wrong-type', '/arguments/Timestamp'],
    ['a time-out of a design parameter that is a text', { a: task('A', { FunctionName: 'a' }, { timeoutSeconds: { $param: 'Word' } }) }, 'wrong-type', '/timeoutSeconds'],
    ['a condition that is a text', { g: choice({ $param: 'Word' }), a: task('A', { FunctionName: 'a' }) }, 'condition-not-boolean', '/branches/0/when'],
    ['a condition that is a number at run', { g: choice({ $not: { $param: 'Depth' } }), a: task('A', { FunctionName: 'a' }) }, 'condition-not-boolean', '/branches/0/when/$not'],
    ['null in an order', { g: choice({ $compare: [{ $param: 'Depth' }, '>=', null] }), a: task('A', { FunctionName: 'a' }) }, 'null-has-no-order', '/branches/0/when'],
    ['a Fail without a name for its error', { f: flow('fail', 'F', { arguments: { Error: { $literal: null } } }) }, 'wrong-type', '/arguments/Error'],
    ['a way back to a step that is not before it', { a: task('A', { FunctionName: 'a' }), g: flow('choice', 'G', { branches: [{ when: { $compare: [{ $param: 'Depth' }, '<', 3] }, to: 'a', loop: { max: 2 } }] }) }, 'loop-not-back', '/branches/0/to'],
    ['an artifact place that is an output', { a: task('A', { FunctionName: 'a' }) }, 'artifact-place', '/settings/artifacts/bucket', { settings: { artifacts: { bucket: { $output: 'a/Payload' } } } } as unknown as Partial<Pipeline>],
  ])('the person is told of %s', async (_, steps, code, argument, more) => {
    const parameters: NonNullable<Pipeline['parameters']> = { Depth: { type: 'number', phase: 'run' }, Word: { type: 'string', phase: 'design', default: 'q' } };
    for (const language of LANGUAGES) {
      const pipeline = pipelineOf(steps, { parameters, ...more });
      const { diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline), language });
      expect(diagnostics.filter((d) => d.severity === 'error').map((d) => [d.code, d.where.argument])).toEqual([[code, argument]]);
    }
  });
  test.each<Json>([{ $compare: [{ $param: 'Uri' }, '==', null] }, { $compare: [null, '!=', { $param: 'Uri' }] }, { $exists: 5 }, { $exists: null }])('emitted-asl.md 7: %j is understood', async (when) => {
    for (const language of LANGUAGES) expect(await findings(pipelineOf({ g: choice(when), a: task('A', { FunctionName: 'a' }) }, { parameters: deploy, ...off }), language)).toEqual([]);
  });
  test('emitted-asl.md 2.3: a joined text of one number is a text', async () => {
    expect(await findings(pipelineOf({ a: task('A', { FunctionName: 'a', Payload: { n: { $text: [{ $context: 'retryCount' }] } } }) }), 'jsonata')).toEqual([]);
  });
  test('emitted-asl.md 3: where the state Parameters exists it checks every run parameter that is used', async () => {
    const steps = { a: task('A', { FunctionName: 'a', Payload: { uri: { $param: 'Uri' } } }, { timeoutSeconds: { $param: 'Seconds' } }) };
    expect(await findings(pipelineOf(steps, { parameters: deploy, ...off }), 'jsonpath')).toEqual([]);
  });
  test('emitted-asl.md 7: the left side of a JSONPath condition is a path', async () => {
    const steps = { g: choice({ $compare: [{ $param: 'Stage' }, 'matches', 'p*'] }), a: task('A', { FunctionName: 'a' }) };
    expect(await findings(pipelineOf(steps, { parameters: deploy, ...off }), 'jsonpath')).toEqual([]);
  });
  test('emitted-asl.md 2.1: a list in a JSONPath text is written as JSON', async () => {
    const steps = {
      m: { kind: 'map', name: 'Each', items: [1, 2], steps: { s: task('S', { FunctionName: 's' }) }, result: { r: 2 } } as unknown as Step,
      b: task('B', { FunctionName: 'b', Payload: { t: { $text: ['n ', { $output: 'm/r' }] } } }),
    };
    expect(await findings(pipelineOf(steps), 'jsonpath')).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, Step>>]>([
    ['beside another step', { a: task('A', { FunctionName: 'a' }), s: flow('succeed', 'S', { after: ['a'] }), b: task('B', { FunctionName: 'b' }) }],
    ['as a way of a Choice beside another step', { g: flow('choice', 'G', { branches: [{ when: { $compare: [{ $param: 'Uri' }, '==', 'x'] }, to: 's' }], otherwise: { to: 'a' } }), s: flow('succeed', 'S'), a: task('A', { FunctionName: 'a' }), b: task('B', { FunctionName: 'b' }) }],
    ['in a Map', { m: flow('map', 'M', { items: [1], steps: { a: task('A', { FunctionName: 'a' }), s: flow('succeed', 'S', { after: ['a'] }) } }) }],
    ['in a Parallel', { p: flow('parallel', 'P', { branches: [{ id: 'one', steps: { a: task('A', { FunctionName: 'a' }, { catch: [{ errors: ['X'], to: 's' }] }), s: flow('succeed', 'S') } }, { id: 'two', steps: { t: flow('succeed', 'T') } }] }) }],
    ['alone beside a step', { s: flow('succeed', 'S'), b: task('B', { FunctionName: 'b' }) }],
  ])('emitted-asl.md 6: a Succeed %s is no state', async (_, steps) => {
    for (const language of LANGUAGES) expect((await findings(pipelineOf(steps, { parameters: deploy }), language)) ?? 'refused').toEqual([]);
  });

  // Open: each is to be mended in the compiler, and then loses its `.fails`.
  test.each(LANGUAGES)('other outputs of an endpoint are read from its description, %s', async (language) => {
    const serve = { kind: 'cauce:endpoint', name: 'Serve', arguments: { EndpointName: 'live', EndpointConfigName: 'c' } } as unknown as Step;
    expect(await findings(pipelineOf({ serve, b: task('B', { FunctionName: 'b', Payload: { arn: { $output: 'serve/EndpointArn' } } }) }), language)).toEqual([]);
  });
  test.each(LANGUAGES)('a catch may lead to the handler of "on failure", %s', async (language) => {
    const steps = {
      a: task('A', { FunctionName: 'a' }, { catch: [{ errors: ['States.TaskFailed'], to: 'tell' }] }),
      b: task('B', { FunctionName: 'b' }, { after: ['a'], catch: [{ errors: ['States.ALL'], to: 'tell' }] }),
      tell: task('Tell', { FunctionName: 'tell' }),
    };
    expect(await findings(pipelineOf(steps, { onFailure: 'tell' }), language)).toEqual([]);
    const beside = { ...steps, c: task('C', { FunctionName: 'c' }), d: task('D', { FunctionName: 'd', Payload: { why: 1 } }, { after: ['b', 'c'] }), tell: task('Tell', { FunctionName: 'tell', Payload: { why: { $output: { from: 'tell/error', path: ['Error'] } } } }) };
    expect(await findings(pipelineOf(beside, { onFailure: 'tell' }), language)).toEqual([]);
  });
  test.each(LANGUAGES)('names of states hold no control characters, %s', async (language) => {
    expect(await findings(pipelineOf({ a: task('A\u0000b\nc', { FunctionName: 'a' }) }), language)).toEqual([]);
  });
  test('a handler that is also a way of a Choice does not make what the Choice guards conditional', async () => {
    const steps = {
      m: task('Measure', { FunctionName: 'm' }, { catch: [{ errors: ['States.ALL'], to: 'stop' }] }),
      gate: { kind: 'choice', name: 'Good?', branches: [{ when: { $compare: [{ $output: { from: 'm', path: ['Payload', 'auc'] } }, '>=', 0.8] }, to: 'b' }], otherwise: { to: 'stop' } } as unknown as Step,
      b: task('B', { FunctionName: 'b', Payload: { auc: { $output: { from: 'm', path: ['Payload', 'auc'] } } } }),
      stop: { kind: 'fail', name: 'Stop', arguments: { Error: 'TooLow' } } as unknown as Step,
    };
    expect(await findings(pipelineOf(steps), 'jsonata')).toEqual([]);
  });
});
