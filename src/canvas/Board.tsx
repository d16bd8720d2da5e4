import { applyNodeChanges, ReactFlow, SelectionMode, useReactFlow, type NodeChange, type OnNodeDrag, type ReactFlowProps } from '@xyflow/react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { moveSteps } from '../core/edit/steps.ts';
import { useApp, useCauce } from '../store/react.tsx';
import { CanvasContext, type CanvasContextValue } from './context.tsx';
import { Markers, WireEdge } from './edges/WireEdge.tsx';
import { flowEdges, flowNodes, type FlowEdge, type FlowNode } from './flow.ts';
import { createGesture } from './gesture.ts';
import { ContainerNode } from './nodes/ContainerNode.tsx';
import { RailNode } from './nodes/RailNode.tsx';
import { StepNode } from './nodes/StepNode.tsx';
import { nodeActions } from './nodeActions.ts';
import type { Scene } from './scene/types.ts';
import { Tools } from './tools/Tools.tsx';
import { useAdding } from './useAdding.ts';
import { dropReason, dropScope, moveInto } from './dropScope.ts';
import { useDots } from './useDots.ts';
import { useCanvasKeys } from './useCanvasKeys.ts';
import { FarLevel, stepAt } from './FarLevel.tsx';
import { useLevel } from './useLevel.ts';
import { LEAST_ZOOM } from './opening.ts';
import { useViewport } from './useViewport.ts';
import { useScene } from './useScene.ts';
import { useTidy } from './useTidy.ts';
import { useWireRound } from './useWireRound.ts';
import { useWireGesture, type WireQuestion } from './wire/useWireGesture.ts';
import { DropReason, WirePreview } from './wire/WirePreview.tsx';

const ConnectDialog = lazy(() => import('./ConnectDialog.tsx').then((m) => ({ default: m.ConnectDialog })));
const WireMenu = lazy(() => import('./wire/WireMenu.tsx').then((m) => ({ default: m.WireMenu })));

const nodeTypes = { step: StepNode, container: ContainerNode, rail: RailNode };
const edgeTypes = { wire: WireEdge };
/** Below this many nodes drawing only what is visible costs more than it gives. */
const CULL_ABOVE = 300;
const NO_NODES: FlowNode[] = [];
const NO_EDGES: FlowEdge[] = [];

/** What React Flow warns of is a fault of ours. */
function report(_code: string, message: string): void {
  reportError(new Error(message));
}

export function Board() {
  const { store } = useCauce();
  const scene = useScene();
  const sceneRef = useRef<Scene>(scene);
  sceneRef.current = scene;
  const [gesture] = useState(createGesture);
  const flow = useReactFlow();
  const [question, setQuestion] = useState<WireQuestion | null>(null);
  const selected = useApp((s) => s.selection.steps);
  const direction = useApp((s) => s.view.direction);

  const drawn = useRef<FlowNode[]>([]);
  const placed = useMemo(() => (drawn.current = flowNodes(scene, drawn.current)), [scene]);
  const edges = useMemo(() => flowEdges(scene), [scene]);
  // While steps are dragged React Flow's positions are ahead of the document's; a new scene takes over again.
  const [dragged, setDragged] = useState<{ readonly of: FlowNode[]; readonly nodes: FlowNode[] } | null>(null);
  const base = dragged && dragged.of === placed ? dragged.nodes : placed;
  const nodes = useMemo(() => {
    const chosen = new Set(selected);
    return base.map((n) => ((n.selected ?? false) === chosen.has(n.id) ? n : { ...n, selected: chosen.has(n.id) }));
  }, [base, selected]);

  const startWire = useWireGesture(gesture, sceneRef, setQuestion);
  const context = useMemo<CanvasContextValue>(() => ({ gesture, actions: nodeActions(store, gesture, sceneRef, startWire) }), [gesture, store, startWire]);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const moves = changes.filter((c) => c.type === 'position');
    if (moves.length > 0) setDragged((d) => ({ of: placed, nodes: applyNodeChanges(moves, d && d.of === placed ? d.nodes : placed) }));
    const picks = changes.filter((c) => c.type === 'select');
    if (picks.length > 0) {
      const chosen = new Set(store.getState().selection.steps);
      for (const p of picks) if (p.selected) chosen.add(p.id); else chosen.delete(p.id);
      store.getState().select([...chosen]);
    }
  }, [placed, store]);

  const dropAt = useCallback((event: MouseEvent | TouchEvent, moved: readonly FlowNode[]) => {
    const { document: { pipeline }, selection } = store.getState();
    const point = 'clientX' in event ? event : event.changedTouches[0];
    return point ? dropScope(sceneRef.current, pipeline, selection.scope, moved.map((n) => n.id), flow.screenToFlowPosition({ x: point.clientX, y: point.clientY })) : null;
  }, [store, flow]);
  const onNodeDrag: OnNodeDrag<FlowNode> = useCallback((event, __, moved) => {
    const drop = dropAt(event, moved);
    const into = drop?.container ?? null;
    const text = drop ? dropReason(store.getState().document.pipeline, moved.map((n) => n.id), drop) : null;
    const point = 'clientX' in event ? event : event.changedTouches[0];
    const reason = text !== null && point ? { text, at: flow.screenToFlowPosition({ x: point.clientX, y: point.clientY }) } : null;
    const now = gesture.getState();
    if (now.dropInto !== into || now.dropReason !== reason) gesture.setState({ dropInto: into, dropReason: reason });
  }, [dropAt, gesture, flow, store]);
  const onNodeDragStop: OnNodeDrag<FlowNode> = useCallback((event, __, moved) => {
    const { document: { pipeline }, edit } = store.getState();
    const places = Object.fromEntries(moved.filter((n) => n.type !== 'rail').map((n) => [n.id, [Math.round(n.position.x), Math.round(n.position.y)] as const]));
    const scene = sceneRef.current;
    // What was placed for display only is written down with the first move, so that nothing else jumps.
    const made = scene.madeUp ? Object.fromEntries(scene.nodes.filter((n) => n.type !== 'rail').map((n) => [n.id, [n.at.x, n.at.y] as const])) : {};
    const names = moved.map((n) => n.data.view.name);
    const drop = dropAt(event, moved);
    const named = drop
      ? moveInto(pipeline, moved.map((n) => n.id), { ...made, ...places }, drop)
      : { label: `move ${names.length === 1 ? names[0] : `${names.length} steps`}`, edit: moveSteps({ ...made, ...places }) };
    edit(named.label, named.edit);
    gesture.setState({ dropInto: null, dropReason: null });
    setDragged(null);
  }, [store, gesture, dropAt]);

  const board = useRef<HTMLDivElement>(null);
  useDots(board);
  const adding = useAdding(sceneRef, gesture);
  const viewport = useViewport(sceneRef, board);
  const far = useLevel(board, viewport?.zoom ?? null, scene.nodes.length);
  useTidy();
  useWireRound(sceneRef);
  const { connecting, endConnecting } = useCanvasKeys(sceneRef, gesture);

  const farRef = useRef(far);
  farRef.current = far;
  const handlers: Pick<ReactFlowProps<FlowNode, FlowEdge>, 'onNodeMouseEnter' | 'onNodeMouseLeave' | 'onEdgeMouseEnter' | 'onEdgeMouseLeave' | 'onEdgeClick' | 'onPaneClick' | 'onNodeDoubleClick'> = useMemo(() => ({
    onNodeMouseEnter: (_, n) => gesture.setState({ hover: n.id }),
    onNodeMouseLeave: () => gesture.setState({ hover: null }),
    onEdgeMouseEnter: (_, e) => gesture.setState({ hover: e.id }),
    onEdgeMouseLeave: () => gesture.setState({ hover: null }),
    onEdgeClick: (_, e) => store.getState().selectEdges(e.data?.wire.edges.map((edge) => edge.id) ?? []),
    onPaneClick: (event) => {
      // At the far level the pane is all there is: the canvas knows what was hit.
      const hit = farRef.current ? stepAt(sceneRef.current, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })) : null;
      store.getState().select(hit === null ? [] : [hit]);
    },
    onNodeDoubleClick: (event, n) => {
      if ((event.target as Element).closest('.node-title')) gesture.setState({ renaming: n.id });
      else if (n.data.view.container) context.actions.enter(n.id);
    },
  }), [gesture, store, context, flow]);

  useEffect(() => store.subscribe((now, before) => {
    if (now.selection.scope !== before.selection.scope) setDragged(null);
  }), [store]);

  return (
    <CanvasContext value={context}>
      <div ref={board} className={`board ${direction}`} tabIndex={0} role="group" aria-label="Drawing" data-first-focus {...adding.dropHandlers}>
        {viewport ? <ReactFlow<FlowNode, FlowEdge>
          nodes={far ? NO_NODES : nodes} edges={far ? NO_EDGES : edges} defaultViewport={viewport} nodeTypes={nodeTypes} edgeTypes={edgeTypes}
          onNodesChange={onNodesChange} onNodeDrag={onNodeDrag} onNodeDragStop={onNodeDragStop} {...handlers}
          minZoom={LEAST_ZOOM} maxZoom={2}
          onError={report} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elevateEdgesOnSelect={false} zIndexMode="basic"
          selectionOnDrag selectionMode={SelectionMode.Partial} panOnDrag={[1, 2]} panOnScroll zoomOnDoubleClick={false}
          multiSelectionKeyCode={['Shift', 'Meta', 'Control']} selectionKeyCode={null} deleteKeyCode={null} disableKeyboardA11y
          onlyRenderVisibleElements={nodes.length > CULL_ABOVE}
        >
          <Markers />
          <WirePreview />
          <DropReason />
        </ReactFlow> : null}
        {viewport && far ? <FarLevel scene={scene} /> : null}
        <Tools scene={scene} />
        {nodes.length === 0 ? <p className="canvas-empty">Drag a step here from the left, or press <kbd>/</kbd> to search for one.</p> : null}
      </div>
      {question ? <Suspense fallback={null}><WireMenu question={question} close={() => setQuestion(null)} spotAt={adding.spotAt} /></Suspense> : null}
      {connecting ? <Suspense fallback={null}><ConnectDialog step={connecting} scene={scene} close={endConnecting} /></Suspense> : null}
    </CanvasContext>
  );
}
