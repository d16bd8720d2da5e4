import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { runs } from '../../testing/effort.ts';
import { isList, isObject, type Json } from '../../core/base/json.ts';
import { childPointer, withValueAt } from '../../core/base/pointer.ts';
import { catalogFor } from '../../core/catalog/load.ts';
import { parsePipeline } from '../../core/file/parse.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { buildScene } from './build.ts';
import { sameDrawing } from './sameDrawing.ts';

const options = { direction: 'down', folded: new Set<string>(), entered: null } as const;
const { pipeline: sample } = parsePipeline(readFileSync('public/samples/parallel-candidates.cauce.json', 'utf8'));
const drawn = sample as Pipeline;
const catalog = await catalogFor(drawn);
const changed = (pointer: string, value: Json): Pipeline => withValueAt(drawn as unknown as Json, pointer, value) as unknown as Pipeline;

describe('the drawing stays as it is', () => {
  test.each([
    ['/description', 'Another'],
    ['/steps/preprocess/notes', 'a note'],
    ['/steps/preprocess/arguments/StoppingCondition/MaxRuntimeInSeconds', 7],
    ['/steps/sweep/steps/try-train/arguments/StoppingCondition/MaxRuntimeInSeconds', 7],
  ])('when %s is typed', (pointer, value) => expect(sameDrawing(drawn, changed(pointer, value), catalog)).toBe(true));

  test.each([
    ['/steps/preprocess/name', 'Prepare'],
    ['/steps/preprocess/arguments/ProcessingOutputConfig/Outputs/0/OutputName', 'training'],
    ['/steps/preprocess/arguments/RoleArn', { $param: 'Another' }],
    ['/steps/sweep/maxConcurrency', 2],
    ['/layout/preprocess', [0, 0]],
    ['/onFailure', 'preprocess'],
  ])('but not when %s is', (pointer, value) => expect(sameDrawing(drawn, changed(pointer, value), catalog)).toBe(false));
});

/** Pointers of all texts, numbers and flags. */
function leaves(value: Json, at = ''): readonly string[] {
  if (isList(value)) return value.flatMap((v, i) => leaves(v, childPointer(at, i)));
  if (isObject(value)) return Object.entries(value).flatMap(([k, v]) => leaves(v, childPointer(at, k)));
  return [at];
}

test('of every pipeline in which a leaf was changed: what is said to be the same has the same scene', async () => {
  let same = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryPipeline({ maxSteps: 12 }), fc.nat(), async (pipeline, at) => {
      const kinds = await catalogFor(pipeline);
      const places = leaves(pipeline.steps as unknown as Json);
      const place = places[at % places.length] ?? '';
      const after = { ...pipeline, steps: withValueAt(pipeline.steps as unknown as Json, place, 'typed') } as unknown as Pipeline;
      if (!sameDrawing(pipeline, after, kinds)) return;
      same++;
      const plain = (p: Pipeline): unknown => JSON.parse(JSON.stringify({ ...buildScene(p, kinds, options, null), byId: null, corner: null }));
      expect(plain(after)).toEqual(plain(pipeline));
    }),
    { numRuns: runs(300), seed: 3, endOnFailure: true },
  );
  expect(same).toBeGreaterThan(runs(300) / 10);
});
