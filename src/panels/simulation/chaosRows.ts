import type { ChaosOutcome, ChaosResult } from '../../core/rehearse/chaos.ts';

/** Outcomes, the worst first. */
export const OUTCOMES: readonly ChaosOutcome[] = ['ends the pipeline', 'caught', 'retried', 'ends well', 'not reached'];
export type SortKey = 'step' | 'error' | 'outcome' | 'end';
export interface Sorting {
  readonly by: SortKey;
  readonly down: boolean;
}
export interface Wanted {
  readonly outcome: ChaosOutcome | null;
  /** What the name of the step or of the error has to hold. */
  readonly text: string;
}

/** The rows that are wanted, in the order that is wanted; equal ones stay in the order of the definition. */
export function rowsOf(results: readonly ChaosResult[], nameOf: (result: ChaosResult) => string, wanted: Wanted, { by, down }: Sorting): readonly ChaosResult[] {
  const text = wanted.text.trim().toLowerCase();
  const rows = results.filter((r) => (wanted.outcome === null || r.outcome === wanted.outcome) && (text === '' || `${nameOf(r)} ${r.error}`.toLowerCase().includes(text)));
  const place = new Map(results.map((r, i) => [r, i]));
  const key = (r: ChaosResult): string | number => (by === 'step' ? (place.get(r) ?? 0) : by === 'error' ? r.error : by === 'outcome' ? OUTCOMES.indexOf(r.outcome) : `${r.status} ${r.endedWith ?? ''}`);
  const compared = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...rows].sort((a, b) => compared(key(a), key(b)) * (down ? -1 : 1));
}

export function countsOf(results: readonly ChaosResult[]): ReadonlyMap<ChaosOutcome, number> {
  return new Map(OUTCOMES.map((outcome) => [outcome, results.filter((r) => r.outcome === outcome).length]));
}

/** “18 of 42 faults end the pipeline; 6 steps have no catch for them”. Faults of tasks that are not reached say nothing. */
export function summaryOf(results: readonly ChaosResult[]): string {
  const reached = results.filter((r) => r.outcome !== 'not reached');
  const ends = reached.filter((r) => r.outcome === 'ends the pipeline');
  const steps = new Set(ends.map((r) => r.step)).size;
  if (reached.length === 0) return 'No task is reached';
  if (ends.length > 0) return `${ends.length} of ${reached.length} faults end${ends.length === 1 ? 's' : ''} the pipeline; ${steps} ${steps === 1 ? 'step has' : 'steps have'} no catch for them`;
  const after = reached.filter((r) => r.outcome === 'caught' && r.status !== 'SUCCEEDED').length;
  return `None of ${reached.length} faults ends the pipeline uncaught${after === 0 ? '' : `; ${after} fail${after === 1 ? 's' : ''} after the catch`}`;
}
