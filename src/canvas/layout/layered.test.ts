import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box, Link } from './graph.ts';
import { layered } from './layered.ts';

const GAPS = { across: 40, along: 56 };
const box = (id: string): Box => ({ id, across: 232, along: 64 });

function overlaps(boxes: readonly Box[], spots: ReturnType<typeof layered>): boolean {
  return boxes.some((a, i) => boxes.slice(i + 1).some((b) => {
    const [p, q] = [spots.get(a.id), spots.get(b.id)];
    if (!p || !q) return true;
    return p.across < q.across + b.across && q.across < p.across + a.across && p.along < q.along + b.along && q.along < p.along + a.along;
  }));
}

describe('layered layout', () => {
  const graph = fc.integer({ min: 1, max: 30 }).chain((n) =>
    fc.array(fc.record({ from: fc.nat(n - 1), to: fc.nat(n - 1), beside: fc.boolean() }), { maxLength: 60 }).map((links) => ({
      boxes: Array.from({ length: n }, (_, i) => box(`s${i}`)),
      links: links.map((l): Link => ({ from: `s${l.from}`, to: `s${l.to}`, beside: l.beside })),
    })),
  );

  it('gives every box a place of its own, circles or not', () => {
    fc.assert(fc.property(graph, ({ boxes, links }) => {
      const spots = layered(boxes, links, GAPS);
      expect(spots.size).toBe(boxes.length);
      expect(overlaps(boxes, spots)).toBe(false);
      for (const s of spots.values()) expect(s.across >= 0 && s.along >= 0).toBe(true);
    }));
  });

  it('puts what is later further along', () => {
    fc.assert(fc.property(graph, ({ boxes, links }) => {
      const forward = links.filter((l) => Number(l.from.slice(1)) < Number(l.to.slice(1)));
      const spots = layered(boxes, forward, GAPS);
      for (const l of forward) {
        const [a, b] = [spots.get(l.from)?.along ?? 0, spots.get(l.to)?.along ?? 0];
        expect(l.beside ? b >= a : b > a).toBe(true);
      }
    }));
  });

  it('keeps a chain straight and a fork in the middle', () => {
    const spots = layered(['a', 'b', 'c', 'd'].map(box), [{ from: 'a', to: 'b' }, { from: 'a', to: 'c' }, { from: 'b', to: 'd' }, { from: 'c', to: 'd' }], GAPS);
    expect(spots.get('a')?.across).toBe(136);
    expect(spots.get('d')?.across).toBe(136);
    expect(spots.get('b')).toEqual({ across: 0, along: 120 });
    expect(spots.get('c')).toEqual({ across: 272, along: 120 });
  });

  it('untangles crossings', () => {
    const spots = layered(['a', 'b', 'x', 'y'].map(box), [{ from: 'a', to: 'y' }, { from: 'b', to: 'x' }], GAPS);
    const at = (id: string): number => spots.get(id)?.across ?? 0;
    expect((at('a') - at('b')) * (at('y') - at('x'))).toBeGreaterThan(0);
  });

  it('stands a handler of failures beside the step that may fail', () => {
    const spots = layered(['a', 'b', 'h'].map(box), [{ from: 'a', to: 'b' }, { from: 'a', to: 'h', beside: true }, { from: 'b', to: 'h', beside: true }], GAPS);
    expect(spots.get('h')?.along).toBe(spots.get('b')?.along);
    expect(spots.get('h')?.across ?? 0).toBeGreaterThan(spots.get('b')?.across ?? 0);
  });
});
