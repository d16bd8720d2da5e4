import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEdit, placesIn } from '../../testing/arbitraryEdit.ts';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { plainCatalog } from '../../testing/build.ts';
import { fromTape } from '../../testing/tape.ts';
import type { Json } from '../base/json.ts';
import { parsePipeline } from '../file/parse.ts';
import { serializePipeline } from '../file/serialize.ts';
import { edgesOf, type Edge } from '../model/edges.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { copySteps, duplicateSteps, newSteps, pasteSteps } from './clipboard.ts';
import { newHistory, record, redo, undo } from './history.ts';
import { renameParameter, usesOfParameter } from './parameters.ts';
import { moveToScope, wrapInMap, wrapInParallel } from './scopeMoves.ts';
import { removeSteps, renameStep } from './steps.ts';
import { placesOf, scopeRefOf } from './tree.ts';
import { connect, disconnect } from './wires.ts';

const pipelines = arbitraryPipeline({ maxSteps: 20 });
const tapes = fromTape((tape) => tape, 400);

/** What must hold of every document, whatever was done to it. */
function whole(pipeline: Pipeline): void {
  const text = serializePipeline(pipeline);
  const read = parsePipeline(text);
  expect(read.diagnostics).toEqual([]);
  expect(read.ok && read.pipeline).toEqual(JSON.parse(text));
}
/** Edges that end in a step that is not there, or start in one. */
function dangling(pipeline: Pipeline): readonly Edge[] {
  return edgesOf(pipeline).filter((e) => !placesOf(pipeline).has(e.from) || !placesOf(pipeline).has(e.to));
}

test('any edits in any order: done or refused, never thrown; the document stays sound; undo all, redo all', () => {
  const count = { done: 0, refused: 0 };
  fc.assert(
    fc.property(pipelines, tapes, (first, tape) => {
      let history = newHistory(first);
      for (let n = 0; n < 12; n++) {
        const { name, edit } = anyEdit(tape, history.present);
        const result = edit(history.present);
        count[result.ok ? 'done' : 'refused']++;
        if (!result.ok) {
          expect(result.reason, name).toMatch(/^.{12,}[.]$/s);
          continue;
        }
        history = record(history, name, result.pipeline);
      }
      whole(history.present);
      const last = history.present;
      let back = history;
      while (back.past.length > 0) back = undo(back);
      expect(back.present).toBe(first);
      while (back.future.length > 0) back = redo(back);
      expect(back.present).toBe(last);
    }),
    { numRuns: 150 },
  );
  expect(count.done).toBeGreaterThan(200);
  expect(count.refused).toBeGreaterThan(50);
});

describe('on generated pipelines', () => {
  const anyStep = (pipeline: Pipeline, n: number): string => [...placesOf(pipeline).keys()][n % placesOf(pipeline).size] as string;

  test('renaming a step or a parameter leaves every edge and use where it was', () => {
    fc.assert(
      fc.property(pipelines, fc.nat(), (pipeline, n) => {
        const step = renameStep(anyStep(pipeline, n), 'A name of its own')(pipeline);
        expect(step.ok && edgesOf(step.pipeline)).toEqual(edgesOf(pipeline));
        const name = Object.keys(pipeline.parameters ?? {})[0];
        if (name === undefined) return;
        const renamed = renameParameter(name, 'OfItsOwn')(pipeline);
        if (!renamed.ok) throw new Error(renamed.reason);
        expect(edgesOf(renamed.pipeline).map((e) => e.id)).toEqual(edgesOf(pipeline).map((e) => e.id));
        expect(usesOfParameter(renamed.pipeline, 'OfItsOwn').map((u) => u.pointer)).toEqual(usesOfParameter(pipeline, name).map((u) => u.pointer));
        expect(usesOfParameter(renamed.pipeline, name)).toEqual([]);
        const back = renameParameter('OfItsOwn', name)(renamed.pipeline);
        expect(back.ok && back.pipeline).toEqual(pipeline);
      }),
      { numRuns: 60 },
    );
  });

  test('connecting and disconnecting a new field gives the document that was there', () => {
    let connected = 0;
    fc.assert(
      fc.property(pipelines, fc.nat(), fc.nat(), (pipeline, a, b) => {
        const to = { step: anyStep(pipeline, b), pointer: '/arguments/Brand/New' };
        const wired = connect({ step: anyStep(pipeline, a) }, to, plainCatalog)(pipeline);
        if (!wired.ok || !('arguments' in (placesOf(pipeline).get(to.step)?.step ?? {}))) return;
        connected++;
        expect(edgesOf(wired.pipeline)).toHaveLength(edgesOf(pipeline).length + 1);
        const back = disconnect(to.step, to.pointer)(wired.pipeline);
        expect(back.ok && back.pipeline).toEqual(pipeline);
      }),
      { numRuns: 100 },
    );
    expect(connected).toBeGreaterThan(5);
  });

  test('duplicates and pastes have ids and names of their own; what was there keeps its identity', () => {
    fc.assert(
      fc.property(pipelines, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (pipeline, ns) => {
        const ids = ns.map((n) => anyStep(pipeline, n));
        const text = serializePipeline(copySteps(pipeline, ids));
        const clip = parsePipeline(text);
        for (const edit of [duplicateSteps(ids), ...(clip.ok ? [pasteSteps(clip.pipeline, { at: [0, 0] })] : [])]) {
          const result = edit(pipeline);
          if (!result.ok) throw new Error(result.reason);
          const steps = [...placesOf(result.pipeline)];
          expect(new Set(steps.map(([, p]) => p.step.name)).size).toBe(steps.length);
          expect(dangling(result.pipeline)).toEqual([]);
          expect(newSteps(pipeline, result.pipeline).length).toBeGreaterThan(0);
          expect(result.pipeline.parameters).toEqual(pipeline.parameters);
          for (const [id, { step, around }] of placesOf(pipeline)) if (around.length === 0 && step.kind !== 'map' && step.kind !== 'parallel') expect(result.pipeline.steps[id]).toBe(step);
          whole(result.pipeline);
        }
        expect(clip.ok && clip.intact).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('pasted into an empty pipeline, steps take their parameters along and leave nothing dangling', () => {
    fc.assert(
      fc.property(pipelines, (pipeline) => {
        const ids = Object.keys(pipeline.steps);
        const result = pasteSteps(copySteps(pipeline, ids))({ format: 'cauce/1', name: 'empty', steps: {} });
        if (!result.ok) throw new Error(result.reason);
        expect(edgesOf(result.pipeline)).toEqual(edgesOf(pipeline));
        const inSteps = (p: Pipeline) => Object.keys(p.parameters ?? {}).filter((n) => usesOfParameter(p, n).some((u) => u.step !== undefined));
        expect(inSteps(result.pipeline)).toEqual(inSteps(pipeline));
      }),
      { numRuns: 40 },
    );
  });

  test('removing steps leaves nothing that refers to them', () => {
    fc.assert(
      fc.property(pipelines, fc.nat(), fc.boolean(), (pipeline, n, keepFlow) => {
        const id = anyStep(pipeline, n);
        const result = removeSteps([id], { keepFlow })(pipeline);
        if (!result.ok) throw new Error(result.reason);
        expect(dangling(result.pipeline)).toEqual([]);
        expect(JSON.stringify(result.pipeline.outputs ?? {})).not.toContain(`"${id}/`);
        whole(result.pipeline);
      }),
      { numRuns: 60 },
    );
  });

  test('putting steps into a Map or Parallel and taking them out again leaves wires that reach', () => {
    const count = { wrapped: 0, out: 0 };
    fc.assert(
      fc.property(pipelines, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), fc.boolean(), (pipeline, ns, asMap) => {
        const ids = ns.map((n) => anyStep(pipeline, n));
        const result = (asMap ? wrapInMap(ids, { id: 'wrap' }) : wrapInParallel(ids, { id: 'wrap' }))(pipeline);
        if (!result.ok) return;
        count.wrapped++;
        expect(dangling(result.pipeline)).toEqual([]);
        whole(result.pipeline);
        const inside = [...placesOf(result.pipeline)].filter(([, p]) => p.around.at(-1)?.id === 'wrap').map(([id]) => id);
        const outside = scopeRefOf(placesOf(result.pipeline).get('wrap') as never);
        const back = moveToScope(inside, outside)(result.pipeline);
        if (!back.ok) return;
        count.out++;
        const data = (p: Pipeline) => edgesOf(p).flatMap((e) => (e.kind === 'data' ? [`${e.from}/${e.port ?? ''} ${e.to}${e.pointer}`] : [])).sort();
        expect(data(back.pipeline)).toEqual(data(pipeline));
      }),
      { numRuns: 100 },
    );
    expect(count.wrapped).toBeGreaterThan(10);
    expect(count.out).toBeGreaterThan(5);
  });
});

test('pointers of edges lead to their bindings', () => {
  fc.assert(
    fc.property(pipelines, (pipeline) => {
      for (const edge of edgesOf(pipeline)) {
        if (edge.kind === 'data') expect(placesIn(placesOf(pipeline).get(edge.to)?.step as unknown as Json)).toContain(edge.pointer);
      }
    }),
    { numRuns: 30 },
  );
});
