import { describe, expect, test } from 'vitest';
import { verify } from '../core/compile/verify/verify.ts';
import { FAULTS, TEXT_FAULTS } from './faults.ts';
import { readGoldens } from './goldens.ts';
import { smallCatalog } from './smallCatalog.ts';

const goldens = readGoldens();

describe('verify reports every planted fault', () => {
  test.each([...FAULTS, ...TEXT_FAULTS].map((f) => [f.name, f] as const))('%s', (_, fault) => {
    const missed: string[] = [];
    let planted = 0;
    for (const g of goldens) {
      fault.plant(g.definitionText).forEach((definitionText, i) => {
        planted++;
        if (verify({ ...g, definitionText, catalog: smallCatalog }).length === 0) missed.push(`${g.name} ${g.language} #${i}`);
      });
    }
    expect(missed).toEqual([]);
    expect(planted, 'the goldens have a place for it').toBeGreaterThan(0);
  });
});
