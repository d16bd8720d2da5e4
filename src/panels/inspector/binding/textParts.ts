import type { Json } from '../../../core/base/json.ts';
import { readBinding, writeBinding, type Binding } from '../../../core/model/binding.ts';

/** A joined text as an editor shows it: texts and chips by turns, a text (maybe empty) before, between and after chips. */
export type TextSlot = { readonly kind: 'text'; readonly text: string; readonly index: number } | { readonly kind: 'chip'; readonly binding: Binding; readonly index: number };

/** `index` of a text: where in the parts it is, or would be inserted. */
export function slotsOf(parts: readonly Binding[]): readonly TextSlot[] {
  const slots: TextSlot[] = [];
  let open = false;
  parts.forEach((binding, index) => {
    if (binding.kind === 'literal') {
      slots.push({ kind: 'text', text: literalText(binding.value), index });
      open = true;
      return;
    }
    if (!open) slots.push({ kind: 'text', text: '', index });
    slots.push({ kind: 'chip', binding, index });
    open = false;
  });
  if (!open) slots.push({ kind: 'text', text: '', index: parts.length });
  return slots;
}

function literalText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The parts with neighbouring texts joined and empty ones left out. */
export function tidyParts(parts: readonly Binding[]): readonly Binding[] {
  const out: Binding[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind === 'literal' && literalText(part.value) === '') continue;
    if (part.kind === 'literal' && last?.kind === 'literal') out[out.length - 1] = { kind: 'literal', value: literalText(last.value) + literalText(part.value) };
    else out.push(part.kind === 'literal' ? { kind: 'literal', value: literalText(part.value) } : part);
  }
  return out;
}

/** The parts after typing in a text slot. */
export function withText(parts: readonly Binding[], slot: TextSlot, text: string): readonly Binding[] {
  const here = parts[slot.index];
  const replaced = here?.kind === 'literal' && slot.kind === 'text';
  const next: Binding = { kind: 'literal', value: text };
  return tidyParts(replaced ? parts.map((p, i) => (i === slot.index ? next : p)) : [...parts.slice(0, slot.index), next, ...parts.slice(slot.index)]);
}

/** The parts with a chip put into a text at a place between its characters. */
export function withChip(parts: readonly Binding[], slot: TextSlot, caret: number, chip: Binding): readonly Binding[] {
  const here = parts[slot.index];
  if (slot.kind !== 'text' || here?.kind !== 'literal') return tidyParts([...parts.slice(0, slot.index), chip, ...parts.slice(slot.index)]);
  const before: Binding = { kind: 'literal', value: slot.text.slice(0, caret) };
  const after: Binding = { kind: 'literal', value: slot.text.slice(caret) };
  return tidyParts([...parts.slice(0, slot.index), before, chip, after, ...parts.slice(slot.index + 1)]);
}

export function withoutPart(parts: readonly Binding[], index: number): readonly Binding[] {
  return tidyParts(parts.filter((_, i) => i !== index));
}

/** A value made a joined text: a literal becomes its text, a chip its only part. */
export function asText(value: Json | undefined): Json {
  if (value === undefined) return { $text: [] };
  const binding = readBinding(value);
  if (binding.kind === 'text') return value;
  if (binding.kind === 'literal') return { $text: literalText(binding.value) === '' ? [] : [literalText(binding.value)] };
  // Only what can stand in a text: a list or an object as a whole cannot.
  return { $text: binding.kind === 'object' || binding.kind === 'list' || binding.kind === 'malformed' ? [] : [writeBinding(binding)] };
}

export function textJson(parts: readonly Binding[]): Json {
  return { $text: parts.map(writeBinding) };
}
