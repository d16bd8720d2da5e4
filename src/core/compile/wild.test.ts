import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/effort.ts';
import { replay } from '../../testing/replay.ts';
import { wildPipeline } from '../../testing/wildPipeline.ts';
import { catalogOf } from '../catalog/load.ts';
import type { Language, Pipeline } from '../model/pipeline.ts';
import type { Answers } from '../simulate/answer.ts';
import { randomFrom } from '../simulate/random.ts';
import { simulate, type Simulation } from '../simulate/simulate.ts';
import { compile } from './compile.ts';
import { definitionOf, type CompileResult } from './types.ts';

/**
 * Drawings that nobody has promised to be right are compiled as drawn, or refused by name and place; what is emitted is never
 * what `verify` has to stop.
 */
const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const catalog = await catalogOf(['lambda:invoke']);

function errorsOf({ diagnostics }: CompileResult): readonly (readonly [string, string | undefined])[] {
  return diagnostics.filter((d) => d.severity === 'error').map((d) => [d.code, d.where.step] as const);
}

test('a wild drawing compiles or is refused at a step, in both languages alike', () => {
  const seen = { compiled: 0, refused: new Set<string>() };
  fc.assert(
    fc.property(wildPipeline(), (pipeline) => {
      const [first, second] = LANGUAGES.map((language) => compile(pipeline, { catalog, language }));
      const errors = errorsOf(first as CompileResult);
      expect(errors.filter(([code, step]) => code.startsWith('verify-') || step === undefined)).toEqual([]);
      expect(errorsOf(second as CompileResult)).toEqual(errors);
      if (errors.length === 0) seen.compiled++;
      for (const [code] of errors) seen.refused.add(code);
    }),
    { numRuns: runs(600), seed: 1, endOnFailure: true },
  );
  expect(seen.compiled).toBeGreaterThan(runs(600) / 2);
  // Seldom drawn: among few there may be none.
  if (runs(600) === 600) expect([...seen.refused]).toContain('ended-before');
});

test('with loops, Parallels and a Succeed as well nothing is thrown', () => {
  const seen = { compiled: 0 };
  fc.assert(
    fc.property(wildPipeline(9, true), (pipeline) => {
      for (const language of LANGUAGES) if (compile(pipeline, { catalog, language }).artifacts !== null) seen.compiled++;
    }),
    { numRuns: runs(400), seed: 3, endOnFailure: true },
  );
  expect(seen.compiled).toBeGreaterThan(runs(400));
});

/** Every question answered at random, every task as long as it likes; those with a catcher fail now and then. */
async function simulated(pipeline: Pipeline, definition: CompileResult, seed: number): Promise<Simulation> {
  const random = randomFrom(seed);
  const caught = new Set(Object.values(pipeline.steps).flatMap((s) => ('catch' in s ? [s.name] : [])));
  const told = new Map<string, { readonly seconds: number; readonly fails: boolean }>();
  for (const s of Object.values(pipeline.steps)) told.set(s.name, { seconds: Math.floor(random.next() * 100), fails: caught.has(s.name) && random.next() < 0.4 });
  const answers: Answers = ({ state, iteration }) => {
    const { seconds, fails } = told.get(state) ?? { seconds: 1 + iteration.length, fails: false };
    return fails ? { throw: { error: 'Broken', cause: undefined }, seconds } : { return: { Payload: { a: `made by ${state}` } }, seconds };
  };
  return simulate(definitionOf(definition.artifacts as NonNullable<CompileResult['artifacts']>), { input: inputOf(pipeline, seed), answers, machineName: 'wild', seed });
}

function inputOf(pipeline: Pipeline, seed: number): Readonly<Record<string, boolean>> {
  const random = randomFrom(seed + 1);
  return Object.fromEntries(Object.keys(pipeline.parameters ?? {}).map((name) => [name, random.next() < 0.5]));
}

describe.each(LANGUAGES)('a wild drawing, simulated in %s', (language) => {
  test('keeps every drawn order and sends what is drawn', async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(wildPipeline(), fc.nat(1 << 20), async (pipeline, seed) => {
        const result = compile(pipeline, { catalog, language });
        if (result.artifacts === null) return;
        const run = await simulated(pipeline, result, seed);
        expect(['Drawn', 'Broken', 'Cauce.NoMatch', undefined]).toContain(run.error);
        const beside = replay(pipeline, run.events, { parameters: inputOf(pipeline, seed), execution: { id: '', name: '', startTime: '' } });
        for (const { step, frame, sent, drawn } of beside.calls) expect({ step, frame, sent }).toEqual({ step, frame, sent: drawn });
        expect(beside.disorder).toEqual([]);
        ends.set(run.status, (ends.get(run.status) ?? 0) + 1);
      }),
      { numRuns: runs(300), seed: 2, endOnFailure: true },
    );
    expect(ends.get('SUCCEEDED') ?? 0).toBeGreaterThan(runs(300) / 10);
    expect(ends.get('FAILED') ?? 0).toBeGreaterThan(runs(300) / 20);
  });
});
