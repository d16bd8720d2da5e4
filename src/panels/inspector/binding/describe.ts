import type { Json } from '../../../core/base/json.ts';
import type { Catalog, Family } from '../../../core/catalog/kind.ts';
import { readBinding, type Binding, type OutputRef } from '../../../core/model/binding.ts';
import type { Phase, Pipeline, PortType, StepId } from '../../../core/model/pipeline.ts';
import { placesOf, stepOf } from '../../../core/edit/tree.ts';
import { own } from '../../../core/base/json.ts';
import { bindingText, refText } from './values.ts';
import { familyOf } from '../../../ui/families.ts';

/** One chip: a placeholder as it stands in a field. */
export interface ChipView {
  readonly kind: 'param' | 'output' | 'context' | 'item';
  readonly text: string;
  readonly phase?: Phase;
  readonly family?: Family;
  readonly type?: PortType;
  /** The parameter or step is not there. */
  readonly missing: boolean;
  readonly parameter?: string;
  readonly step?: StepId;
}
export type Piece = { readonly text: string } | ChipView;

/** What a field is bound to, in the words of the binding button's name ("Binding of Role: deploy"). */
export type BoundWord = 'not set' | 'design' | 'deploy' | 'run' | 'output' | 'context' | 'item' | 'index' | 'joined text' | 'expression' | 'made by Cauce' | 'unreadable';

export interface BindingView {
  readonly word: BoundWord;
  readonly binding: Binding | undefined;
  /** When the whole is known: the latest phase among its parts. */
  readonly phase: Phase;
  /** Chips, with literal parts between them for a joined text. Empty for literals. */
  readonly pieces: readonly Piece[];
}

export function describeBinding(pipeline: Pipeline, catalog: Catalog, value: Json | undefined, madeByCauce: boolean): BindingView {
  if (value === undefined) return { word: madeByCauce ? 'made by Cauce' : 'not set', binding: undefined, phase: 'design', pieces: [] };
  const binding = readBinding(value);
  const phase = phaseOf(pipeline, binding);
  return { word: wordOf(binding, phase), binding, phase, pieces: piecesOf(pipeline, catalog, binding) };
}

function wordOf(binding: Binding, phase: Phase): BoundWord {
  switch (binding.kind) {
    case 'param':
      return phase;
    case 'output':
    case 'oneOf':
      return 'output';
    case 'text':
      return 'joined text';
    case 'malformed':
      return 'unreadable';
    case 'context':
    case 'item':
    case 'index':
    case 'expression':
      return binding.kind;
    default:
      return 'design';
  }
}

const ORDER: readonly Phase[] = ['design', 'deploy', 'run'];

/** A value is bound at the latest phase among its parts (design.md 3). */
export function phaseOf(pipeline: Pipeline, binding: Binding): Phase {
  switch (binding.kind) {
    case 'literal':
    case 'malformed':
      return 'design';
    case 'param':
      return own(pipeline.parameters, binding.name)?.phase ?? 'design';
    case 'object':
      return latest(binding.entries.map(([, b]) => phaseOf(pipeline, b)));
    case 'list':
      return latest(binding.items.map((b) => phaseOf(pipeline, b)));
    case 'text':
      return latest(binding.parts.map((b) => phaseOf(pipeline, b)));
    default:
      return 'run';
  }
}

function latest(phases: readonly Phase[]): Phase {
  return phases.reduce<Phase>((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'design');
}

function piecesOf(pipeline: Pipeline, catalog: Catalog, binding: Binding): readonly Piece[] {
  switch (binding.kind) {
    case 'param': {
      const parameter = own(pipeline.parameters, binding.name);
      return [{ kind: 'param', text: binding.name, phase: parameter?.phase ?? 'design', missing: parameter === undefined, parameter: binding.name }];
    }
    case 'output':
      return [outputChip(pipeline, catalog, binding.ref)];
    case 'oneOf':
      return binding.refs.map((r) => outputChip(pipeline, catalog, r));
    case 'context':
      return [{ kind: 'context', text: bindingText(pipeline, binding), phase: 'run', missing: false }];
    case 'item':
    case 'index':
      return [{ kind: 'item', text: bindingText(pipeline, binding), phase: 'run', missing: !placesOf(pipeline).has(binding.map), step: binding.map }];
    case 'text':
      return binding.parts.flatMap((p): readonly Piece[] => (p.kind === 'literal' ? [{ text: typeof p.value === 'string' ? p.value : JSON.stringify(p.value) }] : p.kind === 'expression' ? [{ text: `ƒ ${p.code}` }] : piecesOf(pipeline, catalog, p)));
    default:
      return [];
  }
}

function outputChip(pipeline: Pipeline, catalog: Catalog, ref: OutputRef): ChipView {
  const step = stepOf(pipeline, ref.step);
  const type = step ? typeOfRef(catalog, step, ref) : undefined;
  return { kind: 'output', text: refText(pipeline, ref), family: familyOf(type ?? 'json'), missing: step === undefined, step: ref.step, ...(type ? { type } : {}) };
}

/** The type of the port that a reference names; undefined for a path into it or the whole response. */
function typeOfRef(catalog: Catalog, step: Parameters<NonNullable<ReturnType<Catalog['kind']>>['outputs']>[0], ref: OutputRef): PortType | undefined {
  if (ref.port === undefined || ref.path.length > 0) return undefined;
  const port = catalog.kind(step.kind)?.outputs(step).find((p) => p.name === ref.port);
  return port?.type;
}
