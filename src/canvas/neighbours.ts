import type { Point, Scene, SceneNode } from './scene/types.ts';

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/** The neighbour in a direction: first among those that an edge joins, else the nearest that lies that way. */
export function neighbour(scene: Scene, from: string, arrow: Arrow): string | null {
  const here = centre(scene, from);
  if (!here) return null;
  const joined = new Set(scene.edges.flatMap((e) => (e.source === from ? [e.target] : e.target === from ? [e.source] : [])));
  const around = new Set(ancestors(scene, from));
  const candidates = scene.nodes.filter((n) => n.type !== 'rail' && n.id !== from && !around.has(n.id));
  const best = (nodes: readonly SceneNode[]): string | null => {
    let found: { id: string; cost: number } | null = null;
    for (const n of nodes) {
      const there = centre(scene, n.id);
      const cost = there ? distance(here, there, arrow) : null;
      if (cost !== null && (found === null || cost < found.cost)) found = { id: n.id, cost };
    }
    return found?.id ?? null;
  };
  return best(candidates.filter((n) => joined.has(n.id))) ?? best(candidates);
}

/** How far in this direction; null when it lies another way. Straight ahead counts more than near. */
function distance(from: Point, to: Point, arrow: Arrow): number | null {
  const upright = arrow === 'ArrowUp' || arrow === 'ArrowDown';
  const sign = arrow === 'ArrowDown' || arrow === 'ArrowRight' ? 1 : -1;
  const ahead = sign * (upright ? to.y - from.y : to.x - from.x);
  const aside = Math.abs(upright ? to.x - from.x : to.y - from.y);
  return ahead < 12 || aside > ahead * 4 + 60 ? null : ahead + aside * 2;
}

/** The containers around a step. */
function ancestors(scene: Scene, id: string): readonly string[] {
  const parent = scene.byId.get(id)?.parent ?? null;
  return parent === null ? [] : [parent, ...ancestors(scene, parent)];
}

function centre(scene: Scene, id: string): Point | null {
  const corner = scene.corner.get(id);
  const node = scene.byId.get(id);
  return corner && node ? { x: corner.x + node.w / 2, y: corner.y + node.h / 2 } : null;
}

/** Steps in the order of the flow. */
export function inFlowOrder(scene: Scene): readonly string[] {
  return scene.nodes.filter((n) => n.type !== 'rail').sort((a, b) => a.view.order - b.view.order).map((n) => n.id);
}
