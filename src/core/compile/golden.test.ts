import { describe, expect, test } from 'vitest';
import { readGoldens } from '../../testing/goldens.ts';
import { catalogFor } from '../catalog/load.ts';
import { compile } from './compile.ts';

describe('compile writes what is written by hand in golden/', () => {
  test.each(readGoldens().map((g) => [`${g.name} ${g.language}`, g] as const))('%s', async (_, g) => {
    const result = compile(g.pipeline, { catalog: await catalogFor(g.pipeline), language: g.language, ...(g.environment === undefined ? {} : { environment: g.environment }) });
    expect(result.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    expect(result.artifacts?.definition).toEqual(JSON.parse(g.definitionText));
  });
});
