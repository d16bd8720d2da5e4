import { isList, isObject, type Json } from '../../../core/base/json.ts';
import { readBinding } from '../../../core/model/binding.ts';
import type { Language } from '../../../core/model/pipeline.ts';

export const COMPARATORS = [
  ['==', '='],
  ['!=', '≠'],
  ['<', '<'],
  ['<=', '≤'],
  ['>', '>'],
  ['>=', '≥'],
  ['matches', 'matches'],
] as const;

export type Condition =
  | { readonly kind: 'compare'; readonly of: readonly [Json, string, Json] }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Json[] }
  | { readonly kind: 'not' | 'exists'; readonly of: Json }
  | { readonly kind: 'expression'; readonly language: Language; readonly code: string }
  | { readonly kind: 'unreadable' };
export type ConditionKind = Exclude<Condition['kind'], 'unreadable'>;

/** The condition of a way (formats.md 1, "Edges"). */
export function readCondition(when: Json): Condition {
  if (!isObject(when)) return { kind: 'unreadable' };
  const compare = when['$compare'];
  if (isList(compare) && compare.length === 3 && typeof compare[1] === 'string') return { kind: 'compare', of: [compare[0] ?? null, compare[1], compare[2] ?? null] };
  if (isList(when['$all'])) return { kind: 'all', of: when['$all'] };
  if (isList(when['$any'])) return { kind: 'any', of: when['$any'] };
  if ('$not' in when) return { kind: 'not', of: when['$not'] ?? null };
  if ('$exists' in when) return { kind: 'exists', of: when['$exists'] ?? null };
  const expression = readBinding(when);
  if (expression.kind === 'expression') return expression;
  return { kind: 'unreadable' };
}

export function kindOf(condition: Condition): ConditionKind {
  return condition.kind === 'unreadable' ? 'compare' : condition.kind;
}

const EMPTY: Json = { $compare: [null, '==', null] };

/** Another kind of condition that keeps what can be kept: a comparison put into a group is its first member. */
export function changeKind(when: Json, to: ConditionKind, language: Language): Json {
  const now = readCondition(when);
  const first = now.kind === 'all' || now.kind === 'any' ? now.of[0] : now.kind === 'not' ? now.of : now.kind === 'unreadable' ? undefined : when;
  switch (to) {
    case 'all':
    case 'any':
      return { [`$${to}`]: now.kind === 'all' || now.kind === 'any' ? now.of : [first ?? EMPTY, EMPTY] };
    case 'not':
      return { $not: now.kind === 'not' ? now.of : now.kind === 'unreadable' ? EMPTY : when };
    case 'exists': {
      const inner = first === undefined ? undefined : readCondition(first);
      return { $exists: inner?.kind === 'compare' ? inner.of[0] : inner?.kind === 'exists' ? inner.of : null };
    }
    case 'expression':
      return { $expression: { language, code: '' } };
    case 'compare': {
      const inner = first === undefined ? undefined : readCondition(first);
      if (inner?.kind === 'compare') return first as Json;
      return inner?.kind === 'exists' ? { $compare: [inner.of, '==', null] } : EMPTY;
    }
  }
}
