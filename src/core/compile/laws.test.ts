import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline, shuffled } from '../../testing/arbitraryPipeline.ts';
import { evaluate } from '../../testing/evaluate.ts';
import { hostileText } from '../../testing/hostile.ts';
import { runs } from '../../testing/effort.ts';
import { fromTape } from '../../testing/tape.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { catalogFor, makeCatalog } from '../catalog/load.ts';
import type { Language, Parameter, Pipeline } from '../model/pipeline.ts';
import { compile } from './compile.ts';

const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const kindsOnly = makeCatalog(new Map());

describe('laws of compiling', () => {
  test.each(LANGUAGES)('%s: compiling never throws, and what was drawn right compiles', async (language) => {
    await fc.assert(fc.asyncProperty(arbitraryPipeline({ language }), async (pipeline) => {
      const catalog = await catalogFor(pipeline);
      const { artifacts, diagnostics } = compile(pipeline, { catalog, language });
      expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
      expect(artifacts).not.toBeNull();
      for (const environment of Object.keys(pipeline.environments ?? {})) expect(() => compile(pipeline, { catalog, language, environment })).not.toThrow();
    }), { numRuns: runs(40), seed: 3, endOnFailure: true });
  });

  test.each(LANGUAGES)('%s: order and place of the nodes do not change the bytes', async (language) => {
    await fc.assert(fc.asyncProperty(arbitraryPipeline({ language }), fromTape((tape) => tape), async (pipeline, tape) => {
      const catalog = await catalogFor(pipeline);
      const once = compile(pipeline, { catalog, language });
      const again = compile(shuffled(pipeline, tape), { catalog, language });
      expect(again.artifacts?.definitionText).toBe(once.artifacts?.definitionText);
    }), { numRuns: runs(30), seed: 5, endOnFailure: true });
  });

  test('a pipeline spoilt anywhere gives diagnostics and never throws', () => {
    const spoil = fc.tuple(arbitraryPipeline({ maxSteps: 8, hostile: false }), fc.nat(), fc.jsonValue());
    fc.assert(fc.property(spoil, ([pipeline, where, value]) => {
      const ids = Object.keys(pipeline.steps);
      const id = ids[where % ids.length] as string;
      const step = { ...pipeline.steps[id], arguments: { FunctionName: value, Payload: { x: { $output: { from: 'nowhere/x', path: [1] } }, y: value } } };
      const spoilt = { ...pipeline, steps: { ...pipeline.steps, [id]: step } } as unknown as Pipeline;
      for (const language of LANGUAGES) compile(spoilt, { catalog: kindsOnly, language });
    }), { numRuns: runs(60), seed: 9, endOnFailure: true });
  });
});

describe('a value arrives as it was given, whatever it holds', () => {
  const SAFE = /^[^"'\\{}\u0000-\u001f\u007f]*$/;
  const ASCII = /^[\u0009\u000a\u000d\u0020-\u007e]*$/;

  /** What CloudFormation does with `DefinitionSubstitutions`. */
  const substitute = (text: string, value: string): string => text.replaceAll('${P}', () => value);

  const pipelineWith = (argument: Json, parameter: Parameter | undefined): Pipeline => ({
    format: 'cauce/1',
    name: 'law',
    settings: { checkInputFirst: false },
    parameters: parameter ? { P: parameter } : {},
    environments: parameter?.phase === 'deploy' ? { e: { values: { P: parameter.default ?? '' } } } : {},
    steps: { a: { kind: 'lambda:invoke', name: 'A', arguments: { FunctionName: 'f', Payload: { beside: 'kept', value: argument } } } },
  });

  async function payloadOf(text: string, language: Language, input: JsonObject): Promise<Json> {
    const definition = JSON.parse(text) as JsonObject;
    const states = definition['States'] as JsonObject;
    const context: JsonObject = { Execution: { Id: 'arn:aws:states:us-east-1:1:execution:m:e', Name: 'run-1', Input: input }, State: { Name: 'A', RetryCount: 0 } };
    const first = states['Parameters'] as JsonObject | undefined;
    let variables: Record<string, Json> = {};
    if (first) {
      const dollar = first['Parameters'] === undefined ? input : await evaluate(first['Parameters'], { language, input, context, variables: {} });
      variables = (await evaluate(first['Assign'] ?? {}, { language, input, context, dollar, variables: {} })) as Record<string, Json>;
    }
    const state = states['A'] as JsonObject;
    const sent = (await evaluate((state['Arguments'] ?? state['Parameters']) as Json, { language, input, context, variables })) as JsonObject;
    return sent['Payload'] as Json;
  }

  const forms: readonly { readonly name: string; readonly argument: (v: Json) => Json; readonly expected: (v: string) => string }[] = [
    { name: 'whole', argument: (v) => v, expected: (v) => v },
    { name: 'in a text', argument: (v) => ({ $text: ['<{', v, "}' & ", { $context: 'execution.name' }] }), expected: (v) => `<{${v}}' & run-1` },
  ];
  const text = fc.oneof(fromTape(hostileText), fc.string({ unit: 'binary', maxLength: 12 }));

  describe.each(LANGUAGES)('%s', (language) => {
    test.each(forms)('literal, design, deploy filled in two ways, run: $name', async ({ argument, expected }) => {
      await fc.assert(fc.asyncProperty(text, async (value) => {
        const wanted = { beside: 'kept', value: expected(value) };
        const bytes = (a: Json, p: Parameter | undefined, environment?: string): string => {
          const { artifacts, diagnostics } = compile(pipelineWith(a, p), { catalog: kindsOnly, language, ...(environment === undefined ? {} : { environment }) });
          expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
          const written = artifacts?.definitionText ?? '';
          expect(written.replaceAll('${P}', '')).not.toContain('${');
          expect(written).not.toContain('%{');
          return written;
        };
        expect(await payloadOf(bytes(argument({ $literal: value }), undefined), language, {})).toEqual(wanted);
        expect(await payloadOf(bytes(argument({ $param: 'P' }), { type: 'string', phase: 'design', default: value }), language, {})).toEqual(wanted);
        expect(await payloadOf(bytes(argument({ $param: 'P' }), { type: 'string', phase: 'deploy', default: value }, 'e'), language, {})).toEqual(wanted);
        expect(await payloadOf(bytes(argument({ $param: 'P' }), { type: 'string', phase: 'run' }), language, { P: value })).toEqual(wanted);
        expect(await payloadOf(bytes(argument({ $param: 'P' }), { type: 'string', phase: 'run', default: value }), language, {})).toEqual(wanted);
        const open = bytes(argument({ $param: 'P' }), { type: 'string', phase: 'deploy', default: value });
        if (SAFE.test(value) && !/\p{Surrogate}/u.test(value)) expect(await payloadOf(substitute(open, value), language, {})).toEqual(wanted);
        const carried = bytes(argument({ $param: 'P' }), { type: 'string', phase: 'deploy', default: value, encoding: 'base64' });
        if (ASCII.test(value)) expect(await payloadOf(substitute(carried, Buffer.from(value).toString('base64')), language, {})).toEqual(wanted);
      }), { numRuns: runs(150), seed: 17, endOnFailure: true });
    });
  });
});
