import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PortType, StepId } from '../core/model/pipeline.ts';
import type { Point, Side } from './scene/types.ts';

/** What a wire is being drawn from. */
export type WireStart =
  | { readonly what: 'output'; readonly step: StepId; readonly output?: string; readonly name: string; readonly type: PortType; readonly list: boolean }
  /** Drawn backwards, from an input to an output. */
  | { readonly what: 'input'; readonly step: StepId; readonly pointer: string; readonly appends: boolean; readonly name: string; readonly type: PortType; readonly list: boolean }
  | { readonly what: 'control' | 'ways' | 'failure'; readonly step: StepId };

/** What the pointer is over while a wire is drawn, and what would happen there. */
export interface WireOver {
  readonly node: string;
  /** Null: the body of the node. */
  readonly port: string | null;
  /** Null: it fits. */
  readonly reason: string | null;
}
export interface Wiring {
  readonly start: WireStart;
  readonly from: Point;
  readonly side: Side;
  readonly to: Point;
  readonly over: WireOver | null;
  /** Ports that fit, by node; a node without an entry takes nothing. */
  readonly fits: ReadonlyMap<string, ReadonlySet<string>>;
}
/** What the hand is doing on the canvas: no part of the document, not undone, not saved. */
export interface Gesture {
  readonly hover: string | null;
  readonly wiring: Wiring | null;
  readonly renaming: StepId | null;
  /** The container that dragged steps would go into. */
  readonly dropInto: StepId | null;
  /** Why the dragged steps cannot go where the pointer is. */
  readonly dropReason: { readonly text: string; readonly at: Point } | null;
}

export function createGesture(): StoreApi<Gesture> {
  return createStore<Gesture>()(() => ({ hover: null, wiring: null, renaming: null, dropInto: null, dropReason: null }));
}
