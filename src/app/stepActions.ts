import { copySteps as clipOf, duplicateSteps as duplicated, newSteps, pasteSteps as pasted } from '../core/edit/clipboard.ts';
import { removeBranch, removeCatch, removeOrder, setWay } from '../core/edit/flow.ts';
import { wrapInMap, wrapInParallel } from '../core/edit/scopeMoves.ts';
import { ungroup } from '../core/edit/ungroup.ts';
import { removeSteps } from '../core/edit/steps.ts';
import { placesOf, scopeRefOf, stepOf, stepsIn, type ScopeRef } from '../core/edit/tree.ts';
import type { Edit } from '../core/edit/types.ts';
import { disconnect, disconnectOne } from '../core/edit/wires.ts';
import { serializePipeline } from '../core/file/serialize.ts';
import { edgesOf, type Edge } from '../core/model/edges.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { App } from '../store/react.tsx';
import type { AppState } from '../store/types.ts';

/** "Train XGBoost" or "3 steps", for the labels of undo. */
function selectionName(s: AppState): string {
  const [id] = s.selection.steps;
  return s.selection.steps.length === 1 && id !== undefined ? (stepOf(s.document.pipeline, id)?.name ?? id) : `${s.selection.steps.length} steps`;
}

/** Deletes the selected edge, or the selected steps; with `keepFlow` what waited for them waits for what they waited for. */
export function removeSelection({ store }: App, keepFlow: boolean): void {
  const s = store.getState();
  if (s.selection.edges.length > 0) {
    const edges = edgesOf(s.document.pipeline).filter((e) => s.selection.edges.includes(e.id));
    const first = edges[0];
    if (first && s.edit(`delete ${edgeWord(first)}`, (p) => [...edges].reverse().reduce<ReturnType<Edit>>((r, e) => (r.ok ? removeEdge(e)(r.pipeline) : r), { ok: true, pipeline: p })).ok) {
      s.selectEdges([]);
      s.notify(`Deleted ${edgeWord(first)}`, { undoable: true });
    }
    return;
  }
  const name = selectionName(s);
  if (s.edit(`delete ${name}`, removeSteps(s.selection.steps, { keepFlow })).ok) s.notify(`Deleted ${name}`, { undoable: true });
}

function edgeWord(edge: Edge): string {
  return edge.kind === 'data' ? 'wire' : edge.kind === 'order' ? 'order edge' : edge.kind === 'way' ? 'way' : 'failure edge';
}

function removeEdge(edge: Edge): Edit {
  switch (edge.kind) {
    case 'data':
      return edge.choiceOf === undefined ? disconnect(edge.to, edge.pointer) : disconnectOne(edge.to, edge.pointer, edge.choiceOf);
    case 'order':
      return removeOrder(edge.from, edge.to);
    case 'catch':
      return removeCatch(edge.from, edge.index);
    case 'way':
      return edge.way === 'otherwise' ? setWay(edge.from, 'otherwise', undefined) : removeBranch(edge.from, edge.way);
  }
}

/** What was copied last in this tab, for browsers that do not let a page read the clipboard. */
let lastCopied: string | null = null;

/** The clipboard holds a pipeline file of the copied steps: it can be pasted into another tab, or into an editor. */
export async function copySteps({ store, platform }: App): Promise<void> {
  const s = store.getState();
  lastCopied = serializePipeline(clipOf(s.document.pipeline, s.selection.steps));
  await platform.clipboard.write(lastCopied).catch(() => undefined);
}

export async function pasteSteps({ store, platform }: App): Promise<void> {
  const text = (await platform.clipboard.read().catch(() => null)) || lastCopied;
  const { parsePipeline } = await import('../core/file/parse.ts');
  const s = store.getState();
  const clip = text === null ? null : parsePipeline(text);
  if (!clip?.ok || Object.keys(clip.pipeline.steps).length === 0) return s.notify('The clipboard holds no steps. Copy some first.', { kind: 'error' });
  const count = Object.keys(clip.pipeline.steps).length;
  applyAndSelect(store.getState(), `paste ${count === 1 ? '1 step' : `${count} steps`}`, pasted(clip.pipeline, { scope: scopeOf(s) }));
}

export function duplicateSteps({ store }: App): void {
  const s = store.getState();
  applyAndSelect(s, `duplicate ${selectionName(s)}`, duplicated(s.selection.steps));
}

export function group({ store }: App, into: 'Map' | 'Parallel'): void {
  const s = store.getState();
  applyAndSelect(s, `group ${selectionName(s)} into a ${into}`, into === 'Map' ? wrapInMap(s.selection.steps) : wrapInParallel(s.selection.steps));
}

/** Takes the selected container away; what was inside is selected. */
export function ungroupSelected({ store }: App): void {
  const s = store.getState();
  const [id] = s.selection.steps;
  if (id === undefined) return;
  const inside = [...placesOf(s.document.pipeline)].filter(([, p]) => p.around.at(-1)?.id === id).map(([step]) => step);
  if (s.edit(`ungroup ${selectionName(s)}`, ungroup(id)).ok) s.select(inside);
}

function applyAndSelect(s: AppState, label: string, edit: Edit): void {
  const before: Pipeline = s.document.pipeline;
  const result = s.edit(label, edit);
  if (result.ok) s.select(newSteps(before, result.pipeline));
}

/** All steps of the scope that is shown. */
export function selectAll({ store }: App): void {
  const s = store.getState();
  const scope = s.selection.scope;
  const last = scope.at(-1);
  const inside = [...placesOf(s.document.pipeline)].filter(([, p]) => p.around.at(-1)?.id === last).map(([id]) => id);
  s.select(last === undefined ? Object.keys(s.document.pipeline.steps) : inside);
}

/** Where a paste goes: beside the selected step, else into the scope that is shown. */
function scopeOf(s: AppState): ScopeRef {
  const [id] = s.selection.steps;
  const place = id === undefined ? undefined : placesOf(s.document.pipeline).get(id);
  const scope = place ? scopeRefOf(place) : { path: s.selection.scope };
  return stepsIn(s.document.pipeline, scope) ? scope : { path: s.selection.scope };
}
