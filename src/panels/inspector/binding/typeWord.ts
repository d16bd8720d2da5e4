import { parameterTypeFor } from './fit.ts';
import type { Slot } from './slot.ts';

/** The type as it stands beside the label: of the port if there is one, else of the shape. */
export function typeWord(slot: Pick<Slot, 'type' | 'list' | 'shape' | 'target'>): string {
  if (slot.type) return slot.list ? `list of ${slot.type}` : slot.type;
  const { shape } = slot;
  if (!shape || shape.type === 'document') return 'json';
  if (shape.type === 'string') return parameterTypeFor(shape, slot.target.pointer.split('/').at(-1) ?? '', undefined);
  return shape.type === 'structure' ? 'object' : shape.type;
}
