import { isList, isObject, jsonEqual, type Json, type JsonObject } from '../../core/base/json.ts';
import type { Catalog } from '../../core/catalog/kind.ts';
import { looksLikeBinding } from '../../core/model/binding.ts';
import { isMap, isParallel, type Pipeline, type Step } from '../../core/model/pipeline.ts';
import { catalogPorts } from './drafts.ts';

/** Fields of a step whose values the drawing shows nothing of: what is typed there draws nothing anew. */
const UNSEEN = new Set(['notes', 'estimateSeconds', 'measured']);
/** Fields of which it shows what is bound, and not what a literal says. */
const LITERALS_UNSEEN = new Set(['arguments', 'retry', 'timeoutSeconds', 'heartbeatSeconds']);

/**
 * Do two pipelines certainly have the same scene? Asked at every letter that is typed in a field, where building the scene of 1 000
 * steps would take several frames. False where it is not sure.
 */
export function sameDrawing(before: Pipeline, after: Pipeline, catalog: Catalog): boolean {
  if (before === after) return true;
  return before.layout === after.layout && before.onFailure === after.onFailure && before.parameters === after.parameters && sameSteps(before.steps, after.steps, catalog);
}

type Steps = Pipeline['steps'];

function sameSteps(before: Steps, after: Steps, catalog: Catalog): boolean {
  if (before === after) return true;
  const ids = Object.keys(after);
  const earlier = Object.keys(before);
  return ids.length === earlier.length && ids.every((id, i) => id === earlier[i] && sameStep(before[id] as Step, after[id] as Step, catalog));
}

function sameStep(before: Step, after: Step, catalog: Catalog): boolean {
  if (before === after) return true;
  const [a, b] = [before as unknown as JsonObject, after as unknown as JsonObject];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (a[key] === b[key] || UNSEEN.has(key)) continue;
    if (key === 'steps' && isMap(before) && isMap(after)) {
      if (!sameSteps(before.steps, after.steps, catalog)) return false;
    } else if (key === 'branches' && isParallel(before) && isParallel(after)) {
      const earlier = before.branches;
      if (earlier.length !== after.branches.length || !after.branches.every((branch, i) => branch.id === earlier[i]?.id && sameSteps(earlier[i].steps, branch.steps, catalog))) return false;
    } else if (!(LITERALS_UNSEEN.has(key) ? sameBindings(a[key], b[key]) : jsonEqual(a[key], b[key]))) return false;
  }
  // Names of elements (a channel, an output) are literals that name ports.
  return jsonEqual(portsOf(catalog, before), portsOf(catalog, after));
}

function portsOf(catalog: Catalog, step: Step): Json {
  return [...catalogPorts(catalog, step).values()] as unknown as Json;
}

/** The same lists, keys and bindings; texts and numbers that stand there as such may differ. */
function sameBindings(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((x, i) => sameBindings(x, b[i]));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    const others = Object.keys(b);
    if (keys.length !== others.length || keys.some((k, i) => k !== others[i])) return false;
    if ((looksLikeBinding(a) || looksLikeBinding(b)) && !['$text', '$literal', '$expression'].includes(keys[0] ?? '')) return jsonEqual(a, b);
    return keys.every((k) => sameBindings(a[k], b[k]));
  }
  return typeof a !== 'object' && typeof b !== 'object' && a !== undefined && b !== undefined;
}
