import type { Diagnostic, Severity } from '../../core/diagnostic/diagnostic.ts';
import type { Edit } from '../../core/edit/types.ts';
import type { Fix } from '../../core/diagnostic/diagnostic.ts';
import { done } from '../../core/edit/types.ts';
import type { Pipeline, StepId } from '../../core/model/pipeline.ts';
import { fieldPlace } from '../fieldPlace.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Worst first, otherwise in the order of the compiler, which is that of the drawing. */
export function listedProblems(diagnostics: readonly Diagnostic[], onlySteps: readonly StepId[] | null): readonly Diagnostic[] {
  const kept = onlySteps === null ? diagnostics : diagnostics.filter((d) => d.where.step !== undefined && onlySteps.includes(d.where.step));
  return [...kept].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** `3 errors, 1 warning`; the empty text when there is nothing. */
export function countsText(counts: Readonly<Record<Severity, number>>): string {
  const words: readonly (readonly [Severity, string])[] = [['error', 'error'], ['warning', 'warning'], ['info', 'note']];
  return words.flatMap(([severity, word]) => (counts[severity] === 0 ? [] : [`${counts[severity]} ${word}${counts[severity] === 1 ? '' : 's'}`])).join(', ');
}

/** Where a problem is, in the words of the screen: `Train XGBoost › Volume size`, `ArtifactBucket in prod`, `line 12`. */
export function placeText(pipeline: Pipeline, { where }: Diagnostic): string {
  const { step, argument, parameter, environment, line, state, file } = where;
  if (parameter !== undefined && (step === undefined || environment !== undefined)) return environment === undefined ? parameter : `${parameter} in ${environment}`;
  if (step !== undefined) return fieldPlace(pipeline, step, argument ?? '');
  if (environment !== undefined) return `Environment ${environment}`;
  if (line !== undefined) return `${file === undefined ? '' : `${file}, `}line ${line}`;
  return state ?? '';
}

/** Every fix as one edit. One that does not fit any more, because another solved the same, is left out. */
export function allFixes(diagnostics: readonly Diagnostic[], editOf: (fix: Fix) => Edit): Edit {
  return (pipeline) =>
    done(
      diagnostics.reduce((p, d) => {
        const result = d.fix ? editOf(d.fix)(p) : null;
        return result?.ok ? result.pipeline : p;
      }, pipeline),
    );
}

/** What a person is told when the list changed: how many are new, how many were solved, how many are left. */
export function changeText(before: Readonly<Record<Severity, number>>, now: Readonly<Record<Severity, number>>): string {
  const left = countsText(now);
  if (left === '') return countsText(before) === '' ? '' : 'No problems';
  const more = now.error + now.warning - before.error - before.warning;
  return more > 0 ? `${more} new ${more === 1 ? 'problem' : 'problems'}: ${left}` : more < 0 ? `${-more} solved: ${left}` : '';
}
