import { describe, expect, test } from 'vitest';
import { catalogFor } from '../core/catalog/load.ts';
import { verify } from '../core/compile/verify/verify.ts';
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
