import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../core/base/json.ts';
import { sampled } from './effort.ts';
import { readGoldens } from './goldens.ts';
import { aslValidator, harmless, languageService } from './oracles.ts';

describe('the oracles', () => {
  test.each(sampled(readGoldens()).map((g) => [`${g.name} ${g.language}`, g] as const))('accept %s', async (_, { definitionText }) => {
    expect(aslValidator(JSON.parse(definitionText) as JsonObject)).toEqual([]);
    expect(await languageService(definitionText)).toEqual([]);
  });

  test('complain of what is wrong', async () => {
    const wrong = { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } };
    expect(aslValidator(wrong).length).toBeGreaterThan(0);
    expect((await languageService(JSON.stringify(wrong))).length).toBeGreaterThan(0);
  });

  test('harmless values stand in data only, and the definition is left as it was', () => {
    const definition = { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', Output: { a: '', b: 'x\ny', c: [[1], 'z'] }, End: true } } };
    const before = structuredClone(definition);
    expect(harmless(definition)).toEqual({ ...definition, States: { A: { Type: 'Pass', Output: { a: 'a text', b: 'x y', c: ['a list', 'z'] }, End: true } } });
    aslValidator(definition);
    expect(definition).toEqual(before);
  });
});
