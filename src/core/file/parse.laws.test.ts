import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesIn } from '../../testing/arbitraryEdit.ts';
import { arbitraryPipeline } from '../../testing/arbitraryPipeline.ts';
import { arbitraryHostileText, hostileJson } from '../../testing/hostile.ts';
import { runs } from '../../testing/effort.ts';
import { fromTape } from '../../testing/tape.ts';
import type { Json } from '../base/json.ts';
import { pointerTokens, withValueAt } from '../base/pointer.ts';
import { parsePipeline } from './parse.ts';
import { serializePipeline } from './serialize.ts';

const pipelines = arbitraryPipeline({ maxSteps: 12 });
/** Every place of the document, bodies of containers included. */
const everywhere = (value: Json): readonly string[] => ['/steps', ...placesIn({ ...(value as object), steps: 0 } as Json), ...Object.entries((value as { steps: Record<string, Json> }).steps).flatMap(([id, step]) => placesIn(step, `/steps/${id}`))];

test('whatever stands in a file instead of what should: it opens, and says for every loss where it was', () => {
  fc.assert(
    fc.property(pipelines, fromTape((tape) => tape, 100), (pipeline, tape) => {
      let spoilt: Json = JSON.parse(serializePipeline(pipeline)) as Json;
      const places = everywhere(spoilt);
      for (let n = 1 + tape.int(4); n > 0; n--) {
        const at = tape.maybe(places) ?? '';
        if (at !== '' && at !== '/format') spoilt = withValueAt(spoilt, at, tape.chance(80) ? hostileJson(tape, 3) : undefined) ?? {};
      }
      const text = JSON.stringify(spoilt, null, 2);
      const read = parsePipeline(text, 'x.cauce.json');
      if (!read.ok) throw new Error(read.diagnostics[0]?.message);
      for (const { where, message, hint } of read.diagnostics) {
        expect(where).toMatchObject({ file: 'x.cauce.json', line: expect.any(Number) as number, column: expect.any(Number) as number });
        expect([message, hint].every((t) => /^\S.*[.]$/s.test(t))).toBe(true);
        expect(pointerTokens(where.pointer ?? '')).toBeDefined();
      }
      if (read.intact) expect(read.pipeline).toEqual({ steps: {}, name: 'x', ...(spoilt as object) });
      const saved = serializePipeline(read.pipeline);
      expect(parsePipeline(saved)).toMatchObject({ ok: true, intact: true });
      expect(serializePipeline(read.pipeline)).toBe(saved);
    }),
    { numRuns: runs(150) },
  );
});

test('texts that are no JSON, or cut off anywhere: refused with a place, never thrown', () => {
  fc.assert(
    fc.property(pipelines, fc.nat(), arbitraryHostileText, (pipeline, n, hostile) => {
      const text = serializePipeline(pipeline);
      const cut = text.slice(0, n % (text.length - 2));
      for (const bad of [cut, cut + hostile, hostile]) {
        const read = parsePipeline(bad);
        if (!read.ok) expect(read.diagnostics[0]?.where.line).toBeGreaterThan(0);
      }
      expect(parsePipeline(cut).ok).toBe(false);
    }),
    { numRuns: runs(100) },
  );
});
