import { edgesOf } from '../core/model/edges.ts';
import type { Diagnostic, Severity } from '../core/diagnostic/diagnostic.ts';
import type { Pipeline, StepId } from '../core/model/pipeline.ts';
import type { AppState } from './types.ts';

const NONE: readonly Diagnostic[] = [];

/** Remembers the last answer for the same argument: derived values are computed once a change, however many read them. */
function lastOf<A, R>(derive: (argument: A) => R): (argument: A) => R {
  let known: { readonly argument: A; readonly result: R } | null = null;
  return (argument) => {
    if (known?.argument !== argument) known = { argument, result: derive(argument) };
    return (known as { readonly result: R }).result;
  };
}

/** All problems of the document as it was last compiled, with those found while the file was read. */
const joined = new WeakMap<readonly Diagnostic[], { readonly open: readonly Diagnostic[]; readonly all: readonly Diagnostic[] }>();
export function problems(s: AppState): readonly Diagnostic[] {
  const compiled = s.compiled.result?.diagnostics ?? NONE;
  const open = s.document.openProblems;
  if (open.length === 0) return compiled;
  const known = joined.get(compiled);
  if (known?.open === open) return known.all;
  const all = [...open, ...compiled];
  joined.set(compiled, { open, all });
  return all;
}

const countsOf = lastOf((all: readonly Diagnostic[]): Readonly<Record<Severity, number>> => {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const d of all) counts[d.severity]++;
  return counts;
});
export function problemCounts(s: AppState): Readonly<Record<Severity, number>> {
  return countsOf(problems(s));
}

const byStep = lastOf((all: readonly Diagnostic[]): ReadonlyMap<StepId, readonly Diagnostic[]> => {
  const found = new Map<StepId, Diagnostic[]>();
  for (const d of all) {
    const step = d.where.step;
    if (step === undefined) continue;
    const list = found.get(step);
    if (list) list.push(d);
    else found.set(step, [d]);
  }
  return found;
});
export function problemsByStep(s: AppState): ReadonlyMap<StepId, readonly Diagnostic[]> {
  return byStep(problems(s));
}

export function problemsOfStep(s: AppState, id: StepId): readonly Diagnostic[] {
  return problemsByStep(s).get(id) ?? NONE;
}

interface Consumer {
  readonly step: StepId;
  /** Of the binding that the wire is, below the step. */
  readonly pointer: string;
}
const consumers = new WeakMap<readonly string[], { readonly of: Pipeline; readonly consumer: Consumer | null }>();
/** Where the selected wire leads, when it leads to one step: the binding that it draws (the first, of several). */
export function consumerOfWire(s: AppState): Consumer | null {
  const { edges } = s.selection;
  const { pipeline } = s.document;
  if (edges.length === 0) return null;
  const known = consumers.get(edges);
  if (known?.of === pipeline) return known.consumer;
  const chosen = new Set(edges);
  const drawn = edgesOf(pipeline).filter((e) => chosen.has(e.id));
  const [first] = drawn;
  const consumer = first?.kind === 'data' && drawn.every((e) => e.kind === 'data' && e.to === first.to) ? { step: first.to, pointer: first.pointer } : null;
  consumers.set(edges, { of: pipeline, consumer });
  return consumer;
}

/** Is the dock to be seen, more than its tabs? */
export function dockShown(s: AppState): boolean {
  return s.view.dock.open && !s.view.dockRests;
}

/** Is there a run whose durations can be taken as estimates? */
export function isMeasured({ simulation: { result, measured } }: AppState): boolean {
  return Boolean(result?.run) || measured !== null;
}

export function parameterCount(s: AppState): number {
  return Object.keys(s.document.pipeline.parameters ?? {}).length;
}

/** The environment that the editor shows values of; null where the pipeline has none of that name. */
export function currentEnvironment(s: AppState): string | null {
  const name = s.view.environment;
  return name !== null && Object.hasOwn(s.document.pipeline.environments ?? {}, name) ? name : null;
}

export function currentLanguage(s: AppState): NonNullable<Pipeline['language']> {
  return s.view.language ?? s.document.pipeline.language ?? 'jsonata';
}

/** The label of what undo takes back or redo does again; null when there is nothing. */
export function undoLabel(s: AppState): string | null {
  return s.document.past.at(-1)?.label ?? null;
}
export function redoLabel(s: AppState): string | null {
  return s.document.future[0]?.label ?? null;
}
