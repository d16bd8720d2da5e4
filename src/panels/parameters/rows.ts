import { own, type Json } from '../../core/base/json.ts';
import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import { parameterUses, type ParameterUse } from '../../core/model/parameterUses.ts';
import type { Parameter, Phase, Pipeline } from '../../core/model/pipeline.ts';

export interface Cell {
  readonly environment: string;
  readonly value: Json | undefined;
  /** The environment has to give a value and does not. */
  readonly missing: boolean;
  readonly problems: readonly Diagnostic[];
}
export interface Row {
  readonly name: string;
  readonly parameter: Parameter;
  /** Somebody has to give a value. */
  readonly required: boolean;
  readonly cells: readonly Cell[];
  readonly uses: readonly ParameterUse[];
  /** Problems of the parameter itself, not of one environment's value. */
  readonly problems: readonly Diagnostic[];
}
export interface Group {
  readonly phase: Phase;
  readonly rows: readonly Row[];
}
export interface Filter {
  readonly text: string;
  readonly phase: Phase | null;
}

/** Latest first: what is asked most often stands on top (looks/png/parameters.png). */
const ORDER: readonly Phase[] = ['run', 'deploy', 'design'];

/** The table: parameters in groups by phase, in the person's order within each. */
export function parameterGroups(pipeline: Pipeline, diagnostics: readonly Diagnostic[], filter: Filter): readonly Group[] {
  const rows = allRows(pipeline, diagnostics).filter((row) => fits(row, filter));
  return ORDER.map((phase) => ({ phase, rows: rows.filter((r) => r.parameter.phase === phase) })).filter((g) => g.rows.length > 0);
}

export function phaseCounts(pipeline: Pipeline): Readonly<Record<Phase, number>> {
  const counts = { design: 0, deploy: 0, run: 0 };
  for (const p of Object.values(pipeline.parameters ?? {})) if (Object.hasOwn(counts, p.phase)) counts[p.phase]++;
  return counts;
}

function allRows(pipeline: Pipeline, diagnostics: readonly Diagnostic[]): readonly Row[] {
  const uses = grouped(parameterUses(pipeline), (u) => u.name);
  const problems = grouped(diagnostics, (d) => d.where.parameter);
  return Object.entries(pipeline.parameters ?? {}).map(([name, parameter]) => {
    const own = problems.get(name) ?? [];
    return {
      name,
      parameter,
      required: parameter.phase !== 'design' && parameter.default === undefined,
      cells: Object.keys(pipeline.environments ?? {}).map((environment) => cellOf(pipeline, name, parameter, environment, own)),
      uses: uses.get(name) ?? [],
      problems: own.filter((d) => d.where.environment === undefined),
    };
  });
}

function cellOf(pipeline: Pipeline, name: string, parameter: Parameter, environment: string, problems: readonly Diagnostic[]): Cell {
  const { values, inputDefaults } = own(pipeline.environments, environment) ?? {};
  const value = parameter.phase === 'deploy' ? own(values, name) : parameter.phase === 'run' ? own(inputDefaults, name) : undefined;
  return {
    environment,
    value,
    missing: parameter.phase === 'deploy' && value === undefined && parameter.default === undefined,
    problems: problems.filter((d) => d.where.environment === environment),
  };
}

function grouped<T>(items: readonly T[], key: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const k = key(item);
    if (k === undefined) continue;
    const group = groups.get(k);
    if (group) group.push(item);
    else groups.set(k, [item]);
  }
  return groups;
}

function fits({ name, parameter, cells }: Row, { text, phase }: Filter): boolean {
  if (phase !== null && parameter.phase !== phase) return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const values = [parameter.default, ...cells.map((c) => c.value)].flatMap((v) => (v === undefined ? [] : [typeof v === 'string' ? v : JSON.stringify(v)]));
  return [name, parameter.type, parameter.description ?? '', ...values].some((t) => t.toLowerCase().includes(wanted));
}
