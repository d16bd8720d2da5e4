import type { JsonObject } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import type { Catalog } from '../catalog/kind.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Language, StepId } from '../model/pipeline.ts';
import type { ScopeSchedule } from './schedule/told.ts';

export interface CompileOptions {
  readonly catalog: Catalog;
  /** Overrides the pipeline's own language. */
  readonly language?: Language;
  /** Binds deploy parameters with the values of this environment, as if they were literals. */
  readonly environment?: string;
  /** The platform's own SHA-256 of a text's UTF-8 bytes, in hexadecimal, where it has a synchronous one: eight times as fast as one in JavaScript. */
  readonly sha256?: (text: string) => string;
  /** Tells the schedule too, of drawings with other mistakes as well. */
  readonly explain?: boolean;
}

/** One stretch of the definition and where it comes from in the drawing. */
export interface SourceMapEntry {
  /** Pointer into the definition: `/States/Train XGBoost/Arguments/ResourceConfig/InstanceType`. */
  readonly pointer: Pointer;
  readonly step: StepId;
  /** Pointer below the step: `/arguments/ResourceConfig/InstanceType`; absent for the state as a whole. */
  readonly argument?: Pointer;
}

export interface Artifacts {
  /** The bytes of `<name>.asl.json`: two spaces, newline at the end. */
  readonly definitionText: string;
  readonly manifest: JsonObject;
  readonly sourceMap: readonly SourceMapEntry[];
}

export interface CompileResult {
  readonly diagnostics: readonly Diagnostic[];
  /** null when a diagnostic is an error. */
  readonly artifacts: Artifacts | null;
  /** Of every scope with steps, where it was asked for and what waits for what can be told. */
  readonly schedules?: readonly ScopeSchedule[];
}

/** The bytes of `<name>.manifest.json`: two spaces, newline at the end. */
export function manifestTextOf({ manifest }: Artifacts): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The definition as JSON: read from its bytes where it is wanted, for few do. */
export function definitionOf({ definitionText }: Artifacts): JsonObject {
  return JSON.parse(definitionText) as JsonObject;
}
