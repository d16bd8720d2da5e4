import { useReactFlow } from '@xyflow/react';
import { useCallback, useMemo, type DragEvent, type RefObject } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { freeStepId, freeStepName } from '../core/edit/names.ts';
import { addStep } from '../core/edit/steps.ts';
import { placesOf, scopeRefOf, type ScopeRef } from '../core/edit/tree.ts';
import type { StepId } from '../core/model/pipeline.ts';
import { useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import { KIND_MIME } from '../ui/dragKind.ts';
import type { Gesture } from './gesture.ts';
import { BODY_SIDE, BODY_TOP, GAP_ALONG, HEAD, LANE_GAP, NODE_H, NODE_W } from './scene/sizes.ts';
import type { ContainerView, Point, Rect, Scene } from './scene/types.ts';

/** Where a new step goes: its scope, and its place from the corner of that. */
export interface Spot {
  readonly scope: ScopeRef;
  readonly at: Point;
}

/** Adding steps: dropped from the palette, or by Enter, click and command below the selection. */
export function useAdding(scene: RefObject<Scene>, gesture: StoreApi<Gesture>) {
  const { store, signals } = useCauce();
  const flow = useReactFlow();

  /** `by` pointer: the person sees where it went, so the drawing stays where it is. */
  const add = useCallback((kindId: string, at: Point, scope: ScopeRef, by: 'pointer' | 'command'): void => {
    const { document, compiled, edit, select } = store.getState();
    const kind = compiled.catalog.kind(kindId);
    if (!kind) return;
    const name = freeStepName(document.pipeline, kind.label);
    const id = freeStepId(document.pipeline, name);
    if (edit(`add ${name}`, addStep({ kind: kindId, id, name, at: [Math.round(at.x), Math.round(at.y)], scope }, compiled.catalog)).ok) {
      select([id]);
      if (by === 'command') requestAnimationFrame(() => signals.emit('reveal', { step: id }));
    }
  }, [store, signals]);

  useSignal('addStep', ({ kind }) => {
    const { selection, document } = store.getState();
    const last = selection.steps.at(-1);
    const place = last === undefined ? undefined : placesOf(document.pipeline).get(last);
    const scope = place ? scopeRefOf(place) : scopeOfView(selection.scope);
    const node = last === undefined ? undefined : scene.current.byId.get(last);
    const bounds = flow.screenToFlowPosition(middleOfCanvas());
    const wanted = node ? { x: node.at.x + (node.w - NODE_W) / 2, y: node.at.y + node.h + GAP_ALONG } : { x: bounds.x - NODE_W / 2, y: bounds.y - NODE_H / 2 };
    add(kind, freePlace(wanted, siblings(scene.current, node?.parent ?? null)), scope, 'command');
  });

  /** The scope at a point of the drawing: the body, or branch, of the container there. */
  const scopeAt = useCallback((at: Point): { readonly into: StepId | null; readonly scope: ScopeRef; readonly corner: Point } => {
    const into = containerAt(scene.current, at);
    if (into === null) return { into, scope: scopeOfView(store.getState().selection.scope), corner: { x: 0, y: 0 } };
    const lane = laneAt(scene.current, into, at);
    const path = [...(placesOf(store.getState().document.pipeline).get(into)?.around.map((a) => a.id) ?? []), into];
    return { into, scope: { path, ...(lane === undefined ? {} : { branch: lane }) }, corner: scene.current.corner.get(into) ?? { x: 0, y: 0 } };
  }, [scene, store]);

  /** A dropped wire's end as the place of the new step: under the pointer, in line with the step it comes from if it nearly is. */
  const spotAt = useCallback((at: Point, from: StepId): Spot => {
    const { into, scope, corner } = scopeAt(at);
    const x = at.x - NODE_W / 2;
    const line = scene.current.corner.get(from)?.x;
    const place = { x: (line !== undefined && Math.abs(line - x) < 40 ? line : x) - corner.x, y: at.y - corner.y };
    return { scope, at: into === null ? place : clear(place, lanesOf(scene.current, into), scope.branch) };
  }, [scene, scopeAt]);

  /** The container that the dragged kind would go into. */
  const light = useCallback((dropInto: StepId | null): void => {
    if (gesture.getState().dropInto !== dropInto) gesture.setState({ dropInto });
  }, [gesture]);

  const dropHandlers = useMemo(() => ({
    onDragOver(event: DragEvent): void {
      if (!event.dataTransfer.types.includes(KIND_MIME)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      light(containerAt(scene.current, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })));
    },
    onDragLeave(event: DragEvent): void {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) light(null);
    },
    onDrop(event: DragEvent): void {
      const kind = event.dataTransfer.getData(KIND_MIME);
      if (kind === '') return;
      event.preventDefault();
      light(null);
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const { into, scope, corner } = scopeAt(at);
      const place = { x: at.x - corner.x - NODE_W / 2, y: at.y - corner.y - NODE_H / 2 };
      add(kind, into === null ? place : clear(place, lanesOf(scene.current, into), scope.branch), scope, 'pointer');
      requestAnimationFrame(() => signals.emit('focusCanvas'));
    },
  }), [flow, scene, scopeAt, add, light, signals]);

  return { dropHandlers, spotAt };
}

/** Clear of the head and the walls of a container, and of the lanes beside the one it goes into. */
export function clear(place: Point, lanes: readonly Lane[] = [], branch?: string): Point {
  const i = lanes.findIndex((l) => l.branch === branch);
  const lane = lanes[i];
  const left = i > 0 && lane ? lane.x + LANE_GAP / 2 : BODY_SIDE;
  const right = lane && i < lanes.length - 1 ? Math.max(left, lane.x + lane.w - LANE_GAP / 2 - NODE_W) : Infinity;
  return { x: Math.min(right, Math.max(left, place.x)), y: Math.max(HEAD + BODY_TOP, place.y) };
}
type Lane = ContainerView['lanes'][number];

function lanesOf(scene: Scene, id: StepId): readonly Lane[] {
  return scene.byId.get(id)?.view.container?.lanes ?? [];
}

function scopeOfView(path: readonly StepId[]): ScopeRef {
  return { path };
}

/** The innermost expanded container whose body is at a point; not one of those left out, nor what is inside them. */
export function containerAt(scene: Scene, at: Point, except: ReadonlySet<StepId> = new Set()): StepId | null {
  let found: StepId | null = null;
  const isLeftOut = (id: StepId | null): boolean => id !== null && (except.has(id) || isLeftOut(scene.byId.get(id)?.parent ?? null));
  for (const n of scene.nodes) {
    if (n.type !== 'container' || isLeftOut(n.id)) continue;
    const c = scene.corner.get(n.id) ?? { x: 0, y: 0 };
    if (at.x > c.x && at.x < c.x + n.w && at.y > c.y + HEAD && at.y < c.y + n.h) found = n.id;
  }
  return found;
}

/** The branch of a Parallel whose lane is at a point. */
export function laneAt(scene: Scene, id: StepId, at: Point): string | undefined {
  const x = at.x - (scene.corner.get(id)?.x ?? 0);
  const lanes = lanesOf(scene, id);
  return (lanes.find((l) => x >= l.x && x < l.x + l.w) ?? lanes.at(-1))?.branch;
}

function siblings(scene: Scene, parent: StepId | null): readonly Rect[] {
  return scene.nodes.filter((n) => n.parent === parent).map((n) => ({ x: n.at.x, y: n.at.y, w: n.w, h: n.h }));
}

/** The wanted place, or the first free one to its right, row by row. */
function freePlace(wanted: Point, taken: readonly Rect[]): Point {
  for (let row = 0; row < 40; row++) {
    for (let column = 0; column < 6; column++) {
      const at = { x: wanted.x + column * (NODE_W + 40), y: wanted.y + row * (NODE_H + GAP_ALONG) };
      if (taken.every((r) => at.x + NODE_W + 8 < r.x || at.x > r.x + r.w + 8 || at.y + NODE_H + 8 < r.y || at.y > r.y + r.h + 8)) return at;
    }
  }
  return wanted;
}

function middleOfCanvas(): Point {
  const r = document.querySelector('.board')?.getBoundingClientRect();
  return r ? { x: r.left + r.width / 2, y: r.top + r.height / 3 } : { x: 0, y: 0 };
}
