import { lazy, Suspense } from 'react';
import type { Piece } from '../../core/rehearse/coverage.ts';
import type { StepStatus } from '../../core/rehearse/statusAt.ts';
import { stepOf } from '../../core/edit/tree.ts';
import { isChoice, type StepId } from '../../core/model/pipeline.ts';
import { useAppShallow } from '../../store/react.tsx';
import { uncoveredOf } from '../../store/uncovered.ts';
import type { AppState } from '../../store/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { retriesWord, statusLook, statusWord, timeWord, type StatusLook } from '../../ui/statusLook.ts';

export interface NodeOutcome {
  readonly kind: StepStatus['kind'];
  readonly look: StatusLook;
  readonly word: string;
  readonly time: string;
  /** 0 to 1, of a running step. */
  readonly progress: number;
  readonly retries: number;
  /** For the node's accessible name. */
  readonly name: string;
}

/** How a step stands at the scrubber's time; null outside of a simulation. */
export function useOutcome(id: StepId): NodeOutcome | null {
  return useAppShallow((s) => {
    const status = s.simulation.statuses?.get(id);
    if (!status) return null;
    const word = statusWord(status, (step) => stepOf(s.document.pipeline, step)?.name ?? step);
    const name = status.retries > 0 ? `${word}, ${retriesWord(status.retries)}` : word;
    // Progress in hundredths: a node is drawn again when something of it is to be seen.
    return { kind: status.kind, look: statusLook(status.kind), word, time: status.seconds > 0 ? timeWord(roughly(status.seconds)) : '', progress: Math.round(status.progress * 100) / 100, retries: status.retries, name };
  });
}

/** Seconds, and minutes of what takes hours: the word before it needs the room. */
function roughly(seconds: number): number {
  return seconds < 3600 ? Math.round(seconds) : Math.round(seconds / 60) * 60;
}

/** What of a step no case takes; its ways and catches are marked on their lines, where they have one. */
export function useUncovered(id: StepId): readonly Piece[] {
  return useAppShallow((s) => {
    const pieces = uncoveredOf(s, id);
    return pieces.length === 0 ? pieces : pieces.filter((p) => p.kind === 'step' || p.kind === 'retry' || (p.kind === 'way' && !leadsOn(s, p)));
  });
}

/** A way without a target goes straight on, and has no line of its own. */
function leadsOn(s: AppState, { step: id, way }: Piece & { readonly kind: 'way' }): boolean {
  const step = stepOf(s.document.pipeline, id);
  return step !== undefined && isChoice(step) && (way === 'otherwise' ? step.otherwise : step.branches?.[way])?.to !== undefined;
}

/** Characters of "Running 3 of 12" beside which a time has no room. */
const LONG = 11;

/** The word instead of the kind; the time behind it, where both have room. */
export function Outcome({ outcome, kindText }: { readonly outcome: NodeOutcome; readonly kindText: string }) {
  if (outcome.kind === 'idle') return <span className="cut">{kindText}</span>;
  return (
    <>
      <span className="cut"><span className={`state ${outcome.look.tone}`}><Icon name={outcome.look.icon} />{outcome.word}</span></span>
      {outcome.kind === 'waiting' || outcome.kind === 'caught' || outcome.word.length > LONG ? null : <span className="pips nums">{outcome.time}</span>}
    </>
  );
}

/** Along the bottom edge; while the step runs, as far as its time has gone. */
export function Strip({ outcome }: { readonly outcome: NodeOutcome }) {
  return <span className="strip">{outcome.kind === 'running' ? <i style={{ width: `${outcome.progress * 100}%` }} /> : null}</span>;
}

const CoverageMark = lazy(() => import('./CoverageMark.tsx').then((m) => ({ default: m.CoverageMark })));

/** Over the corner of a node in a simulation: retries, or while coverage is shown what of the step no case takes. */
export function SimulationBadge({ outcome, uncovered }: { readonly outcome: NodeOutcome; readonly uncovered: readonly Piece[] }) {
  if (uncovered.length > 0) return <Suspense fallback={null}><CoverageMark pieces={uncovered} className="badge" /></Suspense>;
  return outcome.retries === 0 ? null : <span className="badge warn"><Icon name="retry" />{retriesWord(outcome.retries)}</span>;
}
