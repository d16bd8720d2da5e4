import type { Diagnostic, Fix, Severity, Where } from './diagnostic.ts';
import { diagnosticOf } from './diagnosticOf.ts';
import type { Arguments, Entry } from './entry.ts';
import { appEntries } from './entries/app.ts';
import { aslEntries } from './entries/asl.ts';
import { compileEntries } from './entries/compile.ts';
import { deliverEntries } from './entries/deliver.ts';
import { fileEntries } from './entries/file.ts';
import { simulateEntries } from './entries/simulate.ts';
import { testsEntries } from './entries/tests.ts';
import { valueEntries } from './entries/value.ts';
import { verifyEntries } from './entries/verify.ts';

/** Every message a person can get from the core, by code. */
export const catalogue = { ...fileEntries, ...valueEntries, ...compileEntries, ...aslEntries, ...appEntries, ...verifyEntries, ...simulateEntries, ...testsEntries, ...deliverEntries } satisfies Record<string, Entry>;
export type Code = keyof typeof catalogue;

/** Makes the diagnostic of a code. `severity` overrides the catalogue's where a context makes it worse or milder. */
export function diagnostic(code: Code, args: Arguments, where: Where, more: { readonly fix?: Fix; readonly severity?: Severity } = {}): Diagnostic {
  return diagnosticOf(catalogue[code], code, args, where, more);
}
