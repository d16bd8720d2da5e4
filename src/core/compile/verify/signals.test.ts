import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline } from '../../../testing/arbitraryPipeline.ts';
import { flow, task } from '../../../testing/build.ts';
import { runs } from '../../../testing/effort.ts';
import { faultsOfSignals } from '../../../testing/faultsOfSignals.ts';
import { FAULTS } from '../../../testing/faults.ts';
import type { JsonObject } from '../../base/json.ts';
import { catalogFor, makeCatalog } from '../../catalog/load.ts';
import type { Language, Pipeline, Step, StepId } from '../../model/pipeline.ts';
import { compile } from '../compile.ts';
import { verify } from './verify.ts';

const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const catalog = makeCatalog(new Map());
const settings: NonNullable<Pipeline['settings']> = { signals: true, artifacts: { bucket: 'b' } };
const call = (name: string, minutes: number, after: readonly StepId[] = [], more: JsonObject = {}): Step => ({ ...task(name, { FunctionName: name.replaceAll(' ', '-') }), estimateSeconds: minutes * 60, after, ...more }) as Step;

/** Four steps that no nesting expresses: what waits for nothing but an end. */
const ordered: Pipeline = {
  format: 'cauce/1', name: 'p', settings,
  steps: { a: call('A', 40), b: call('B', 20), c: call('C', 20, ['a', 'b']), d: call('D', 40, ['b']) },
};

function definitionOf(pipeline: Pipeline, language: Language): string {
  const { artifacts, diagnostics } = compile(pipeline, { catalog, language });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  return artifacts?.definitionText ?? '';
}
const said = (pipeline: Pipeline, language: Language, definitionText: string): readonly string[] => verify({ pipeline, language, catalog, definitionText }).map((d) => d.message);

describe.each(LANGUAGES)('%s', (language) => {
  test('a wait for nothing but an end', () => {
    const text = definitionOf(ordered, language);
    expect(text).toContain('C wait for B');
    const missed = FAULTS.filter((f) => f.name in faultsOfSignals || f.name.endsWith('-retry')).flatMap((f) => f.plant(text).flatMap((spoilt) => (said(ordered, language, spoilt).length === 0 ? [f.name] : [])));
    expect(missed).toEqual([]);
  });

  test.each([[79, 79], [79, 3], [3, 79], [40, 30]])('names of %i and %i characters', (first, second) => {
    const named = (name: string, length: number, from: Step): Step => ({ ...from, name: name + '-'.repeat(length - 1) });
    const { a, b, c, d } = ordered.steps as Record<'a' | 'b' | 'c' | 'd', Step>;
    const text = definitionOf({ ...ordered, steps: { a, b: named('B', first, b), c: named('C', second, c), d } }, language);
    const [wait = ''] = /C-* wait for B-*/.exec(text) ?? [];
    expect(wait.length).toBe(Math.min(80, first + second + ' wait for '.length));
  });

  test('who did not ask for signals gets none', () => {
    expect(said({ ...ordered, settings: { ...settings, signals: false } }, language, definitionOf(ordered, language)).join()).toContain('C wait for B is a signal, and the pipeline wants none');
  });

  test('branches that wait for each other', () => {
    const definition = JSON.parse(definitionOf(ordered, language)) as { States: { 'Parallel 1': { Branches: { StartAt: string; States: Record<string, JsonObject> }[] } } };
    const branches = definition.States['Parallel 1'].Branches;
    const first = branches.find((b) => b.States['C wait for B']) as (typeof branches)[number];
    const second = branches.find((b) => b.States['B signal']) as (typeof branches)[number];
    // D's branch waits for C before it begins, whose branch waits for B in it.
    const written = { ...second.States['B signal'] } as JsonObject;
    const wait = { ...first.States['C wait for B'] } as JsonObject;
    const retext = (state: JsonObject, id: string): JsonObject => JSON.parse(JSON.stringify(state).replace('_signals/b', `_signals/${id}`)) as JsonObject;
    const { End: end, ...c } = first.States['C'] as JsonObject & { End: boolean };
    first.States['C'] = { ...c, Next: 'C signal' };
    const { Next: _next, ...last } = retext(written, 'c');
    first.States['C signal'] = { ...last, End: end };
    second.States['B wait for C'] = { ...retext(wait, 'c'), Next: second.StartAt };
    second.StartAt = 'B wait for C';
    expect(said(ordered, language, JSON.stringify(definition)).join('\n')).toContain('B wait for C waits for what comes after it: the execution would never end');
  });

  test('a step that may be left out, or run twice, leaves no marker', () => {
    const first: JsonObject = { when: { $param: 'First' } };
    const parameters: NonNullable<Pipeline['parameters']> = { First: { type: 'boolean', phase: 'run' } };
    const shapes: readonly Readonly<Record<StepId, Step>>[] = [
      // The producer under a decision.
      { z: flow('choice', 'Z', { branches: [{ ...first, to: 'b' }], otherwise: {} }), a: call('A', 40), b: call('B', 20), c: call('C', 20, ['a'], { arguments: { FunctionName: 'c', Payload: { $output: { from: 'b', path: ['Payload'], default: 1 } } } }), d: call('D', 40, ['z']) },
      // A loop.
      { ...ordered.steps, again: flow('choice', 'Again', { after: ['c', 'd'], branches: [{ ...first, to: 'a', loop: { max: 3 } }], otherwise: {} }) },
    ];
    for (const steps of shapes) {
      const text = compile({ ...ordered, parameters, steps }, { catalog, language }).artifacts?.definitionText ?? '';
      for (const match of text.matchAll(/_signals\/(\w+)\.json/g)) expect(['a', 'c']).toContain(match[1]);
    }
  });

  test('among the steps of generated pipelines', { timeout: 120_000 }, async () => {
    let signalled = 0;
    await fc.assert(fc.asyncProperty(arbitraryPipeline({ language, maxSteps: 18 }), fc.nat(), async (drawn, seed) => {
      const ids = Object.keys(drawn.steps);
      const some = (n: number): readonly StepId[] => ((seed >> n) % 2 === 0 ? [] : [ids[(seed + n) % ids.length] as StepId]);
      const hours = { na: call('A of N', 400, some(1)), nb: call('B of N', 200, some(2)), nc: call('C of N', 200, ['na', 'nb', ...some(3)]), nd: call('D of N', 400, ['nb', ...some(4)]) };
      const pipeline: Pipeline = { ...drawn, steps: { ...drawn.steps, ...hours }, settings };
      const { diagnostics, artifacts } = compile(pipeline, { catalog: await catalogFor(pipeline), language });
      expect(diagnostics.filter((d) => d.code.startsWith('verify-')).map((d) => d.message)).toEqual([]);
      if (artifacts?.definitionText.includes('/_signals/')) signalled++;
    }), { numRuns: runs(120), seed: 5, endOnFailure: true });
    expect(signalled).toBeGreaterThan(runs(120) / 4);
  });
});
