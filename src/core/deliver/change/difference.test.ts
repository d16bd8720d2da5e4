import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { catalogFor } from '../../catalog/load.ts';
import { compile } from '../../compile/compile.ts';
import { definitionOf } from '../../compile/types.ts';
import { parsePipeline } from '../../file/parse.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { withValueAt } from '../../base/pointer.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { changesBetween, type Drawn } from './difference.ts';

const sample = parsePipeline(readFileSync(new URL('../../../../public/samples/training.cauce.json', import.meta.url), 'utf8'), 'training.cauce.json').pipeline as Pipeline;
const catalog = await catalogFor(sample);

function drawn(pipeline: Pipeline, environment = 'dev'): Drawn {
  const { artifacts, diagnostics } = compile(pipeline, { catalog, environment });
  if (artifacts === null) throw new Error(JSON.stringify(diagnostics));
  return { definition: definitionOf(artifacts), sourceMap: artifacts.sourceMap, manifest: artifacts.manifest };
}
const changed = (at: string, value: Json | undefined): Pipeline => withValueAt(sample as unknown as Json, at, value) as unknown as Pipeline;
const brief = (changes: ReturnType<typeof changesBetween>) => changes.map(({ kind, state, field, before, after }) => [kind, state, field, before, after]);

describe('what would change', () => {
  const { definition } = drawn(sample);

  test('nothing where nothing was drawn anew, whatever the top-level comment says', () => {
    expect(changesBetween({ Comment: 'before', ...definition }, drawn(sample))).toEqual([]);
  });

  test('a value of an environment is a value, with the parameter that it is of', () => {
    const changes = changesBetween(definition, drawn(changed('/environments/dev/values/XgboostImage', 'other:1')));
    expect(changes.length).toBeGreaterThan(0);
    for (const change of changes) expect(change).toMatchObject({ kind: 'value', after: 'other:1', parameters: ['XgboostImage'] });
    expect(changes.map((c) => c.step)).toContain('train');
  });

  test('a literal of a step names the step and its field', () => {
    const changes = changesBetween(definition, drawn(changed('/steps/train/arguments/ResourceConfig/VolumeSizeInGB', 77)));
    expect(changes).toEqual([{ kind: 'value', state: 'Train XGBoost', step: 'train', field: '/Arguments/ResourceConfig/VolumeSizeInGB', before: 30, after: 77, parameters: [] }]);
  });

  test('a setting that was not there before is a change of structure', () => {
    const changes = changesBetween(definition, drawn(changed('/steps/train/arguments/EnableNetworkIsolation', true)));
    expect(brief(changes)).toEqual([['structure', 'Train XGBoost', '/Arguments/EnableNetworkIsolation', undefined, true]]);
  });

  test('a renamed step is one that comes, one that goes, and whoever leads to it', () => {
    const changes = changesBetween(definition, drawn(changed('/steps/train/name', 'Fit')));
    expect(changes.filter((c) => c.field === '').map((c) => [c.state, c.before === undefined])).toEqual([['Fit', true], ['Train XGBoost', false]]);
    expect(changes.find((c) => c.state === 'Preprocess')).toMatchObject({ field: '/Next', before: 'Train XGBoost', after: 'Fit', step: 'preprocess' });
  });

  test('states inside of Parallels and Maps are found, and told when they move', () => {
    const inner: JsonObject = { Type: 'Wait', Seconds: 1, End: true };
    const machine = (branches: readonly Json[]): JsonObject => ({ StartAt: 'P', States: { P: { Type: 'Parallel', Branches: branches, End: true } } });
    const one = machine([{ StartAt: 'A', States: { A: inner } }, { StartAt: 'B', States: { B: inner } }]);
    const plain = (definition: JsonObject): Drawn => ({ definition, sourceMap: [], manifest: {} });
    expect(brief(changesBetween(one, plain(machine([{ StartAt: 'A', States: { A: { ...inner, Seconds: 5 } } }, { StartAt: 'B', States: { B: inner } }]))))).toEqual([['value', 'A', '/Seconds', 1, 5]]);
    expect(brief(changesBetween(one, plain(machine([{ StartAt: 'B', States: { B: inner } }, { StartAt: 'A', States: { A: inner } }])))).filter(([, state]) => state !== 'P')).toEqual([
      ['structure', 'B', '', '/States/P/Branches/1', '/States/P/Branches/0'],
      ['structure', 'A', '', '/States/P/Branches/0', '/States/P/Branches/1'],
    ]);
  });

  test('each environment against another: values only, where nothing else differs', () => {
    const changes = changesBetween(definition, drawn(sample, 'prod'));
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.filter((c) => c.kind !== 'value')).toEqual([]);
  });
});
