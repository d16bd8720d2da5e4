import { describe, expect, test } from 'vitest';
import { readGoldens } from '../../testing/goldens.ts';
import { makeCatalog } from '../catalog/load.ts';
import { compile } from './compile.ts';

/** The kinds with their ports, without the services' shapes: the rules of the compiler are the point here. */
const withoutShapes = makeCatalog(new Map());

describe('compile writes what is written by hand in golden/', () => {
  test.each(readGoldens().map((g) => [`${g.name} ${g.language}`, g] as const))('%s', (_, g) => {
    const result = compile(g.pipeline, { catalog: withoutShapes, language: g.language, ...(g.environment === undefined ? {} : { environment: g.environment }) });
    expect(result.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    expect(JSON.parse(result.artifacts?.definitionText ?? 'null')).toEqual(JSON.parse(g.definitionText));
  });
});
