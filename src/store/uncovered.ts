import type { Piece } from '../core/rehearse/coverage.ts';
import type { StepId } from '../core/model/pipeline.ts';
import type { AppState } from './types.ts';

const NONE: readonly Piece[] = [];
const known = new WeakMap<readonly Piece[], ReadonlyMap<StepId, readonly Piece[]>>();

/** Pieces of a step that no case takes, while the drawing shows them; the same list as long as the coverage is the same. */
export function uncoveredOf({ simulation }: AppState, step: StepId): readonly Piece[] {
  const missing = simulation.showsCoverage ? simulation.result?.coverage?.missing : undefined;
  if (missing === undefined) return NONE;
  let byStep = known.get(missing);
  if (byStep === undefined) {
    byStep = grouped(missing);
    known.set(missing, byStep);
  }
  return byStep.get(step) ?? NONE;
}

function grouped(pieces: readonly Piece[]): ReadonlyMap<StepId, readonly Piece[]> {
  const found = new Map<StepId, Piece[]>();
  for (const piece of pieces) {
    const those = found.get(piece.step);
    if (those) those.push(piece);
    else found.set(piece.step, [piece]);
  }
  return found;
}
