import { isList, isObject, type Json } from '../../../core/base/json.ts';
import { childrenOf, elementNode, isBoundWhole, isComposite, type FieldNode, type FormSource } from './fieldNode.ts';
import { dottedPath } from './labels.ts';

/** AWS's requests nest at most this deep in what people use; shapes that hold themselves end here too. */
const DEEPEST = 9;

/**
 * Every leaf of a request, set or not, outer before inner. Lists and maps give the elements that they have, and a list
 * one more, so that any leaf can be found and filled.
 */
export function* leavesBelow(source: FormSource, node: FieldNode, depth = 0, within: readonly string[] = []): Generator<FieldNode> {
  if (!isComposite(node) || isBoundWhole(node) || depth >= DEEPEST) {
    yield node;
    return;
  }
  // A shape that holds itself is followed as far as there are values.
  if (node.shapeName !== undefined && node.value === undefined && within.includes(node.shapeName)) return;
  const inside = node.shapeName === undefined ? within : [...within, node.shapeName];
  if (node.shape?.type === 'map') {
    yield node;
    for (const c of childrenOf(source, node)) yield* leavesBelow(source, c, depth + 1, inside);
    return;
  }
  for (const c of childrenOf(source, node)) yield* leavesBelow(source, c, depth + 1, inside);
  if (node.shape?.type === 'list') yield* leavesBelow(source, elementNode(source, node, isList(node.value) ? node.value.length : 0), depth + 1, inside);
}

export interface Found {
  readonly nodes: readonly FieldNode[];
  readonly total: number;
}

/** Leaves whose label, path, documentation or value (names of parameters in it too) contain every word of the query. Best first. */
export function searchFields(source: FormSource, root: FieldNode, query: string, limit: number): Found {
  const words = query.toLowerCase().split(/\s+/).filter((w) => w !== '');
  const scored: { node: FieldNode; score: number }[] = [];
  let whole = '';
  for (const node of leavesBelow(source, root)) {
    // A map that is found by its name shows its entries itself; else the entries that match stand alone.
    if (whole !== '' && node.pointer.startsWith(whole)) continue;
    const score = scoreOf(node.shape?.type === 'map' && isObject(node.value) && !isBoundWhole(node) ? { ...node, value: undefined } : node, words);
    if (score === 0) continue;
    if (node.shape?.type === 'map') whole = `${node.pointer}/`;
    scored.push({ node, score });
  }
  scored.sort((a, b) => b.score - a.score);
  return { nodes: scored.slice(0, limit).map((s) => s.node), total: scored.length };
}

function scoreOf(node: FieldNode, words: readonly string[]): number {
  if (words.length === 0) return 0;
  const label = node.label.toLowerCase();
  const name = node.name.toLowerCase();
  const path = dottedPath(node.pointer).toLowerCase();
  const value = node.value === undefined ? '' : textOf(node.value).toLowerCase();
  const doc = node.doc?.toLowerCase() ?? '';
  let score = 0;
  for (const w of words) {
    const one = (name === w || label === w ? 12 : 0) + (name.startsWith(w) || label.startsWith(w) ? 6 : 0) + (name.includes(w) || label.includes(w) ? 4 : 0) + (value.includes(w) ? 3 : 0) + (path.includes(w) ? 2 : 0) + (doc.includes(w) ? 1 : 0);
    if (one === 0) return 0;
    score += one;
  }
  return score + (node.value === undefined ? 0 : 2) + (node.required ? 1 : 0) - node.pointer.split('/').length * 0.1;
}

/** Everything readable in a value: keys, texts, names of parameters and steps. */
export function textOf(value: Json): string {
  if (isList(value)) return value.map(textOf).join(' ');
  if (isObject(value)) return Object.entries(value).map(([k, v]) => `${k} ${textOf(v)}`).join(' ');
  return String(value);
}
