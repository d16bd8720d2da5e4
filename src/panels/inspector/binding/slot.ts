import type { Json } from '../../../core/base/json.ts';
import type { Pointer } from '../../../core/base/pointer.ts';
import type { Shape } from '../../../core/catalog/shape.ts';
import type { PortType } from '../../../core/model/pipeline.ts';
import type { Target } from '../formEnv.ts';

/** One place that takes a value and can be bound: an argument, an operand of a condition, a Map's items, a pipeline's output. */
export interface Slot {
  readonly target: Target;
  readonly label: string;
  /** The path as AWS writes it, for the tooltip. */
  readonly path: string;
  readonly doc?: string;
  readonly unit?: string;
  readonly required?: boolean;
  readonly value: Json | undefined;
  /** What the place takes; undefined: any JSON. */
  readonly shape: Shape | undefined;
  readonly type?: PortType;
  /** Takes a list of values of `type`. */
  readonly list?: boolean;
  /** What Cauce makes while the place is empty. */
  readonly made?: { readonly short: string; readonly full: string };
  /** A constant of ASL: bound at design, nothing else is offered. */
  readonly designOnly?: boolean;
  /** What clearing the place writes: an entry of a map keeps an empty text, an operand null. Absent: the field goes. */
  readonly cleared?: Json;
  /** What a parameter made from the place is called, where the last name of the pointer says too little. */
  readonly parameterName?: string;
  /** Needed when the state machine is created: no run phase, no outputs, no context. */
  readonly early?: boolean;
  /** A result of a container: reads what is made inside it. */
  readonly inside?: boolean;
  /** Where a value is really written, when parents have to be made first. */
  readonly writeAs?: (value: Json) => { readonly pointer: Pointer; readonly value: Json };
}

export function slotKey(slot: Pick<Slot, 'target'>): string {
  return `${slot.target.step ?? ''}:${slot.target.pointer}`;
}
