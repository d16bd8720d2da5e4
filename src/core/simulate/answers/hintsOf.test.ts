import { beforeAll, describe, expect, it } from 'vitest';
import { pipelineOf } from '../../../testing/build.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Catalog } from '../../catalog/kind.ts';
import { loadServiceModel, makeCatalog, SERVICES } from '../../catalog/load.ts';
import type { Pipeline, Step } from '../../model/pipeline.ts';
import { hintsOf, type StepHints } from './hintsOf.ts';

let catalog: Catalog;
beforeAll(async () => {
  const models = await Promise.all(SERVICES.map(loadServiceModel));
  catalog = makeCatalog(new Map(models.map((m) => [m.service, m])));
});

const step = (kind: string, more: JsonObject = {}): Step => ({ kind, name: kind, ...more }) as unknown as Step;
const fn = (payload: Json = {}): Step => step('lambda:invoke', { arguments: { FunctionName: 'f', Payload: payload } });
const out = (path: readonly (string | number)[]): Json => ({ $output: { from: 'a', path } });
const hints = (steps: Readonly<Record<string, Step>>, more: Partial<Pipeline> = {}): StepHints['response'] | undefined => hintsOf({ ...pipelineOf({ a: fn(), ...steps }), ...more }, catalog).get('a')?.response;

describe('what a drawing reads of a step', () => {
  it('has the type of the argument that reads it', () => {
    expect(hints({ t: step('sagemaker:createTrainingJob.sync', { arguments: { ResourceConfig: { InstanceCount: out(['Payload', 'n']), InstanceType: out(['Payload', 'type']) }, EnableNetworkIsolation: out(['Payload', 'alone']) } }) })).toEqual({
      '/Payload/n': { type: 'number' }, '/Payload/type': { type: 'string' }, '/Payload/alone': { type: 'boolean' },
    });
  });

  it('has the type that a comparison asks: of the literal, the parameter or the operator', () => {
    const when = (a: Json, op: string, b: Json): JsonObject => ({ when: { $compare: [a, op, b] } });
    const branches = [
      when(out(['Payload', 'auc']), '>=', { $param: 'MinAuc' }), when(out(['Payload', 'kind']), '==', 'new'), when(false, '==', out(['Payload', 'stale'])),
      when(out(['Payload', 'x']), '<', { $output: { from: 'a', path: ['Payload', 'y'] } }), when(out(['Payload', 'name']), 'matches', { $param: 'Pattern' }),
      { when: { $all: [{ $not: { $compare: [out(['Payload', 'deep']), '!=', 3] } }] } },
    ] as readonly JsonObject[];
    expect(hints({ c: step('choice', { branches, otherwise: {} }) }, { parameters: { MinAuc: { type: 'number', phase: 'run' }, Pattern: { type: 'string', phase: 'run' } } })).toEqual({
      '/Payload/auc': { type: 'number' }, '/Payload/kind': { type: 'string' }, '/Payload/stale': { type: 'boolean' },
      '/Payload/x': { type: 'number' }, '/Payload/y': { type: 'number' }, '/Payload/name': { type: 'string' }, '/Payload/deep': { type: 'number' },
    });
  });

  it('is a text in a joined text, a list for a Map, with the places that its steps read of an item', () => {
    const inside = { t: step('sns:publish', { arguments: { Message: { $text: ['n ', { $item: { map: 'm', path: ['label'] } }] } } }) as unknown as JsonObject };
    expect(hints({ m: step('map', { items: out(['Payload', 'sets']), steps: inside, result: {} }), s: step('sns:publish', { arguments: { Message: { $text: ['at ', out(['Payload', 'where'])] } } }) })).toEqual({
      '/Payload/sets': { type: 'list' }, '/Payload/sets/*/label': { type: 'string' }, '/Payload/where': { type: 'string' },
    });
  });

  it('keeps the narrower type of two readers, and takes in outputs of the pipeline', () => {
    const other = step('lambda:invoke', { arguments: { FunctionName: 'g', Payload: { n: out(['Payload', 'n']) } } });
    const gate = step('choice', { branches: [{ when: { $compare: [out(['Payload', 'n']), '>', 1] } }], otherwise: {} });
    expect(hints({ other, gate }, { outputs: { whole: out(['Payload', 'rest']) } as Pipeline['outputs'] & object })).toEqual({ '/Payload/n': { type: 'number' }, '/Payload/rest': { type: 'json' } });
    expect(hints({ gate, other })).toEqual({ '/Payload/n': { type: 'number' } });
  });

  it('is in the report for metrics, and nowhere for places that a job was given', () => {
    const evaluation = step('cauce:evaluation', { arguments: { ProcessingOutputConfig: { Outputs: [{ OutputName: 'evaluation' }] } }, metrics: { auc: { path: ['classification', 'auc'] }, verdict: { path: ['verdict', 0], type: 'string' } } });
    const found = hintsOf(pipelineOf({ e: evaluation, s: step('sns:publish', { arguments: { Message: { $output: 'e/evaluation' }, Subject: { $output: 'e/auc' } } }) }), catalog).get('e');
    expect(found).toEqual({ response: {}, report: { '/Body/classification/auc': { type: 'number' }, '/Body/verdict/0': { type: 'string' } } });
  });
});
