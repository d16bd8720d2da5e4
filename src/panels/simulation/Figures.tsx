import { useMemo } from 'react';
import { costAt, transitionsAt } from '../../core/rehearse/statusAt.ts';
import { INSTANCE_PRICES, TRANSITION_USD } from '../../core/simulate/answers/prices.ts';
import type { SimulatedRun } from '../../platform/types.ts';
import { useApp } from '../../store/react.tsx';
import { timeWord } from '../../ui/statusLook.ts';

/** Virtual time, estimated cost, transitions, the largest state, at the scrubber's time. */
export function Figures({ run }: { readonly run: SimulatedRun }) {
  const at = useApp((s) => s.simulation.at);
  const { timeline, events } = run;
  const cost = useMemo(() => costAt(timeline, at), [timeline, at]);
  const transitions = transitionsAt(events, timeline, at);
  const largest = useMemo(() => largestOf(run.events), [run.events]);
  const unpriced = cost.unpriced.length > 0 ? `no price for ${cost.unpriced.join(', ')}` : 'estimate, jobs only';
  return (
    <dl className="meters nums">
      <Meter name="Virtual time" value={timeWord(at)} about={`of ${timeWord(timeline.duration)}`} />
      <Meter name="Estimated cost" value={cost.unpriced.length > 0 && cost.known === 0 ? 'unknown' : dollars(cost.known)} about={unpriced} title={`Prices of ${INSTANCE_PRICES.region}, ${INSTANCE_PRICES.date}. ${INSTANCE_PRICES.source}`} />
      <Meter name="Transitions" value={`${transitions} of ${run.transitions}`} about={`transitions, ${dollars(run.transitions * TRANSITION_USD)}`} title="What Step Functions charges for: states entered and retries, us-east-1." />
      <Meter name="Largest state" value={`${(largest / 1024).toFixed(1)} KiB`} about="largest state, limit 256 KiB" narrow />
    </dl>
  );
}

function Meter({ name, value, about, title, narrow = false }: { readonly name: string; readonly value: string; readonly about: string; readonly title?: string; readonly narrow?: boolean }) {
  return (
    <div className={`meter ${narrow ? 'hide-narrow' : ''}`} title={title}>
      <dt className="sr-only">{name}</dt>
      <dd><b>{value}</b><span>{about}</span></dd>
    </div>
  );
}

/** Bytes of the largest input or output of a state. */
function largestOf(events: SimulatedRun['events']): number {
  const encoder = new TextEncoder();
  let longest = '';
  for (const { stateEnteredEventDetails, stateExitedEventDetails } of events) {
    const text = stateEnteredEventDetails?.input ?? stateExitedEventDetails?.output ?? '';
    if (text.length > longest.length) longest = text;
  }
  return encoder.encode(longest).length;
}

/** Cents, and where it is less than one, as many digits as it takes to see something. */
function dollars(amount: number): string {
  return `$${amount === 0 || amount >= 0.01 ? amount.toFixed(2) : amount.toPrecision(1)}`;
}
