import type { JsonObject } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import type { PathToken } from '../model/binding.ts';
import type { PortType, Retrier, Step } from '../model/pipeline.ts';
import type { ServiceModel, Shape } from './shape.ts';

/** Colour and sign of what a step makes (looks.md 2). */
export type Family = 'data' | 'model' | 'measure' | 'platform' | 'value';
export type PaletteGroup = 'Process and evaluate' | 'Train and tune' | 'Model and endpoint' | 'Data' | 'Functions and messages' | 'Flow';

/** An argument that Cauce makes when it is absent (emitted-asl.md 4). */
export interface Derived {
  readonly pointer: Pointer;
  /**
   * `job-name`: slug and UUID, 63 characters. `short-name`: 32 hexadecimal characters. `place`: the S3 place of output
   * `output`; for a list element the pointer ends in the element's own field and `output` is `*` (its name).
   */
  readonly rule: 'job-name' | 'short-name' | 'place';
  readonly output?: string;
}

/** A typed input: an argument at a pointer. In a list, elements are keyed by `key` (ChannelName …) or by `#index`. */
export interface InputPort {
  /** Pointer below `arguments`; list elements by index as they are now. */
  readonly pointer: Pointer;
  readonly label: string;
  readonly type: PortType;
  readonly required: boolean;
  /** Takes a list of values of `type`. */
  readonly list?: boolean;
  /** An element that a wire dropped here appends: pointer of the list, and the element with the wired value left out. */
  readonly template?: { readonly list: Pointer; readonly element: JsonObject; readonly valueAt: Pointer };
}

/** Where the value of an output port comes from, for the compiler. */
export type PortSource =
  /** A path into the task's result. */
  | { readonly from: 'response'; readonly path: readonly PathToken[] }
  /** Known from the producer's own argument (an S3 place it was given or that Cauce made). */
  | { readonly from: 'argument'; readonly pointer: Pointer }
  /** The last part of an ARN in the result: names of models, endpoint configurations, endpoints. */
  | { readonly from: 'arn'; readonly path: readonly PathToken[] }
  /** A metric of an evaluation job's report. */
  | { readonly from: 'metric'; readonly name: string }
  /** One value for each way of a Choice. */
  | { readonly from: 'choice'; readonly name: string }
  /** A result of a container. */
  | { readonly from: 'result'; readonly name: string }
  /** A top-level key of what a Pass makes. */
  | { readonly from: 'pass'; readonly name: string }
  /** Joined of literal texts, the producer's arguments and places in its result: the artifact of a tuning job's best trial. */
  | { readonly from: 'text'; readonly parts: readonly TextPart[] };
export type TextPart = string | { readonly argument: Pointer } | { readonly response: readonly PathToken[] };

export interface OutputPort {
  readonly name: string;
  readonly label: string;
  readonly type: PortType;
  readonly list?: boolean;
  readonly source: PortSource;
}

/** What a step can be. Everything the editor and the compiler know of a kind is here. */
export interface Kind {
  /** As in a step's `kind`. */
  readonly id: string;
  readonly label: string;
  /** One line for the palette. */
  readonly summary: string;
  readonly family: Family;
  readonly group: PaletteGroup;
  /** Name of the icon in `icons.svg`. */
  readonly icon: string;
  /**
   * For jobs and service calls: where the request and response shapes are. `cauce:…` kinds name that of their main request.
   * `wait`, `pass` and `fail` have the service `flow`, which is always loaded. Kinds that Cauce does not know have neither.
   */
  readonly service?: string;
  readonly operation?: string;
  /** The operation whose output is the step's response where that is another one: a job that is waited for gives its description. */
  readonly responseOf?: string;
  /** `Resource` of the Task state; absent for flow. */
  readonly resource?: string;
  readonly estimateSeconds: number;
  readonly retryDefaults: readonly Retrier[];
  readonly derived: readonly Derived[];
  /** Arguments (and other fields) of a newly added step. */
  readonly template: JsonObject;
  inputs(step: Step): readonly InputPort[];
  /** Named ports only; any path of the response may be read beside them. */
  outputs(step: Step): readonly OutputPort[];
}

/** What the compiler and the inspector need of the catalogue, with the service models of a pipeline loaded. */
export interface Catalog {
  kind(id: string): Kind | undefined;
  readonly kinds: readonly Kind[];
  /** undefined while the service's model is not loaded, or for a kind without one. */
  model(service: string): ServiceModel | undefined;
  /** Shape of the request of a kind (a structure). For `wait`, `pass`, `fail` the shape of their `arguments`. */
  request(kindId: string): Shape | undefined;
  response(kindId: string): Shape | undefined;
}
