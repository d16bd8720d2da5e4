import type { Diagnostic } from '../../../core/diagnostic/diagnostic.ts';
import type { Target } from '../formEnv.ts';

/** The problems of one place: those that name it, or a part of the binding in it (`…/$text/1`). */
export function problemsAt(diagnostics: readonly Diagnostic[], target: Target): readonly Diagnostic[] {
  return diagnostics.filter((d) => {
    const at = d.where.argument ?? (target.step === null ? d.where.pointer : undefined);
    if (at === undefined || (d.where.step ?? null) !== target.step) return false;
    return at === target.pointer || at.startsWith(`${target.pointer}/$`);
  });
}

/** How many problems lie at or below a place; for the heads of folded groups. */
export function problemsBelow(diagnostics: readonly Diagnostic[], target: Target): number {
  return diagnostics.filter((d) => (d.where.step ?? null) === target.step && (d.where.argument === target.pointer || d.where.argument?.startsWith(`${target.pointer}/`))).length;
}
