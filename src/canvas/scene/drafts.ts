import { pointerTokens } from '../../core/base/pointer.ts';
import type { Catalog, Family, Kind } from '../../core/catalog/kind.ts';
import { isMap, isParallel, type PortType, type Step, type StepId } from '../../core/model/pipeline.ts';
import type { OutputRef } from '../../core/model/binding.ts';
import { familyOf } from '../../ui/families.ts';

/** A port before it has a place. */
export interface PortDraft {
  readonly id: string;
  readonly flow: 'in' | 'out';
  readonly name: string;
  readonly type: PortType;
  readonly list: boolean;
  readonly required: boolean;
  connected: boolean;
  readonly pointer?: string;
  readonly appends?: true;
  readonly output?: string;
  readonly sort: 'port' | 'gate' | 'item' | 'inner';
}
export type Drafts = Map<string, PortDraft>;

export function outId(port: string | undefined): string {
  return `out:${port ?? ''}`;
}

/** What the catalogue says a step takes and gives. Conditions of a Choice are read through ports made by their wires. */
export function catalogPorts(catalog: Catalog, step: Step): Drafts {
  const fresh = catalogDrafts(catalog, step);
  return new Map(fresh.map((d) => [d.id, { ...d }]));
}

/** Asked once a step: steps keep their identity while they do not change. */
const known = new WeakMap<Step, { readonly kind: Kind | undefined; readonly drafts: readonly PortDraft[] }>();
function catalogDrafts(catalog: Catalog, step: Step): readonly PortDraft[] {
  const kind = catalog.kind(step.kind);
  const before = known.get(step);
  if (before && before.kind === kind) return before.drafts;
  const drafts = [...draftsOf(kind, step).values()];
  known.set(step, { kind, drafts });
  return drafts;
}

function draftsOf(kind: Kind | undefined, step: Step): Drafts {
  const drafts: Drafts = new Map();
  const add = (d: PortDraft): void => void drafts.set(d.id, d);
  if (isMap(step)) add({ id: 'in:/items', flow: 'in', name: 'items', type: 'json', list: true, required: true, connected: false, pointer: '/items', sort: 'port' });
  for (const p of kind?.inputs(step) ?? []) {
    const common = { flow: 'in', name: p.label, type: p.type, list: p.list ?? false, connected: false, sort: 'port' } as const;
    if (p.template) add({ ...common, id: `add:${p.template.list}:${p.label}`, required: false, pointer: `/arguments${p.template.list}`, appends: true });
    else add({ ...common, id: `in:/arguments${p.pointer}`, required: p.required, pointer: `/arguments${p.pointer}` });
  }
  for (const o of kind?.outputs(step) ?? []) {
    add({ id: outId(o.name), flow: 'out', name: o.label, type: o.type, list: o.list ?? false, required: false, connected: false, output: o.name, sort: 'port' });
  }
  if ((isMap(step) || isParallel(step)) && step.result) {
    for (const name of Object.keys(step.result)) {
      if (!drafts.has(outId(name))) add({ id: outId(name), flow: 'out', name, type: 'json', list: isMap(step), required: false, connected: false, output: name, sort: 'port' });
    }
  }
  return drafts;
}

/** The out port of a reference: the catalogue's, or one made for a port or response that it does not name. */
export function ensureOut(drafts: Drafts, ref: OutputRef): PortDraft {
  const id = outId(ref.port);
  const known = drafts.get(id);
  if (known) return known;
  const made: PortDraft = { id, flow: 'out', name: ref.port ?? 'response', type: 'json', list: false, required: false, connected: true, ...(ref.port === undefined ? {} : { output: ref.port }), sort: 'port' };
  drafts.set(id, made);
  return made;
}

export function ensure(drafts: Drafts, draft: PortDraft): PortDraft {
  const known = drafts.get(draft.id);
  if (known) return known;
  drafts.set(draft.id, draft);
  return draft;
}

/** The last telling part of a field's pointer: `/arguments/HyperParameters/max_depth` is `max_depth`. */
export function fieldName(pointer: string): string {
  const tokens = pointerTokens(pointer);
  return [...tokens].reverse().find((t) => !/^\d+$/.test(t)) ?? 'value';
}

export function gateKey(from: StepId, port: string | undefined): string {
  return `${from}/${port ?? ''}`;
}

export function familyOfDraft(draft: { readonly type: PortType }): Family {
  return familyOf(draft.type);
}
