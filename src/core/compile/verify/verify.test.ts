import { describe, expect, test } from 'vitest';
import { readGoldens } from '../../../testing/goldens.ts';
import { smallCatalog } from '../../../testing/smallCatalog.ts';
import { verify } from './verify.ts';

describe('verify accepts the definitions written by hand', () => {
  test.each(readGoldens().map((g) => [`${g.name} ${g.language}`, g] as const))('%s', (_, g) => {
    expect(verify({ ...g, catalog: smallCatalog }).map((d) => `${d.code}: ${d.message}`)).toEqual([]);
  });
});
