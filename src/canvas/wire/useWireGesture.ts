import { useReactFlow } from '@xyflow/react';
import { useCallback, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { boundOutputs } from '../../core/edit/wires.ts';
import { excludeEachOther } from '../../core/edit/graph.ts';
import { useCauce } from '../../store/react.tsx';
import type { Gesture, WireOver, WireStart } from '../gesture.ts';
import type { Point, Scene, Side } from '../scene/types.ts';
import { connectEdit, controlEdit } from './drop.ts';
import { controlReason, fitsOf, portReason, portsFor, wireEnds, type WireEnds } from './fits.ts';

/** What is asked when a drop can mean several things. */
export type WireQuestion =
  | { readonly ask: 'port'; readonly at: Point; readonly node: string; readonly start: WireStart; readonly ports: readonly { readonly id: string; readonly label: string; readonly ends: WireEnds }[] }
  | { readonly ask: 'instead'; readonly at: Point; readonly ends: WireEnds; readonly excludes: boolean }
  | { readonly ask: 'kind'; readonly at: Point; readonly flowAt: Point; readonly start: WireStart };

const SNAP = 18;

/**
 * Drawing a wire: what fits lights up, the rest fades, the pointer says why not; a drop on a body picks the port, a drop on
 * empty canvas offers kinds. Nothing changes before the drop.
 */
export function useWireGesture(gesture: StoreApi<Gesture>, scene: React.RefObject<Scene>, ask: (question: WireQuestion) => void) {
  const { store } = useCauce();
  const flow = useReactFlow();
  const last = useRef<Point>({ x: 0, y: 0 });

  const finish = useCallback((start: WireStart, over: WireOver | null, screen: Point, at: Point): void => {
    const { document, compiled, edit, notify } = store.getState();
    const { pipeline } = document;
    if (!over) return ask({ ask: 'kind', at: screen, flowAt: at, start });
    if (over.reason !== null) return notify(over.reason, { kind: 'error' });
    const node = scene.current.byId.get(over.node);
    if (!node) return;
    if (start.what !== 'output' && start.what !== 'input') {
      const named = controlEdit(pipeline, start, node.id);
      edit(named.label, named.edit);
      return;
    }
    const candidates = portsFor(node, start).filter((p) => (over.port === null || p.id === over.port) && portReason(pipeline, compiled.catalog, start, node.id, p) === null);
    const ports = candidates.flatMap((p) => {
      const ends = wireEnds(start, node.id, p);
      return ends ? [{ id: p.id, label: p.name, ends, free: !p.connected, exact: p.type === start.type, required: p.required, appends: p.appends ?? false }] : [];
    });
    const best = choose(ports);
    if (!best) return ask({ ask: 'port', at: screen, node: node.id, start, ports });
    const bound = best.ends.appends ? [] : boundOutputs(pipeline, best.ends.to);
    const same = bound.some((b) => b.step === best.ends.from.step && b.port === best.ends.from.port);
    if (bound.length > 0 && !same) return ask({ ask: 'instead', at: screen, ends: best.ends, excludes: bound.every((b) => excludeEachOther(pipeline, b.step, best.ends.from.step)) });
    const named = connectEdit(pipeline, compiled.catalog, best.ends);
    edit(named.label, named.edit);
  }, [store, scene, ask]);

  return useCallback((start: WireStart, from: Point, side: Side, event: React.PointerEvent): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.preventDefault();
    const { document: { pipeline }, compiled: { catalog } } = store.getState();
    const fits = fitsOf(pipeline, catalog, scene.current, start);
    const begun = { x: event.clientX, y: event.clientY };
    let moved = false;
    gesture.setState({ wiring: { start, from, side, to: from, over: null, fits } });
    const overAt = (screen: Point): WireOver | null => {
      const element = document.elementFromPoint(screen.x, screen.y);
      const node = element?.closest<HTMLElement>('.react-flow__node')?.dataset['id'];
      const found = node === undefined ? undefined : scene.current.byId.get(node);
      if (!found || node === start.step || found.type === 'rail') return null;
      const corner = scene.current.corner.get(found.id) ?? { x: 0, y: 0 };
      const at = flow.screenToFlowPosition(screen);
      const inHead = found.type !== 'container' || at.y < corner.y + 48;
      if (start.what !== 'output' && start.what !== 'input') return inHead ? { node: found.id, port: null, reason: controlReason(pipeline, start, found.id) } : null;
      const ports = portsFor(found, start);
      const near = ports
        .map((p) => ({ p, d: Math.hypot(corner.x + p.at.x - at.x, corner.y + p.at.y - at.y) }))
        .filter((x) => x.d <= SNAP && (x.p.connected || fits.get(found.id)?.has(x.p.id)))
        .sort((a, b) => a.d - b.d)[0];
      if (near) return { node: found.id, port: near.p.id, reason: portReason(pipeline, catalog, start, found.id, near.p) };
      if (!inHead) return null;
      if (fits.has(found.id)) return { node: found.id, port: null, reason: null };
      const first = ports[0];
      return { node: found.id, port: null, reason: (first && portReason(pipeline, catalog, start, found.id, first)) ?? `Nothing of ${found.view.name} takes ${start.list ? 'a list of ' : ''}${start.type}.` };
    };
    const onMove = (e: PointerEvent): void => {
      last.current = { x: e.clientX, y: e.clientY };
      moved ||= Math.hypot(e.clientX - begun.x, e.clientY - begun.y) > 4;
      gesture.setState((g) => (g.wiring ? { wiring: { ...g.wiring, to: flow.screenToFlowPosition(last.current), over: overAt(last.current) } } : g));
    };
    const end = (): void => {
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('keydown', onKey, true);
      gesture.setState({ wiring: null });
    };
    const onUp = (e: PointerEvent): void => {
      const screen = { x: e.clientX, y: e.clientY };
      const over = overAt(screen);
      const stray = document.elementFromPoint(screen.x, screen.y)?.closest('.react-flow') === null;
      end();
      if (moved && !stray) finish(start, over, screen, flow.screenToFlowPosition(screen));
    };
    const onKey = (e: KeyboardEvent): void => {
      if (e.key !== 'Escape') return;
      e.preventDefault();
      e.stopPropagation();
      end();
    };
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('keydown', onKey, true);
  }, [store, gesture, scene, flow, finish]);
}

/** The one port that is meant, or null when a person has to say. */
function choose<P extends { readonly free: boolean; readonly exact: boolean; readonly required: boolean; readonly appends: boolean }>(ports: readonly P[]): P | null {
  if (ports.length === 1) return ports[0] as P;
  const exact = ports.filter((p) => p.exact && p.free && !p.appends);
  if (exact.length === 1) return exact[0] as P;
  const free = ports.filter((p) => p.free && !p.appends);
  return exact.length === 0 && free.length === 1 && ports.every((p) => !p.exact) ? (free[0] as P) : null;
}
