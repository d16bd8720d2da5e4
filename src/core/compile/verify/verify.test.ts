import { describe, expect, test } from 'vitest';
import { readGoldens } from '../../../testing/goldens.ts';
import { catalogFor } from '../../catalog/load.ts';
import { verify } from './verify.ts';

describe('verify accepts the definitions written by hand', () => {
  test.each(readGoldens().map((g) => [`${g.name} ${g.language}`, g] as const))('%s', async (_, g) => {
    expect(verify({ ...g, catalog: await catalogFor(g.pipeline) }).map((d) => `${d.code}: ${d.message}`)).toEqual([]);
  });
});
