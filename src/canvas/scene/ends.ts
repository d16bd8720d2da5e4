import type { Pipeline, StepId } from '../../core/model/pipeline.ts';
import { placesOf } from '../../core/edit/tree.ts';
import type { Boxes } from './boxes.ts';
import { familyOfDraft, type Drafts, type PortDraft } from './drafts.ts';
import { RAIL_BOTTOM, RAIL_TOP, type Segment } from './segments.ts';
import { FOOT, HEAD } from './sizes.ts';
import { fillIn, settleSlots, spread, type Slot } from './slots.ts';
import type { BarView, Direction, Point, PortView, Rect, Side } from './types.ts';

export interface End {
  readonly handle: string;
  readonly at: Point;
  readonly side: Side;
}
/** Where ports and bars are, and with them the ends of all lines. */
export interface Ends {
  source(s: Segment): End | null;
  target(s: Segment): End | null;
  portsOf(id: string, drafts: Drafts): readonly PortView[];
  barsOf(id: string): readonly BarView[];
}
interface Options {
  readonly direction: Direction;
  readonly folded: ReadonlySet<StepId>;
}

type Flow = 'in' | 'out';
interface Wish {
  readonly others: { readonly id: string; readonly slot: string }[];
  readonly control: boolean;
}
/** Control stands left of the data of the same neighbour, at both ends, so that the two do not cross. */
const CONTROL_FIRST = 1;

/** Gives every port and bar a place on the edge of its node, so that wires do not cross there. */
export function placeEnds(rects: ReadonlyMap<string, Rect>, drafts: ReadonlyMap<string, Drafts>, segments: readonly Segment[], placed: Boxes, pipeline: Pipeline, options: Options): Ends {
  const down = options.direction === 'down';
  const sideIn: Side = down ? 'top' : 'left';
  const sideOut: Side = down ? 'bottom' : 'right';
  const centre = (id: string): Point => {
    const r = rects.get(id) ?? { x: 0, y: 0, w: 0, h: 0 };
    return { x: r.x + r.w / 2, y: r.y + r.h / 2 };
  };
  const acrossOf = (p: Point): number => (down ? p.x : p.y);
  const startOf = (id: string): number => acrossOf(rects.get(id) ?? { x: 0, y: 0 });
  const lengthOf = (id: string): number => (down ? (rects.get(id)?.w ?? 0) : (rects.get(id)?.h ?? 0));

  /** Which side an edge without data arrives at: along the flow if the target is further on or stands before it in its row, else at its flank. */
  const arrival = (s: Segment): Side => {
    const [a, b] = [rects.get(s.source), rects.get(s.target)];
    if (!a || !b) return sideIn;
    const ahead = down ? b.y >= a.y + a.h - 8 : b.x >= a.x + a.w - 8;
    if (ahead) return sideIn;
    const beside = down ? b.y + b.h > a.y && b.y < a.y + a.h : b.x + b.w > a.x && b.x < a.x + a.w;
    if (!beside) return down ? 'right' : 'bottom';
    return acrossOf(centre(s.target)) > acrossOf(centre(s.source)) ? (down ? 'left' : 'top') : sideIn;
  };

  const bars = new Map<string, Set<BarView['id']>>();
  const arrivesAlong = new Set<string>();
  const wishes = { in: new Map<string, Map<string, Wish>>(), out: new Map<string, Map<string, Wish>>() };
  const wish = (flow: Flow, id: string, slot: string, other: { readonly id: string; readonly slot: string }, control: boolean): void => {
    let those = wishes[flow].get(id);
    if (!those) wishes[flow].set(id, (those = new Map()));
    const known = those.get(slot);
    if (known) known.others.push(other);
    else those.set(slot, { others: [other], control });
  };
  for (const s of segments) {
    const control = s.targetHandle === '';
    const along = !control || arrival(s) === sideIn;
    if (control) bars.set(s.source, (bars.get(s.source) ?? new Set()).add(s.sourceHandle as BarView['id']));
    if (control && along) arrivesAlong.add(s.target);
    const slotIn = control ? 'ctl' : s.targetHandle;
    if (along) wish('in', s.target, slotIn, { id: s.source, slot: s.sourceHandle }, control);
    if (!control || s.sourceHandle === 'ways') wish('out', s.source, s.sourceHandle, { id: s.target, slot: slotIn }, control);
  }

  const offsets = { in: new Map<string, Map<string, number>>(), out: new Map<string, Map<string, number>>() };
  const offset = (flow: Flow, id: string, slot: string): number | undefined => offsets[flow].get(id)?.get(slot);
  const put = (flow: Flow, id: string, slot: string, at: number): void => {
    const those = offsets[flow].get(id);
    if (those) those.set(slot, at);
    else offsets[flow].set(id, new Map([[slot, at]]));
  };
  const isWalled = (id: string): boolean => id === RAIL_TOP || id === RAIL_BOTTOM || placed.boxes.get(id)?.expanded === true;
  const whereIs = (flow: Flow, end: { readonly id: string; readonly slot: string }): number => startOf(end.id) + (offset(flow, end.id, end.slot) ?? lengthOf(end.id) / 2);

  // What a slot wishes is where the other ends are; known better every time the other edges have been placed.
  for (const flow of ['in', 'out', 'in', 'out'] as const) {
    for (const [id, slots] of wishes[flow]) {
      if (isWalled(id)) continue;
      const wished = [...slots].map(([slot, w]): Slot => ({ id: slot, wish: mean(w.others.map((o) => whereIs(flow === 'in' ? 'out' : 'in', o))) - (w.control ? CONTROL_FIRST : 0) }));
      offsets[flow].set(id, new Map(spread(wished, lengthOf(id))));
    }
  }
  for (const id of rects.keys()) {
    if (isWalled(id)) continue;
    for (const flow of ['in', 'out'] as const) {
      const taken = offsets[flow].get(id);
      const open = [...(drafts.get(id)?.values() ?? [])].filter((d) => d.flow === flow && !taken?.has(d.id));
      if (open.length === 0) continue;
      for (const [port, at] of fillIn(open.map((d) => d.id), [...(taken?.values() ?? [])], lengthOf(id))) put(flow, id, port, at);
    }
  }
  // Walls follow their steps: a gate stands above the ports that read it, a result below the port that makes it.
  const inward = [...rects.keys()].filter(isWalled).sort((a, b) => depthOf(pipeline, b) - depthOf(pipeline, a));
  for (const id of inward) placeWall(id);

  function placeWall(id: string): void {
    const head: Slot[] = [];
    const foot: Slot[] = [];
    for (const d of drafts.get(id)?.values() ?? []) {
      if (d.sort === 'gate') head.push({ id: d.id, wish: insideWish(id, d.id.replace('gate:', 'gateIn:'), 'source') ?? lengthOf(id) / 2 });
      else if (d.sort === 'item') head.push({ id: d.id, wish: insideWish(id, 'itemOut', 'source') ?? lengthOf(id) / 2 });
      else if (d.sort === 'inner') foot.push({ id: d.id, wish: insideWish(id, d.id, 'target') ?? lengthOf(id) / 2 });
      else if (d.flow === 'in') head.push({ id: d.id, wish: lengthOf(id) / 2 });
      else if (!drafts.get(id)?.has(`res:${d.output ?? ''}`)) foot.push({ id: `free:${d.id}`, wish: lengthOf(id) / 2 });
    }
    const control = wishes.in.get(id)?.get('ctl');
    if (control) head.push({ id: 'ctl', wish: mean(control.others.map((o) => whereIs('out', o))) - startOf(id) });
    for (const [slot, at] of settleSlots(head, lengthOf(id), 28)) put('in', id, slot, at);
    for (const [slot, at] of settleSlots(foot, lengthOf(id), 92, 28)) {
      if (slot.startsWith('free:')) put('out', id, slot.slice(5), at);
      else {
        put('in', id, slot, at);
        put('out', id, `out:${slot.slice('res:'.length)}`, at);
      }
    }
  }

  /** Where the lines of an inner handle lead, measured along the wall. */
  function insideWish(id: string, handle: string, end: 'source' | 'target'): number | null {
    const others = (end === 'source' ? wishes.out : wishes.in).get(id)?.get(handle)?.others ?? [];
    return others.length === 0 ? null : mean(others.map((o) => whereIs(end === 'source' ? 'in' : 'out', o))) - startOf(id);
  }

  const onEdge = (id: string, side: Side, at: number, inset = 0): Point => {
    const r = rects.get(id) as Rect;
    if (side === 'top') return { x: at, y: inset };
    if (side === 'bottom') return { x: at, y: r.h - inset };
    return side === 'left' ? { x: inset, y: at } : { x: r.w - inset, y: at };
  };
  const local = (id: string, handle: string): { readonly at: Point; readonly side: Side } | null => {
    const r = rects.get(id);
    if (!r) return null;
    const wall = (n: number): number => (down && isWalled(id) && !id.startsWith('#') ? n : 0);
    const place = (flow: Flow, slot: string): number | undefined => offset(flow, id, slot);
    if (handle === 'control' || handle === 'failure') {
      const second = handle === 'failure' && bars.get(id)?.has('control') === true;
      const middle = isWalled(id) ? HEAD / 2 : r.h / 2;
      return down ? { side: 'right', at: { x: r.w, y: middle + (handle === 'failure' ? (second ? 12 : 0) : bars.get(id)?.has('failure') ? -12 : 0) } } : { side: 'bottom', at: { x: r.w - (second ? 24 : 48), y: r.h } };
    }
    if (handle.startsWith('ctl:')) {
      const side = handle.slice(4) as Side;
      if (side === sideIn) return { side, at: onEdge(id, side, place('in', 'ctl') ?? lengthOf(id) / 2) };
      const flank = side === 'left' || side === 'right' ? (isWalled(id) ? HEAD / 2 : r.h / 2) : r.w / 2;
      return { side, at: onEdge(id, side, flank) };
    }
    if (handle === 'itemOut' || handle.startsWith('gateIn:')) {
      const at = place('in', handle === 'itemOut' ? 'item' : handle.replace('gateIn:', 'gate:'));
      return at === undefined ? null : { side: sideOut, at: id === RAIL_TOP ? onEdge(id, sideOut, at) : onEdge(id, sideIn, at, wall(HEAD)) };
    }
    if (handle.startsWith('res:')) {
      const at = place('in', handle);
      return at === undefined ? null : { side: sideIn, at: id === RAIL_BOTTOM ? onEdge(id, sideIn, at) : onEdge(id, sideOut, at, wall(FOOT)) };
    }
    const out = handle === 'ways' || handle.startsWith('out:');
    const at = place(out ? 'out' : 'in', handle);
    return at === undefined ? null : { side: out ? sideOut : sideIn, at: onEdge(id, out ? sideOut : sideIn, at) };
  };
  const end = (id: string, handle: string): End | null => {
    const found = local(id, handle);
    const r = rects.get(id);
    return found && r ? { handle, side: found.side, at: { x: r.x + found.at.x, y: r.y + found.at.y } } : null;
  };

  return {
    source: (s) => end(s.source, s.sourceHandle),
    target: (s) => end(s.target, s.targetHandle === '' ? `ctl:${arrival(s)}` : s.targetHandle),
    portsOf: (id, own) => [...own.values()].flatMap((d) => {
      const found = local(id, d.sort === 'item' ? 'itemOut' : d.id);
      return found ? [portView(d, found.at, found.side)] : [];
    }),
    barsOf: (id) => barViews(id),
  };

  function barViews(id: string): readonly BarView[] {
    const step = placesOf(pipeline).get(id)?.step;
    if (!step) return [];
    const used = bars.get(id) ?? new Set();
    const mayFail = step.kind.includes(':') || step.kind === 'map' || step.kind === 'parallel';
    const wanted: BarView['id'][] = step.kind === 'fail' || step.kind === 'succeed' ? [] : ['control'];
    if (mayFail) wanted.push('failure');
    if (step.kind === 'choice') wanted.push('ways');
    return wanted.flatMap((bar) => {
      const found = local(id, bar) ?? (bar === 'ways' ? { side: sideOut, at: onEdge(id, sideOut, lengthOf(id) / 2) } : null);
      const beside = bar === 'failure' && !used.has('failure') && found && down ? { x: found.at.x, y: found.at.y + (used.has('control') ? 0 : 14) } : found?.at;
      return found && beside ? [{ id: bar, at: beside, side: found.side, connected: used.has(bar) }] : [];
    });
  }
}

function portView(d: PortDraft, at: Point, side: Side): PortView {
  return {
    id: d.id, flow: d.flow, name: d.name, type: d.type, family: familyOfDraft(d), list: d.list, required: d.required, connected: d.connected, at, side, sort: d.sort,
    ...(d.pointer === undefined ? {} : { pointer: d.pointer }), ...(d.appends ? { appends: true } : {}), ...(d.output === undefined ? {} : { output: d.output }),
  };
}

function depthOf(pipeline: Pipeline, id: string): number {
  return placesOf(pipeline).get(id)?.around.length ?? -1;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}
