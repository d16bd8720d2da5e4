import { isChoice, type Pipeline, type StepId } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import type { Simulation } from '../simulate/simulate.ts';
import type { Rehearsal } from './prepare.ts';
import { keyOf, takenIn, type Taken } from './taken.ts';

/** A part of a drawing that simulations take or leave. `index` counts the step's `catch` or `retry`. */
export type Piece =
  | { readonly kind: 'step'; readonly step: StepId }
  | { readonly kind: 'way'; readonly step: StepId; readonly way: number | 'otherwise' }
  | { readonly kind: 'catch'; readonly step: StepId; readonly index: number }
  | { readonly kind: 'retry'; readonly step: StepId; readonly index: number };

export interface Coverage {
  /** Every piece in the order of the drawing, with how often it was taken in all simulations. */
  readonly pieces: readonly { readonly piece: Piece; readonly times: number }[];
  readonly taken: number;
  readonly total: number;
  /** The pieces that none took. */
  readonly missing: readonly Piece[];
}

/** What simulations of a pipeline took together. They may be of several environments. */
export function coverageOf(pipeline: Pipeline, runs: readonly { readonly rehearsal: Rehearsal; readonly simulation: Simulation }[]): Coverage {
  const taken = runs.map(({ rehearsal, simulation }) => takenIn(rehearsal, simulation));
  const pieces = piecesOf(pipeline).map((piece) => ({ piece, times: taken.reduce((sum, t) => sum + timesOf(t, piece), 0) }));
  const missing = pieces.filter((p) => p.times === 0).map((p) => p.piece);
  return { pieces, taken: pieces.length - missing.length, total: pieces.length, missing };
}

/** How often one simulation took a piece. */
export function timesOf(taken: Taken, piece: Piece): number {
  switch (piece.kind) {
    case 'step':
      return taken.steps.get(piece.step) ?? 0;
    case 'way':
      return taken.ways.get(keyOf(piece.step, piece.way)) ?? 0;
    case 'catch':
      return taken.catches.get(keyOf(piece.step, piece.index)) ?? 0;
    case 'retry':
      return taken.retries.get(keyOf(piece.step, piece.index)) ?? 0;
  }
}

function piecesOf(pipeline: Pipeline): readonly Piece[] {
  return [...allSteps(pipeline)].flatMap(([id, { step }]): readonly Piece[] => {
    const pieces: Piece[] = [{ kind: 'step', step: id }];
    if (isChoice(step)) {
      for (const way of (step.branches ?? []).keys()) pieces.push({ kind: 'way', step: id, way });
      if (step.otherwise !== undefined) pieces.push({ kind: 'way', step: id, way: 'otherwise' });
    }
    if ('retry' in step) for (const index of (step.retry ?? []).keys()) pieces.push({ kind: 'retry', step: id, index });
    if ('catch' in step) for (const index of (step.catch ?? []).keys()) pieces.push({ kind: 'catch', step: id, index });
    return pieces;
  });
}
