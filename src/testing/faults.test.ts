import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runs } from './effort.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import { verify } from '../core/compile/verify/verify.ts';
import type { Language, Pipeline } from '../core/model/pipeline.ts';
import { arbitraryPipeline } from './arbitraryPipeline.ts';
import { FAULTS, TEXT_FAULTS } from './faults.ts';
import { readGoldens } from './goldens.ts';

const goldens = await Promise.all(readGoldens().map(async (g) => ({ ...g, catalog: await catalogFor(g.pipeline) })));

describe('verify reports every planted fault', () => {
  test.each([...FAULTS, ...TEXT_FAULTS].map((f) => [f.name, f] as const))('%s', (_, fault) => {
    const missed: string[] = [];
    let planted = 0;
    for (const g of goldens) {
      fault.plant(g.definitionText).forEach((definitionText, i) => {
        planted++;
        if (verify({ ...g, definitionText }).length === 0) missed.push(`${g.name} ${g.language} #${i}`);
      });
    }
    expect(missed).toEqual([]);
    expect(planted, 'the goldens have a place for it').toBeGreaterThan(0);
  });
});

/** Planted into a value that nothing reads in the end, these change nothing: the generated pipelines have such values. */
const NEED_A_READER = new Set(['swapped-branches', 'wrong-result-path', 'dropped-assign', 'dropped-assign-leaf', 'wrong-default', 'returned-leaf-dropped', 'returned-leaf-wrong']);

/** The first place and the last one of each kind: the same fault in a hundred equal states shows nothing more. */
function few<T>(places: readonly T[]): readonly T[] {
  return places.length <= 2 ? places : [places[0] as T, places.at(-1) as T];
}

describe('and every one in what compile writes', () => {
  const missedIn = async (pipeline: Pipeline, faults: readonly (typeof FAULTS)[number][]): Promise<readonly string[]> => {
    const catalog = await catalogFor(pipeline);
    return (['jsonata', 'jsonpath'] satisfies Language[]).flatMap((language) => {
      const { artifacts } = compile(pipeline, { catalog, language });
      if (!artifacts) return [];
      const { definitionText, sourceMap } = artifacts;
      const unnoticed = (text: string): boolean => verify({ pipeline, definitionText: text, language, catalog, sourceMap }).every((d) => d.severity !== 'error');
      return [...(unnoticed(definitionText) ? [] : ['(unspoilt)']), ...faults.flatMap((f) => few(f.plant(definitionText)).filter(unnoticed).map((_, i) => `${f.name} ${language} #${i}`))];
    });
  };

  const samples = join(import.meta.dirname, '../../public/samples');
  test.each(readdirSync(samples).filter((f) => f.endsWith('.cauce.json')))('%s', async (file) => {
    expect(await missedIn(JSON.parse(readFileSync(join(samples, file), 'utf8')) as Pipeline, [...FAULTS, ...TEXT_FAULTS])).toEqual([]);
  });

  test('generated pipelines', async () => {
    const faults = FAULTS.filter((f) => !NEED_A_READER.has(f.name));
    for (const pipeline of fc.sample(arbitraryPipeline({ maxSteps: 12, hostile: false }), { numRuns: runs(6), seed: 21 })) expect(await missedIn(pipeline, faults)).toEqual([]);
  });
});
