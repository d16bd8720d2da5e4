import type { Family } from '../../core/catalog/kind.ts';
import type { Edge } from '../../core/model/edges.ts';
import type { Phase, PortType, StepId } from '../../core/model/pipeline.ts';

export type Direction = 'down' | 'right';
export type Side = 'top' | 'bottom' | 'left' | 'right';
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Rect extends Point {
  readonly w: number;
  readonly h: number;
}

/** A place on a node where wires end. `at` is measured from the node's left upper corner. */
export interface PortView {
  /** Unique on its node: `in:/arguments/RoleArn`, `out:artifact`. */
  readonly id: string;
  readonly flow: 'in' | 'out';
  readonly name: string;
  readonly type: PortType;
  readonly family: Family;
  readonly list: boolean;
  readonly required: boolean;
  readonly connected: boolean;
  readonly at: Point;
  readonly side: Side;
  /** In: below the step, `/arguments/…`. For the port that appends an element: the pointer of the list. */
  readonly pointer?: string;
  readonly appends?: true;
  /** Out: the name of the output; absent for the whole response. */
  readonly output?: string;
  /** Gates, items and results of containers are drawn differently. */
  readonly sort: 'port' | 'gate' | 'item' | 'inner';
}

/** Where edges without data leave: order and the default way, the ways of a Choice, failures. */
export interface BarView {
  readonly id: 'control' | 'ways' | 'failure';
  readonly at: Point;
  readonly side: Side;
  readonly connected: boolean;
}

/** Everything that a node shows. Equal views keep their identity from scene to scene, so that nodes are not drawn again. */
export interface StepView {
  readonly id: StepId;
  readonly name: string;
  readonly kind: string;
  /** Second line: "Training job", "Choice, 3 ways", "Map, 3 steps". */
  readonly kindText: string;
  readonly icon: string;
  /** Classes of the tile: family, `flow`, `stop`. */
  readonly look: string;
  readonly family: Family;
  readonly deploy: number;
  readonly run: number;
  /** Phases in which something of this step (and of what is inside a folded one) is bound. */
  readonly phases: readonly Phase[];
  readonly ports: readonly PortView[];
  readonly bars: readonly BarView[];
  /** Catches what nothing nearer catches (`onFailure` of the pipeline). */
  readonly handlesAll: boolean;
  /** In the order of the flow, for Tab and for the name of the node. */
  readonly order: number;
  readonly container: ContainerView | null;
}
export interface ContainerView {
  readonly sort: 'map' | 'parallel';
  readonly folded: boolean;
  readonly inside: number;
  /** What a Map runs over: text and, for a parameter, its phase. */
  readonly over: { readonly text: string; readonly phase: Phase | null } | null;
  /** "4 at a time". */
  readonly atATime: string | null;
  readonly results: readonly { readonly name: string; readonly family: Family; readonly x: number }[];
  readonly hasFoot: boolean;
  /** The lanes of a Parallel, from left to right, measured from its corner; the line between two is at the second's `x`. */
  readonly lanes: readonly { readonly branch: string; readonly x: number; readonly w: number }[];
}

export interface SceneNode {
  readonly id: string;
  readonly type: 'step' | 'container' | 'rail';
  /** Measured from the parent. */
  readonly at: Point;
  readonly w: number;
  readonly h: number;
  readonly parent: StepId | null;
  readonly view: StepView;
}

export type WireKind = 'data' | 'outer' | 'item' | 'order' | 'way' | 'failure';
export interface SceneEdge {
  readonly id: string;
  readonly kind: WireKind;
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
  readonly targetHandle: string;
  /** The edges of the document that this line draws: several when they share it. */
  readonly edges: readonly Edge[];
  readonly family: Family;
  readonly list: boolean;
  readonly label: readonly LabelPart[][];
  /** Ends as the scene places them, and the way round what lies between. */
  readonly from: Point;
  readonly to: Point;
  readonly fromSide: Side;
  readonly toSide: Side;
  readonly detour: Detour | null;
  readonly name: string;
}
export interface LabelPart {
  readonly text: string;
  readonly tone?: 'number' | 'quiet' | Phase;
}
/** A stretch along the flow, beside what is in the way: at `across`, from `start` to `end`; against the flow where `end` comes first. */
export interface Detour {
  readonly across: number;
  readonly start: number;
  readonly end: number;
  /** Where along it a label covers no node; absent: in the middle. */
  readonly label?: number;
}

export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly byId: ReadonlyMap<string, SceneNode>;
  /** Left upper corner of every node on the whole canvas. */
  readonly corner: ReadonlyMap<string, Point>;
  readonly direction: Direction;
  /** The container that is entered, or null. */
  readonly entered: StepId | null;
  /** True when at least one place was made up for display because the file has none. */
  readonly madeUp: boolean;
}
