import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../core/model/binding.ts';
import { readLiteral, showLiteral } from './literal.ts';
import { asText, slotsOf, tidyParts, withChip, withText, withoutPart } from './textParts.ts';

const param = (name: string): Binding => ({ kind: 'param', name });
const text = (value: string): Binding => ({ kind: 'literal', value });
const anyParts = fc.array(fc.oneof(fc.string().map(text), fc.constantFrom('A', 'B').map(param)), { maxLength: 6 }).map(tidyParts);
const said = (parts: readonly Binding[]) => parts.map((p) => (p.kind === 'literal' ? String(p.value) : p.kind === 'param' ? `<${p.name}>` : '')).join('');

describe('a joined text', () => {
  it('has a text before, between and after chips', () => {
    expect(slotsOf([param('A'), param('B'), text('/x')]).map((s) => (s.kind === 'text' ? s.text : s.binding.kind))).toEqual(['', 'param', '', 'param', '/x']);
    expect(slotsOf([]).map((s) => s.kind)).toEqual(['text']);
  });

  it('takes a chip at the caret and gives it back', () => {
    const parts = withChip([text('s3://x')], slotsOf([text('s3://x')])[0] as never, 5, param('A'));
    expect(said(parts)).toBe('s3://<A>x');
    expect(said(withoutPart(parts, 1))).toBe('s3://x');
  });

  it('typing in any text changes that text only, and parts stay tidy', () => {
    fc.assert(
      fc.property(anyParts, fc.nat(), fc.string(), (parts, pick, typed) => {
        const slots = slotsOf(parts);
        const texts = slots.filter((s) => s.kind === 'text');
        const slot = texts[pick % texts.length] as (typeof texts)[number];
        const after = withText(parts, slot, typed);
        expect(said(after)).toBe(slots.map((s) => (s.kind === 'chip' ? said([s.binding]) : s === slot ? typed : s.text)).join(''));
        expect(tidyParts(after)).toEqual(after);
        const chipped = withChip(parts, slot, slot.text.length >> 1, param('Z'));
        expect(said(withoutPart(chipped, chipped.findIndex((p) => p.kind === 'param' && p.name === 'Z')))).toBe(said(parts));
      }),
    );
  });

  it('is made from what was there', () => {
    expect(asText('abc')).toEqual({ $text: ['abc'] });
    expect(asText(undefined)).toEqual({ $text: [] });
    expect(asText({ $param: 'A' })).toEqual({ $text: [{ $param: 'A' }] });
    expect(asText(12)).toEqual({ $text: ['12'] });
  });
});

describe('literals', () => {
  it('are read by the shape of their field, and what does not fit stays as typed', () => {
    expect(readLiteral('30', { type: 'integer' })).toBe(30);
    expect(readLiteral('30 GiB', { type: 'integer' })).toBe('30 GiB');
    expect(readLiteral('30', { type: 'string' })).toBe('30');
    expect(readLiteral('{"a": 1}', undefined)).toEqual({ a: 1 });
    expect(readLiteral('{"a"', undefined)).toBe('{"a"');
  });

  it('come back the same from a free field', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has no -0.
        expect(readLiteral(showLiteral(value as never, undefined), undefined)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
