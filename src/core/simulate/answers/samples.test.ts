import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Json } from '../../base/json.ts';
import { catalogFor } from '../../catalog/load.ts';
import { compile } from '../../compile/compile.ts';
import { definitionOf, type Artifacts } from '../../compile/types.ts';
import { parsePipeline } from '../../file/parse.ts';
import { allSteps } from '../../model/scopes.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { simulate, type Simulation } from '../simulate.ts';
import { hintsOf } from './hintsOf.ts';
import type { Hints } from './hints.ts';
import { plausibleAnswers } from './plausible.ts';

/** Every sample runs to its end with answers that nobody wrote, in both languages alike. */
const folder = resolve(import.meta.dirname, '../../../../public/samples');
test.each(readdirSync(folder).filter((f) => f.endsWith('.cauce.json')))('%s ends well without a mock', async (file) => {
  const read = parsePipeline(readFileSync(join(folder, file), 'utf8'), file);
  if (!read.ok) throw new Error(read.diagnostics[0]?.message);
  const catalog = await catalogFor(read.pipeline);
  const runs = await Promise.all(
    (['jsonata', 'jsonpath'] as const).map(async (language) => {
      const definition = definitionOf(compile(read.pipeline, { catalog, language, environment: 'prod' }).artifacts as Artifacts);
      const hints: Record<string, Hints> = {};
      for (const [id, { response, report }] of hintsOf(read.pipeline, catalog)) {
        const name = allSteps(read.pipeline).get(id)?.step.name ?? '';
        hints[name] = response;
        hints[`${name} metrics`] = report;
      }
      const answers = plausibleAnswers({ catalog, hints });
      return simulate(definition, { input: inputOf(read.pipeline), answers });
    }),
  );
  expect(runs.map((r) => [r.status, r.error, r.cause])).toEqual([['SUCCEEDED', undefined, undefined], ['SUCCEEDED', undefined, undefined]]);
  const [jsonata, jsonpath] = runs as [Simulation, Simulation];
  expect(timetable(jsonata)).toEqual(timetable(jsonpath));
  expect(jsonata.output).toEqual(jsonpath.output);
});

/** States by the time of their entry; those of one moment, which run side by side, by their names. */
function timetable(run: Simulation): readonly string[] {
  return run.events.flatMap((e) => (e.stateEnteredEventDetails === undefined ? [] : [`${e.timestamp.toISOString()} ${e.stateEnteredEventDetails.name}`])).sort();
}

/** Texts for the run parameters that have no default: all of the samples' are places and names. */
function inputOf(pipeline: Pipeline): Json {
  const required = Object.entries(pipeline.parameters ?? {}).filter(([, p]) => p.phase === 'run' && p.default === undefined);
  return Object.fromEntries(required.map(([name, p]) => [name, p.type === 's3-uri' ? `s3://bucket/${name}` : name]));
}
