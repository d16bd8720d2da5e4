import type { Diagnostic, Fix, Severity, Where } from './diagnostic.ts';
import { aslEntries } from './entries/asl.ts';
import { compileEntries } from './entries/compile.ts';
import { fileEntries } from './entries/file.ts';
import { valueEntries } from './entries/value.ts';

/**
 * Every message a person can get from the core, by code. One entry: how bad it is, what is wrong, what to do.
 * `a` are the names and figures that the message mentions.
 */
export interface Entry {
  readonly severity: Severity;
  readonly message: (a: Arguments) => string;
  readonly hint: (a: Arguments) => string;
}
export type Arguments = Readonly<Record<string, string | number>>;

export const catalogue = { ...fileEntries, ...valueEntries, ...compileEntries, ...aslEntries } satisfies Record<string, Entry>;
export type Code = keyof typeof catalogue;

/** Makes the diagnostic of a code. `severity` overrides the catalogue's where a context makes it worse or milder. */
export function diagnostic(code: Code, args: Arguments, where: Where, more: { readonly fix?: Fix; readonly severity?: Severity } = {}): Diagnostic {
  const entry: Entry = catalogue[code];
  return {
    severity: more.severity ?? entry.severity,
    code,
    message: entry.message(args),
    hint: entry.hint(args),
    where,
    ...(more.fix ? { fix: more.fix } : {}),
  };
}
