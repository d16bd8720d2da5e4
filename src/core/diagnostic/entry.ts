import type { Severity } from './diagnostic.ts';

export type Arguments = Readonly<Record<string, string | number>>;

/** One kind of message: how bad it is, what is wrong, what to do. `a` are the names and figures that it mentions. */
export interface Entry {
  readonly severity: Severity;
  readonly message: (a: Arguments) => string;
  readonly hint: (a: Arguments) => string;
}
