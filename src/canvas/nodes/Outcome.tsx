import type { StepStatus } from '../../core/rehearse/statusAt.ts';
import { stepOf } from '../../core/edit/tree.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import { useAppShallow } from '../../store/react.tsx';
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

/** The word instead of the kind; the time behind it, where both have room. */
export function Outcome({ outcome, kindText }: { readonly outcome: NodeOutcome; readonly kindText: string }) {
  if (outcome.kind === 'idle') return <span className="cut">{kindText}</span>;
  return (
    <>
      <span className="cut"><span className={`state ${outcome.look.tone}`}><Icon name={outcome.look.icon} />{outcome.word}</span></span>
      {outcome.kind === 'waiting' || outcome.kind === 'caught' ? null : <span className="pips nums">{outcome.time}</span>}
    </>
  );
}

/** Along the bottom edge; while the step runs, as far as its time has gone. */
export function Strip({ outcome }: { readonly outcome: NodeOutcome }) {
  return <span className="strip">{outcome.kind === 'running' ? <i style={{ width: `${outcome.progress * 100}%` }} /> : null}</span>;
}

export function RetryBadge({ outcome }: { readonly outcome: NodeOutcome }) {
  return outcome.retries === 0 ? null : <span className="badge warn"><Icon name="retry" />{retriesWord(outcome.retries)}</span>;
}
