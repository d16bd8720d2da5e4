import type { Diagnostic, Severity } from '../core/diagnostic/diagnostic.ts';
import type { JsonObject } from '../core/base/json.ts';
import type { AttemptEnd } from '../core/simulate/attempts.ts';
import type { Refusal } from '../core/simulate/redrivable.ts';
import type { Simulation } from '../core/simulate/simulate.ts';
import type { Io } from './command.ts';

export interface FileReport {
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What is wrong, one line each in the form that editors and terminals make clickable, its hint indented below. */
export function printDiagnostics(io: Io, { file, diagnostics }: FileReport): void {
  const sorted = [...diagnostics].sort((a, b) => (a.where.line ?? 0) - (b.where.line ?? 0) || ORDER[a.severity] - ORDER[b.severity]);
  for (const d of sorted) {
    const place = [d.where.file ?? file, ...(d.where.line === undefined ? [] : [d.where.line, d.where.column ?? 1])].join(':');
    io.print(`${oneLine(place)} ${d.severity} ${d.code} ${oneLine(d.message)}`);
    io.print(`    ${oneLine(d.hint)}`);
  }
}

/** “2 errors, 1 warning in 3 files”. */
export function summary(reports: readonly FileReport[]): string {
  const all = reports.flatMap((r) => r.diagnostics);
  const count = (severity: Severity) => all.filter((d) => d.severity === severity).length;
  const parts = [plural(count('error'), 'error'), plural(count('warning'), 'warning')];
  return `${parts.join(', ')} in ${plural(reports.length, 'file')}`;
}

export function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Names and values come from files: a line break or a control character of theirs must not look like our output. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
}

/** What is printed of how an execution came to its end. */
export interface Ended {
  readonly run: Simulation | undefined;
  readonly attempts: readonly AttemptEnd[];
  readonly refusal?: Refusal | undefined;
}

/** How an execution ended, as `--json` prints it; all null where nothing could be started, and without attempts. */
export function outcome({ run, attempts, refusal }: Ended): JsonObject {
  return {
    status: run?.status ?? null,
    output: run?.output ?? null,
    error: run?.error ?? null,
    cause: run?.cause ?? null,
    durationSeconds: run?.durationSeconds ?? null,
    transitions: run?.transitions ?? null,
    redriveCount: run?.redriveCount ?? null,
    redriveStatus: run?.redriveStatus ?? null,
    ...(run?.redriveStatusReason === undefined ? {} : { redriveStatusReason: run.redriveStatusReason }),
    attempts: attempts.map(({ status, error, cause, endSeconds }) => ({ status, error: error ?? null, cause: cause ?? null, endSeconds })),
    ...(refusal === undefined ? {} : { notRedriven: refusal.reason }),
  };
}
