import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reachProblem } from '../core/edit/graph.ts';
import { placesOf } from '../core/edit/tree.ts';
import { parsePipeline } from '../core/file/parse.ts';
import { serializePipeline } from '../core/file/serialize.ts';
import { edgesOf, type Edge } from '../core/model/edges.ts';
import type { ChoiceStep, Pipeline } from '../core/model/pipeline.ts';
import { arbitraryPipeline, shuffled } from './arbitraryPipeline.ts';
import { fromTape } from './tape.ts';

test('generated pipelines are right: unique names, edges between steps that reach each other, no circles', () => {
  const seen = { steps: 0, edges: 0, merges: 0, maps: 0, choices: 0, catches: 0, loops: 0 };
  fc.assert(
    fc.property(arbitraryPipeline(), (pipeline) => {
      const steps = [...placesOf(pipeline)];
      expect(new Set(steps.map(([, p]) => p.step.name)).size).toBe(steps.length);
      expect(steps.every(([, p]) => p.step.name.length <= 80)).toBe(true);
      const next = new Map<string, string[]>();
      for (const edge of edgesOf(pipeline)) {
        expect(placesOf(pipeline).has(edge.from) && placesOf(pipeline).has(edge.to)).toBe(true);
        if (edge.kind === 'data') expect(reachProblem(pipeline, edge.from, edge.to, edge.pointer.startsWith('/result/'))).toBeUndefined();
        if (!(edge.kind === 'data' && edge.pointer.startsWith('/result/')) && !isWayBack(pipeline, edge)) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
        if (edge.kind === 'catch') seen.catches++;
        if (isWayBack(pipeline, edge)) seen.loops++;
        if (edge.kind === 'data' && edge.choiceOf === 0) seen.merges++;
      }
      expect(circle(next)).toBe(false);
      seen.steps += steps.length;
      seen.edges += edgesOf(pipeline).length;
      seen.maps += steps.filter(([, p]) => p.step.kind === 'map').length;
      seen.choices += steps.filter(([, p]) => p.step.kind === 'choice').length;
    }),
    { numRuns: 100 },
  );
  // Of the rarest some ten are expected: none at all would be a generator that lost them.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});

test('saving and loading is the identity, whatever names and values; the bytes do not depend on the order of steps', () => {
  fc.assert(
    fc.property(arbitraryPipeline(), fromTape((tape) => tape, 50), (pipeline, tape) => {
      const text = serializePipeline(pipeline);
      expect(parsePipeline(text)).toEqual({ ok: true, intact: true, diagnostics: [], pipeline });
      expect(serializePipeline({ ...shuffled(pipeline, tape), ...(pipeline.layout ? { layout: pipeline.layout } : {}) })).toBe(text);
    }),
    { numRuns: 50 },
  );
});

function isWayBack(pipeline: Pipeline, edge: Edge): boolean {
  const step = placesOf(pipeline).get(edge.from)?.step;
  return edge.kind === 'way' && edge.way !== 'otherwise' && step?.kind === 'choice' && 'branches' in step && (step as ChoiceStep).branches?.[edge.way]?.loop !== undefined;
}

function circle(next: ReadonlyMap<string, readonly string[]>): boolean {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): boolean => {
    if (state.get(id) === 'done') return false;
    if (state.get(id) === 'open') return true;
    state.set(id, 'open');
    const found = (next.get(id) ?? []).some(visit);
    state.set(id, 'done');
    return found;
  };
  return [...next.keys()].some(visit);
}
