import type { Kind } from '../core/catalog/kind.ts';

/** Class of a step's tile: the family of what it makes; grey for flow, red for Fail (looks.md 5). */
export function familyClass(kind: Kind | undefined): string {
  if (!kind) return 'value flow';
  if (kind.id === 'fail') return 'value stop';
  return kind.group === 'Flow' ? 'value flow' : kind.family;
}
