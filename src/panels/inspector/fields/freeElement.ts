import { isList, isObject, type Json, type JsonObject } from '../../../core/base/json.ts';
import { valueAt } from '../../../core/base/pointer.ts';
import { namedElement } from '../../../core/catalog/elements.ts';
import { firstFree } from '../../../core/edit/names.ts';
import { elementName, NAME_FIELDS, type FieldNode, type FormSource } from '../form/fieldNode.ts';

/**
 * The element that a list's port says a wire would append, or the kind puts into a new step, with a name that no other has;
 * undefined for a list of which neither is known.
 */
export function freeElement(source: FormSource, list: FieldNode, elements: readonly Json[]): Json | undefined {
  const below = list.pointer.slice('/arguments'.length);
  const port = source.inputs.find((p) => p.template?.list === below)?.template?.element;
  const template = port ?? firstOf(valueAt(source.template, below));
  const shape = list.shape?.type === 'list' ? source.named(list.shape.member) : undefined;
  const nameField = NAME_FIELDS.find((f) => (template ? f in template : shape?.type === 'structure' && f in shape.members && (shape.required ?? []).includes(f) && f.endsWith('Name')));
  if (!template && nameField === undefined) return undefined;
  if (nameField === undefined) return template;
  const taken = new Set(elements.map(elementName));
  const proposed = port?.[nameField];
  const base = typeof proposed === 'string' && proposed !== '' ? proposed : nameField.replace(/Name$/, '').toLowerCase();
  const name = firstFree((n) => (n === 1 ? base : `${base}-${n}`), (candidate) => taken.has(candidate));
  return namedElement(template ?? {}, nameField, name);
}

function firstOf(list: Json | undefined): JsonObject | undefined {
  const first = isList(list) ? list[0] : undefined;
  return isObject(first) ? first : undefined;
}
