import { Position, type Edge, type Node, type NodeHandle } from '@xyflow/react';
import type { Point, Scene, SceneEdge, SceneNode, Side, StepView } from './scene/types.ts';

/** The scene as React Flow wants it. Sizes and handles are given, so that nothing is measured. */
export type FlowNode = Node<{ readonly view: StepView }>;
export type FlowEdge = Edge<{ readonly wire: SceneEdge; readonly name: string }>;

const POSITION: Readonly<Record<Side, Position>> = { top: Position.Top, bottom: Position.Bottom, left: Position.Left, right: Position.Right };
const nodeOf = new WeakMap<SceneNode, Map<string, FlowNode>>();
const edgeOf = new WeakMap<SceneEdge, FlowEdge>();

/**
 * React Flow's nodes of a scene; a scene node that is kept gives the same object again. Ends of lines that are gone stay on
 * the nodes that had them in `before`: React Flow takes new nodes before new edges, and an edge of before must find its ends
 * in between.
 */
export function flowNodes(scene: Scene, before: readonly FlowNode[] = []): FlowNode[] {
  const handles = handlesByNode(scene);
  for (const n of before) if (scene.byId.has(n.id)) keepEnds(handles, n);
  return scene.nodes.map((n) => {
    const own = [...(handles.get(n.id)?.values() ?? [])];
    const key = own.map((h) => `${h.type}${h.id}${h.position}${h.x},${h.y}`).join(' ');
    const known = nodeOf.get(n)?.get(key);
    if (known) return known;
    const made: FlowNode = {
      id: n.id, type: n.type, position: n.at, width: n.w, height: n.h, measured: { width: n.w, height: n.h }, handles: own, data: { view: n.view },
      ...(n.parent === null ? {} : { parentId: n.parent }),
      ...(n.type === 'rail' ? { draggable: false, selectable: false, focusable: false } : {}),
      ...(n.type === 'container' ? { dragHandle: 'header', zIndex: 0 } : {}),
    };
    nodeOf.set(n, new Map([[key, made]]));
    return made;
  });
}

export function flowEdges(scene: Scene): FlowEdge[] {
  return scene.edges.map((wire) => {
    const name = `${wire.name}: ${scene.byId.get(wire.source)?.view.name ?? ''} to ${scene.byId.get(wire.target)?.view.name ?? ''}`;
    const known = edgeOf.get(wire);
    if (known?.ariaLabel === name) return known;
    const made: FlowEdge = { id: wire.id, type: 'wire', source: wire.source, sourceHandle: wire.sourceHandle, target: wire.target, targetHandle: wire.targetHandle, data: { wire, name }, ariaLabel: name, focusable: false, reconnectable: false };
    edgeOf.set(wire, made);
    return made;
  });
}

/** Handles are the ends of lines, relative to their node. */
function handlesByNode(scene: Scene): Map<string, Map<string, NodeHandle>> {
  const found = new Map<string, Map<string, NodeHandle>>();
  const add = (node: string, id: string, type: 'source' | 'target', at: Point, side: Side): void => {
    const corner = scene.corner.get(node) ?? { x: 0, y: 0 };
    const those = found.get(node) ?? new Map<string, NodeHandle>();
    those.set(`${type}${id}`, { id, type, position: POSITION[side], x: at.x - corner.x, y: at.y - corner.y, width: 0, height: 0 });
    found.set(node, those);
  };
  for (const e of scene.edges) {
    add(e.source, e.sourceHandle, 'source', e.from, e.fromSide);
    add(e.target, e.targetHandle, 'target', e.to, e.toSide);
  }
  return found;
}

function keepEnds(handles: Map<string, Map<string, NodeHandle>>, { id, handles: earlier = [] }: FlowNode): void {
  if (earlier.length === 0) return;
  const those = handles.get(id) ?? new Map<string, NodeHandle>();
  for (const h of earlier) if (!those.has(`${h.type}${h.id}`)) those.set(`${h.type}${h.id}`, h);
  handles.set(id, those);
}
