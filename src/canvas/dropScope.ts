import { moveToScope } from '../core/edit/scopeMoves.ts';
import { moveSteps } from '../core/edit/steps.ts';
import { nameOf, placesOf, type ScopeRef } from '../core/edit/tree.ts';
import type { Edit } from '../core/edit/types.ts';
import type { Pipeline, StepId } from '../core/model/pipeline.ts';
import type { Point, Scene } from './scene/types.ts';
import { containerAt, laneAt } from './useAdding.ts';
import { inOrder, type NamedEdit } from './wire/drop.ts';

/** Where dragged steps would go if they were let go here: into a container, out of one, or nowhere else (null). */
export interface DropScope {
  readonly container: StepId | null;
  readonly scope: ScopeRef;
}

export function dropScope(scene: Scene, pipeline: Pipeline, entered: readonly StepId[], moved: readonly StepId[], at: Point): DropScope | null {
  const places = placesOf(pipeline);
  const [first] = moved;
  const place = first === undefined ? undefined : places.get(first);
  if (!place) return null;
  const container = containerAt(scene, at, new Set(moved));
  const parent = scene.byId.get(first as StepId)?.parent ?? null;
  const branch = container === null ? undefined : laneAt(scene, container, at);
  const now = place.around.at(-1);
  if (container === parent && (container === null || branch === now?.branch)) return null;
  const path = container === null ? entered : [...(places.get(container)?.around.map((a) => a.id) ?? []), container];
  return { container, scope: { path, ...(branch === undefined ? {} : { branch }) } };
}

/** The last question asked while steps are dragged: it is the same for every move of the pointer within one body. */
let asked: { readonly pipeline: Pipeline; readonly key: string; readonly reason: string | null } | null = null;

/** Why these steps cannot go there; null when they can. */
export function dropReason(pipeline: Pipeline, moved: readonly StepId[], { scope }: DropScope): string | null {
  const key = JSON.stringify([moved, scope]);
  if (asked?.pipeline === pipeline && asked.key === key) return asked.reason;
  const result = moveToScope(moved, scope)(pipeline);
  asked = { pipeline, key, reason: result.ok ? null : result.reason };
  return asked.reason;
}

/** A drag that ends in another scope: the places first, then the move, as one step of the history. */
export function moveInto(pipeline: Pipeline, moved: readonly StepId[], places: Readonly<Record<StepId, readonly number[]>>, drop: DropScope): NamedEdit {
  const what = moved.length === 1 ? nameOf(pipeline, moved[0] as StepId).replace(/[“”]/g, '') : `${moved.length} steps`;
  const where = drop.container === null ? 'out' : `into ${nameOf(pipeline, drop.container).replace(/[“”]/g, '')}`;
  const edit: Edit = inOrder(moveSteps(places), moveToScope(moved, drop.scope));
  return { label: `move ${what} ${where}`, edit };
}
