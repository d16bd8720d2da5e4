import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from './json.ts';
import { jsonSpans } from './jsonSpans.ts';
import { pointer, valueAt } from './pointer.ts';

const text = JSON.stringify({ StartAt: 'A', States: { 'a/b': { Type: 'Pass', Odd: '{ "x": ] }', List: [1, { k: true }] } } }, null, 2);
const cut = (p: string): string => {
  const span = jsonSpans(text).of(p);
  return text.slice(span.start, span.end);
};

describe('stretches of a JSON text', () => {
  it('finds a member with its name', () => {
    expect(cut('/StartAt')).toBe('"StartAt": "A"');
    expect(cut('/States/a~1b/Odd')).toBe('"Odd": "{ \\"x\\": ] }"');
  });
  it('finds an element of a list', () => {
    expect(cut('/States/a~1b/List/0')).toBe('1');
    expect(cut('/States/a~1b/List/1/k')).toBe('"k": true');
  });
  it('gives the nearest value around a pointer that is not there', () => {
    expect(jsonSpans(text).of('/States/a~1b/Gone/deep').pointer).toBe('/States/a~1b');
    expect(jsonSpans(text).of('/Nothing').pointer).toBe('');
  });
  it('finds the innermost value at an offset', () => {
    expect(jsonSpans(text).at(text.indexOf('"Odd"') + 2).pointer).toBe('/States/a~1b/Odd');
    expect(jsonSpans(text).at(text.indexOf('true')).pointer).toBe('/States/a~1b/List/1/k');
    expect(jsonSpans(text).at(0).pointer).toBe('');
    expect(jsonSpans(text).at(text.length + 5).pointer).toBe('');
  });

  it('holds every value of any JSON, in any layout', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const printed = JSON.stringify(value, null, indent);
        const spans = jsonSpans(printed);
        for (const p of pointers(value as Json)) {
          const span = spans.of(p);
          expect(span.pointer).toBe(p);
          const shown = printed.slice(span.start, span.end);
          const last = p.split('/').at(-1);
          const parsed = (JSON.parse(isMember(value as Json, p) ? `{${shown}}` : shown) as Json);
          const held = isMember(value as Json, p) ? Object.values(parsed as object)[0] : parsed;
          expect(held, last).toEqual(valueAt(JSON.parse(printed) as Json, p));
          expect(spans.at(span.start).pointer).toBe(p);
        }
      }),
    );
  });
});

function pointers(value: Json, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([k, v]) => pointers(v as Json, at + pointer(k)))];
}
function isMember(value: Json, p: string): boolean {
  if (p === '') return false;
  const parent = valueAt(JSON.parse(JSON.stringify(value)) as Json, p.slice(0, p.lastIndexOf('/')));
  return !Array.isArray(parent);
}
