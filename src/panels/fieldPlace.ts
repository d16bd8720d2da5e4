import { isObject, type Json } from '../core/base/json.ts';
import { pointerTokens, type Pointer } from '../core/base/pointer.ts';
import { kindNamed } from '../core/catalog/kinds/index.ts';
import { fieldLabel } from '../core/edit/parameters.ts';
import type { ParameterUse } from '../core/model/parameterUses.ts';
import type { Pipeline, StepId } from '../core/model/pipeline.ts';
import { allSteps } from '../core/model/scopes.ts';
import { labelOf } from './inspector/form/labels.ts';

/** The fields that list elements are keyed by (formats.md 1, "Ports"). */
const ELEMENT_NAMES = ['OutputName', 'ChannelName', 'InputName', 'VariantName'];
/** A member of a request; what else stands in a pointer is a key that somebody typed. */
const MEMBER = /^[A-Z][A-Za-z0-9]*$/;

/**
 * What a field is called wherever it is spoken of, in the words of the inspector: `Train XGBoost › Volume size`,
 * `Preprocess › census › S3 URI`, `Train XGBoost › max_depth`. `field` is a pointer below the step; what lies inside a
 * binding's own syntax does not count.
 */
export function fieldPlace(pipeline: Pipeline, id: StepId, field: Pointer): string {
  const step = allSteps(pipeline).get(id)?.step;
  const tokens = pointerTokens(field);
  const operator = tokens.findIndex((t) => t.startsWith('$'));
  const path = operator < 0 ? tokens : tokens.slice(0, operator);
  const name = step?.name ?? id;
  const last = path.findLast((t) => !/^\d+$/.test(t));
  if (!step || last === undefined || (last === 'arguments' && path.length === 1)) return name;
  const below = path.map((t) => `/${t.replaceAll('~', '~0').replaceAll('/', '~1')}`).slice(1).join('');
  const port = kindNamed(step.kind)?.inputs(step).find((p) => p.template === undefined && p.pointer === below);
  const label = port?.label ?? (MEMBER.test(last) || path.length === 1 ? labelOf(last).label : last);
  const element = elementName(step as unknown as Json, path);
  return [name, ...(element === undefined || element === label ? [] : [element]), label].join(' › ');
}

/** The same for a use of a parameter, which may also be in the settings of the pipeline. */
export function placeOfUse(pipeline: Pipeline, use: ParameterUse): string {
  return use.step === undefined ? fieldLabel(pipeline, use) : fieldPlace(pipeline, use.step, use.pointer);
}

/** The name of the innermost named element of a list that a path goes through. */
function elementName(root: Json, path: readonly string[]): string | undefined {
  let at: Json | undefined = root;
  let found: string | undefined;
  for (const token of path) {
    at = Array.isArray(at) || isObject(at) ? (at as Readonly<Record<string, Json>>)[token] : undefined;
    if (at !== undefined && /^\d+$/.test(token)) found = nameOfElement(at) ?? found;
  }
  return found;
}

/** How a person calls an element of a list: channels, inputs, outputs and variants have names. */
export function nameOfElement(element: Json): string | undefined {
  if (!isObject(element)) return undefined;
  return ELEMENT_NAMES.map((field) => element[field]).find((name): name is string => typeof name === 'string');
}
