import type { Catalog, Family } from '../../core/catalog/kind.ts';
import { bindingsIn, type OutputRef } from '../../core/model/binding.ts';
import { edgesOf, type CatchEdge, type DataEdge, type Edge, type OrderEdge, type WayEdge } from '../../core/model/edges.ts';
import { bindableFields } from '../../core/model/fields.ts';
import { isChoice, type Pipeline, type StepId } from '../../core/model/pipeline.ts';
import { lift } from '../../core/edit/graph.ts';
import { placesOf, type Place } from '../../core/edit/tree.ts';
import { conditionParts } from './conditionText.ts';
import { catalogPorts, ensure, ensureOut, familyOfDraft, fieldName, gateKey, type Drafts, type PortDraft } from './drafts.ts';
import type { LabelPart, WireKind } from './types.ts';

export const RAIL_TOP = '#top';
export const RAIL_BOTTOM = '#bottom';

/** One line between two ends. An edge through walls has several; edges that share a line are one. */
export interface Segment {
  readonly id: string;
  readonly kind: WireKind;
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
  /** For edges without data the scene chooses the side of the target: empty here. */
  readonly targetHandle: string;
  readonly edges: Edge[];
  readonly family: Family;
  readonly list: boolean;
  readonly label: readonly LabelPart[][];
  readonly name: string;
}
export interface Wiring {
  readonly drafts: ReadonlyMap<string, Drafts>;
  readonly segments: readonly Segment[];
}

/**
 * Turns the edges of the document into lines between what is visible. A wire never runs through a wall: it ends at the
 * wall's gate and goes on from its inner edge (looks.md 7).
 */
export function wire(pipeline: Pipeline, catalog: Catalog, root: StepId | null, visible: ReadonlySet<StepId>, folded: ReadonlySet<StepId>): Wiring {
  const places = placesOf(pipeline);
  const drafts = new Map<string, Drafts>();
  for (const id of visible) {
    const place = places.get(id);
    if (place) drafts.set(id, catalogPorts(catalog, place.step));
  }
  if (root !== null) {
    drafts.set(RAIL_TOP, new Map());
    drafts.set(RAIL_BOTTOM, new Map());
  }
  const maker = new Maker(pipeline, catalog, root, visible, folded, places, drafts);
  for (const edge of edgesOf(pipeline)) {
    if (edge.kind === 'data') maker.data(edge);
    else maker.control(edge);
  }
  for (const id of visible) maker.items(id);
  return { drafts, segments: maker.finish() };
}

class Maker {
  private readonly found = new Map<string, Segment>();
  private readonly ways = new Map<string, WayEdge[]>();
  private readonly catches = new Map<string, CatchEdge[]>();

  constructor(
    private readonly pipeline: Pipeline,
    private readonly catalog: Catalog,
    private readonly root: StepId | null,
    private readonly visible: ReadonlySet<StepId>,
    private readonly folded: ReadonlySet<StepId>,
    private readonly places: ReadonlyMap<StepId, Place>,
    private readonly drafts: ReadonlyMap<string, Drafts>,
  ) {}

  data(edge: DataEdge): void {
    const [from, to] = [this.places.get(edge.from), this.places.get(edge.to)];
    if (!from || !to) return;
    const out = this.outOf(edge.ref);
    if (edge.pointer.startsWith('/result/') && from.around.some((a) => a.id === edge.to)) return this.result(edge, out);
    if (!this.isInside(to)) return;
    const depth = lift(this.places, edge.from, edge.to)?.depth ?? 0;
    const walls = to.around.slice(depth).map((a) => a.id);
    const outside = !this.visible.has(edge.from);
    if (outside && (this.root === null || this.isInside(from))) return;
    this.through(edge, outside ? null : edge.from, out, this.root === null || !outside ? walls : walls.slice(walls.indexOf(this.root) + 1), gateKey(edge.from, edge.ref.port), this.target(edge, to, out));
  }

  /** Draws the way from a port (or the upper rail) through the walls to a port of the consumer. */
  private through(edge: Edge, from: StepId | null, out: PortDraft, walls: readonly StepId[], key: string, target: { readonly id: StepId; readonly port: PortDraft }): void {
    const passes = walls.length > 0 || from === null;
    let [source, handle] = [from ?? RAIL_TOP, from === null ? `gateIn:${key}` : out.id];
    if (from === null) this.gate(RAIL_TOP, key, out);
    for (const wall of walls) {
      this.gate(wall, key, out);
      this.add({ kind: passes ? 'outer' : 'data', source, sourceHandle: handle, target: wall, targetHandle: `gate:${key}`, family: familyOfDraft(out), list: out.list, name: out.name }, edge);
      if (this.folded.has(wall)) return;
      [source, handle] = [wall, `gateIn:${key}`];
    }
    target.port.connected = true;
    this.add({ kind: passes ? 'outer' : 'data', source, sourceHandle: handle, target: target.id, targetHandle: target.port.id, family: familyOfDraft(out), list: out.list, name: out.name }, edge);
  }

  private gate(wall: string, key: string, out: PortDraft): void {
    const drafts = this.drafts.get(wall);
    if (drafts) ensure(drafts, { id: `gate:${key}`, flow: 'in', name: out.name, type: out.type, list: out.list, required: false, connected: true, sort: 'gate' });
  }

  private target(edge: DataEdge, place: Place, out: PortDraft): { readonly id: StepId; readonly port: PortDraft } {
    const drafts = this.drafts.get(edge.to) ?? new Map<string, PortDraft>();
    const id = isChoice(place.step) ? `in:${gateKey(edge.from, edge.ref.port)}` : `in:${edge.field}`;
    const port = ensure(drafts, {
      id, flow: 'in', name: isChoice(place.step) ? out.name : fieldName(edge.field), type: out.type, list: out.list && edge.ref.path.length === 0, required: false, connected: true,
      ...(isChoice(place.step) ? {} : { pointer: edge.field }), sort: 'port',
    });
    return { id: edge.to, port };
  }

  private result(edge: DataEdge, out: PortDraft): void {
    if (!this.visible.has(edge.from)) return;
    const owner = edge.to === this.root ? RAIL_BOTTOM : edge.to;
    const drafts = this.drafts.get(owner);
    if (!drafts || this.folded.has(owner)) return;
    const name = edge.pointer.slice('/result/'.length).split('/')[0] ?? '';
    ensure(drafts, { id: `res:${name}`, flow: 'in', name, type: out.type, list: out.list, required: false, connected: true, pointer: `/result/${name}`, sort: 'inner' });
    this.add({ kind: 'data', source: edge.from, sourceHandle: out.id, target: owner, targetHandle: `res:${name}`, family: familyOfDraft(out), list: false, name: out.name }, edge);
  }

  /** Wires of the item and the index of a Map to the fields that read them. */
  items(id: StepId): void {
    const place = this.places.get(id);
    if (!place) return;
    for (const field of bindableFields(place.step)) {
      for (const { pointer, binding } of bindingsIn(field.value, field.pointer)) {
        if (binding.kind !== 'item' && binding.kind !== 'index') continue;
        const at = place.around.findIndex((a) => a.id === binding.map);
        const owner = binding.map === this.root ? RAIL_TOP : binding.map;
        const drafts = this.drafts.get(owner);
        if (at < 0 || !drafts || !this.drafts.has(id)) continue;
        ensure(drafts, { id: 'item', flow: 'in', name: 'item', type: 'json', list: false, required: false, connected: true, sort: 'item' });
        const short = pointer.includes('/$') ? pointer.slice(0, pointer.indexOf('/$')) : pointer;
        const port = ensure(this.drafts.get(id) as Drafts, { id: `in:${short}`, flow: 'in', name: fieldName(short), type: 'json', list: false, required: false, connected: true, pointer: short, sort: 'port' });
        port.connected = true;
        if (at === place.around.length - 1) this.add({ kind: 'item', source: owner, sourceHandle: 'itemOut', target: id, targetHandle: port.id, family: 'value', list: false, name: binding.kind === 'index' ? 'index' : ['item', ...binding.path].join(' › ') }, null);
      }
    }
  }

  control(edge: OrderEdge | WayEdge | CatchEdge): void {
    if (!this.visible.has(edge.from) || !this.visible.has(edge.to)) return;
    const key = `${edge.from}\u0000${edge.to}`;
    if (edge.kind === 'order') this.add({ kind: 'order', source: edge.from, sourceHandle: 'control', target: edge.to, targetHandle: '', family: 'value', list: false, name: 'after' }, edge);
    else if (edge.kind === 'way') this.ways.set(key, [...(this.ways.get(key) ?? []), edge]);
    else this.catches.set(key, [...(this.catches.get(key) ?? []), edge]);
  }

  finish(): readonly Segment[] {
    for (const group of this.ways.values()) this.way(group);
    for (const group of this.catches.values()) this.failure(group);
    return [...this.found.values()];
  }

  /** Ways that lead to the same step share one line; its label lists them in order, numbered (looks.md 6). */
  private way(group: readonly WayEdge[]): void {
    const [first] = group;
    const step = first && this.places.get(first.from)?.step;
    if (!first || !step || !isChoice(step)) return;
    const numbered = (step.branches?.length ?? 0) > 1 || group.length > 1;
    const label = group.map((edge): LabelPart[] => {
      if (edge.way === 'otherwise') return [{ text: 'otherwise' }];
      const number: LabelPart[] = numbered ? [{ text: String(edge.way + 1), tone: 'number' }] : [];
      return [...number, ...conditionParts(this.pipeline, step.branches?.[edge.way]?.when ?? null)];
    });
    const beside = group.every((edge) => edge.way === 'otherwise');
    this.add({ kind: 'way', source: first.from, sourceHandle: beside ? 'control' : 'ways', target: first.to, targetHandle: '', family: 'value', list: false, name: 'way', label }, ...group);
  }

  private failure(group: readonly CatchEdge[]): void {
    const [first] = group;
    const step = first && this.places.get(first.from)?.step;
    if (!first || !step) return;
    const catchers = 'catch' in step ? (step.catch ?? []) : [];
    const errors = group.flatMap((edge) => catchers[edge.index]?.errors ?? []);
    const all = errors.length === 0 || errors.includes('States.ALL');
    const text = all ? 'on failure' : errors.length > 2 ? `on ${errors[0]} and ${errors.length - 1} more` : `on ${errors.join(', ')}`;
    this.add({ kind: 'failure', source: first.from, sourceHandle: 'failure', target: first.to, targetHandle: '', family: 'value', list: false, name: 'failure', label: [[{ text }]] }, ...group);
  }

  private add(segment: Omit<Segment, 'id' | 'edges' | 'label'> & { readonly label?: readonly LabelPart[][] }, ...edges: readonly (Edge | null)[]): void {
    const id = `${segment.kind}:${segment.source}|${segment.sourceHandle}>${segment.target}|${segment.targetHandle}`;
    const real = edges.filter((e) => e !== null);
    const known = this.found.get(id);
    if (known) known.edges.push(...real);
    else this.found.set(id, { label: [], ...segment, id, edges: [...real] });
  }

  private outOf(ref: OutputRef): PortDraft {
    const drafts = this.drafts.get(ref.step) ?? catalogPorts(this.catalog, this.places.get(ref.step)?.step ?? { kind: '', name: '' });
    const out = ensureOut(drafts, ref);
    out.connected = true;
    return out;
  }

  private isInside(place: Place): boolean {
    return this.root === null || place.around.some((a) => a.id === this.root);
  }
}
