import { describe, expect, it } from 'vitest';
import type { Json } from '../../../core/base/json.ts';
import { changeKind, readCondition, type ConditionKind } from './condition.ts';

const compare: Json = { $compare: [{ $output: 'evaluate/auc' }, '>=', { $param: 'MinAuc' }] };

describe('conditions of a Choice', () => {
  it('keep their comparison when they are put into a group and taken out again', () => {
    for (const kind of ['all', 'any', 'not'] as const) {
      const grouped = changeKind(compare, kind, 'jsonata');
      expect(readCondition(grouped).kind).toBe(kind);
      expect(changeKind(grouped, 'compare', 'jsonata')).toEqual(compare);
    }
  });

  it('keep all members between all of and any of, and the left side for "is there"', () => {
    expect(changeKind({ $all: [compare, { $exists: { $param: 'X' } }] }, 'any', 'jsonata')).toEqual({ $any: [compare, { $exists: { $param: 'X' } }] });
    expect(changeKind(compare, 'exists', 'jsonata')).toEqual({ $exists: { $output: 'evaluate/auc' } });
  });

  it('read whatever stands there and can always be begun anew', () => {
    const kinds: readonly ConditionKind[] = ['compare', 'all', 'any', 'not', 'exists', 'expression'];
    for (const odd of [null, 3, 'x', [], {}, { $compare: [1] }, { $all: 3 }, { $param: 'P' }] as Json[]) {
      expect(readCondition(odd).kind).toBe('unreadable');
      for (const kind of kinds) expect(readCondition(changeKind(odd, kind, 'jsonpath')).kind).toBe(kind);
    }
  });
});
