import { isList, isObject, type Json } from '../../../core/base/json.ts';
import type { Shape } from '../../../core/catalog/shape.ts';
import { isBoundWhole, type FieldNode } from '../form/fieldNode.ts';

/** How a field is drawn: as one control, or as what it is made of. A value of the wrong kind stays one control, so that it can be mended. */
export function formOf(node: FieldNode): 'leaf' | 'structure' | 'list' | 'map' {
  if (isBoundWhole(node)) return 'leaf';
  const { shape, value } = node;
  switch (shape?.type) {
    case 'structure':
      return value === undefined || isObject(value) ? 'structure' : 'leaf';
    case 'list':
      return value === undefined || isList(value) ? 'list' : 'leaf';
    case 'map':
      return value === undefined || isObject(value) ? 'map' : 'leaf';
    case undefined:
    case 'document':
      return isList(value) ? 'list' : isObject(value) ? 'map' : 'leaf';
    default:
      return 'leaf';
  }
}

/** The value of a field that has just been added: what can be filled in. */
export function emptyOf(shape: Shape | undefined): Json {
  switch (shape?.type) {
    case 'structure':
    case 'map':
      return {};
    case 'list':
      return [];
    default:
      return '';
  }
}
