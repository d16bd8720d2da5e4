import { describe, expect, test } from 'vitest';
import { flow, param, pass, pipelineOf, task } from '../../../testing/build.ts';
import { runMachine } from '../../../testing/runMachine.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { catalogFor } from '../../catalog/load.ts';
import type { Language, Parameter, Pipeline } from '../../model/pipeline.ts';
import { compile } from '../compile.ts';

const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const TEXTS = ['', 'a', 'ab', 'aba', 'abab', 'a.b', 'axb', 'bab', 'a*b', 'a\nb', '(b'];
const PATTERNS = ['', '*', 'a', 'a*', '*b', 'a*b', '*a*', 'ab*ab', 'a.b', '**', 'a*b*a', '(*'];

const pipelineWith = (pattern: Json, more: Readonly<Record<string, Parameter>>): Pipeline =>
  pipelineOf(
    { g: flow('choice', 'G', { branches: [{ when: { $compare: [param('Text'), 'matches', pattern] }, to: 'yes' }], otherwise: { to: 'no' } }), yes: pass('Yes', { is: true }), no: pass('No', { is: false }) },
    { parameters: { Text: { type: 'string', phase: 'run' }, ...more }, outputs: { is: { $oneOf: { from: ['yes/is', 'no/is'] } } } },
  );

async function compiled(pipeline: Pipeline, language: Language): Promise<{ errors: readonly unknown[]; definition: string }> {
  const { artifacts, diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline), language });
  return { errors: diagnostics.filter((d) => d.severity === 'error').map((d) => [d.code, d.where.argument]), definition: artifacts?.definitionText ?? '' };
}

/** A wildcard as people read it, by trying every split. */
function fits(text: string, pattern: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return [...Array(text.length + 1).keys()].some((i) => fits(text.slice(i), pattern.slice(1)));
  return text[0] === pattern[0] && fits(text.slice(1), pattern.slice(1));
}

describe.each(LANGUAGES)('a pattern that is known when the pipeline is deployed, %s', (language) => {
  const deploy: Readonly<Record<string, Parameter>> = { Pattern: { type: 'string', phase: 'deploy' } };
  test.each<[string, Json, string]>([
    ['a parameter', param('Pattern'), ''],
    ['a parameter between texts', { $text: ['a', param('Pattern'), '*'] }, 'a'],
  ])('%s', async (_, pattern, start) => {
    const { errors, definition } = await compiled(pipelineWith(pattern, deploy), language);
    expect(errors).toEqual([]);
    for (const value of PATTERNS) {
      const deployed = JSON.parse(definition.replaceAll('${Pattern}', value)) as JsonObject;
      for (const text of TEXTS) {
        const run = await runMachine(deployed, { Text: text }, {});
        expect([text, value, run.output ?? run.error]).toEqual([text, value, { is: fits(text, start === '' ? value : `${start}${value}*`) }]);
      }
    }
  });
  test('a text in Base64, or one of the run, in JSONata only', async () => {
    for (const parameter of [{ type: 'string', phase: 'deploy', encoding: 'base64' }, { type: 'string', phase: 'run' }] as const) {
      const { errors } = await compiled(pipelineWith(param('Pattern'), { Pattern: parameter }), language);
      expect(errors).toEqual(language === 'jsonata' ? [] : [['pattern-not-known', '/branches/0/when']]);
    }
  });
  test('a number is no pattern', async () => {
    expect((await compiled(pipelineWith(param('Pattern'), { Pattern: { type: 'number', phase: 'deploy' } }), language)).errors).toContainEqual(['pattern-not-known', '/branches/0/when']);
  });
  test('what a step gives', async () => {
    const steps = { a: task('A', { FunctionName: 'a' }), g: flow('choice', 'G', { branches: [{ when: { $compare: [{ $output: { from: 'a', path: ['Payload', 'name'] } }, 'matches', param('Pattern')] }, to: 'b' }], otherwise: {} }), b: task('B', { FunctionName: 'b' }) };
    expect((await compiled(pipelineOf(steps, { parameters: deploy }), language)).errors).toEqual([]);
  });
});
