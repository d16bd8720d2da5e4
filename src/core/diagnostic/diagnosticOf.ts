import type { Diagnostic, Fix, Severity, Where } from './diagnostic.ts';
import type { Arguments, Entry } from './entry.ts';

/** Makes the diagnostic of one entry: for those that need not carry the whole catalogue with them. */
export function diagnosticOf(entry: Entry, code: string, args: Arguments, where: Where, more: { readonly fix?: Fix; readonly severity?: Severity } = {}): Diagnostic {
  return {
    severity: more.severity ?? entry.severity,
    code,
    message: entry.message(args),
    hint: entry.hint(args),
    where,
    ...(more.fix ? { fix: more.fix } : {}),
  };
}
