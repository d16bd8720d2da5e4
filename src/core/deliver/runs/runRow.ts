import { lastOfArn } from '../../base/arn.ts';
import { own, type Json, type JsonObject } from '../../base/json.ts';
import { typedOf, type RunField } from '../run/runForm.ts';

/** An execution as the table of runs knows it. */
export interface RunRow {
  readonly arn: string;
  readonly name: string;
  /** AWS's word: `SUCCEEDED`. */
  readonly status: string;
  readonly startedAt: Date;
  readonly stoppedAt: Date | undefined;
  /** Undefined where it was started on the machine itself. */
  readonly versionArn: string | undefined;
  readonly aliasArn: string | undefined;
  readonly redriveCount: number;
  /** Undefined until it is read. */
  readonly input: JsonObject | undefined;
}

/** A parameter as a column of the table. */
export interface ParameterColumn {
  readonly name: string;
  /** What a run that gives no value runs with, by what is deployed now. */
  readonly fallback: Json | undefined;
  readonly required: boolean;
}

/** The columns that all runs have; every other column is a parameter, by its name after a `$`. */
export const FIXED_COLUMNS = ['status', 'name', 'started', 'duration', 'version'] as const;
export type ColumnId = (typeof FIXED_COLUMNS)[number] | `$${string}`;

/** In seconds; of what still runs, until now. */
export function secondsOf({ startedAt, stoppedAt }: Pick<RunRow, 'startedAt' | 'stoppedAt'>, now: number): number {
  return Math.max(0, ((stoppedAt?.getTime() ?? now) - startedAt.getTime()) / 1000);
}

/** `live, 3`, `3`, or nothing where neither is known. */
export function versionText({ versionArn, aliasArn }: Pick<RunRow, 'versionArn' | 'aliasArn'>): string {
  return [aliasArn, versionArn].flatMap((arn) => (arn === undefined ? [] : [lastOfArn(arn)])).join(', ');
}

/** The value that a run was given for a parameter, or the default of now; undefined where there is neither, or its input is not read. */
export function valueIn({ input }: Pick<RunRow, 'input'>, { name, fallback }: Pick<ParameterColumn, 'name' | 'fallback'>): Json | undefined {
  return input === undefined ? undefined : (own(input, name) ?? fallback);
}

/** Parameters that the form asks for, in its order, then further ones that runs were given. */
export function parameterColumns(fields: readonly RunField[], runs: readonly Pick<RunRow, 'input'>[]): readonly ParameterColumn[] {
  const asked = fields.map((f): ParameterColumn => ({ name: f.name, fallback: f.parameter.default, required: f.required }));
  const known = new Set(asked.map((c) => c.name));
  const others = new Set(runs.flatMap((r) => Object.keys(r.input ?? {})).filter((name) => !known.has(name)));
  return [...asked, ...[...others].map((name) => ({ name, fallback: undefined, required: false }))];
}

/** So many parameters are columns unless a person chooses others. */
const AT_FIRST = 6;

/** The columns worth seeing: where runs differ, then what is required, then what some run was given; in their own order. */
export function columnsAtFirst(columns: readonly ParameterColumn[], runs: readonly Pick<RunRow, 'input'>[]): readonly string[] {
  const weight = (c: ParameterColumn): number => {
    const values = runs.flatMap((r) => (r.input === undefined ? [] : [typedOf(valueIn(r, c) ?? null)]));
    if (new Set(values).size > 1) return 3;
    return c.required ? 2 : runs.some((r) => r.input !== undefined && Object.hasOwn(r.input, c.name)) ? 1 : 0;
  };
  const weighed = columns.map((c, i) => ({ name: c.name, i, weight: weight(c) })).filter((c) => c.weight > 0);
  const chosen = weighed.sort((a, b) => b.weight - a.weight || a.i - b.i).slice(0, AT_FIRST);
  return chosen.sort((a, b) => a.i - b.i).map((c) => c.name);
}
