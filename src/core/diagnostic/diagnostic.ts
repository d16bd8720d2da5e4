import type { Json } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Where something is wrong. All parts are optional; the more are there, the closer an editor can jump. */
export interface Where {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Step id. */
  readonly step?: string;
  /** JSON pointer below the step itself: `/arguments/ResourceConfig/InstanceType`, `/retry/0`, `/branches/1/when`. */
  readonly argument?: Pointer;
  readonly parameter?: string;
  readonly environment?: string;
  /** JSON pointer into the definition or file that was checked. */
  readonly pointer?: Pointer;
  /** Name of the ASL state, for definitions. */
  readonly state?: string;
}

/** A mechanical way out: the name of an edit of `core/edit` and its arguments. Data, so that it travels between threads. */
export interface Fix {
  readonly label: string;
  readonly edit: string;
  readonly args: readonly Json[];
}

export interface Diagnostic {
  readonly severity: Severity;
  readonly code: string;
  /** What is wrong, in figures and with names. One sentence. */
  readonly message: string;
  /** What to do. One sentence. */
  readonly hint: string;
  readonly where: Where;
  readonly fix?: Fix;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}
