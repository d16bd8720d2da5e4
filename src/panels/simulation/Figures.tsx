import { useMemo, type ReactNode } from 'react';
import { costAt } from '../../core/rehearse/costs.ts';
import { priceTable } from '../../core/rehearse/priceTable.ts';
import { transitionsAt } from '../../core/rehearse/statusAt.ts';
import type { SimulatedRun } from '../../platform/types.ts';
import { showPrices } from '../../store/pricing.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { dollars } from '../../ui/money.ts';
import { timeWord } from '../../ui/statusLook.ts';
import { timesWord } from './moments.ts';

/** Virtual time, estimated cost, transitions, the largest state, at the scrubber's time. */
export function Figures({ run }: { readonly run: SimulatedRun }) {
  const app = useCauce();
  const at = useApp((s) => s.simulation.at);
  const shown = useApp((s) => s.simulation.shown);
  const own = useApp((s) => s.prices);
  const { timeline, events } = run;
  const prices = useMemo(() => priceTable(own), [own]);
  const cost = useMemo(() => costAt(timeline, at, prices), [timeline, at, prices]);
  const transitions = transitionsAt(events, timeline, at);
  const largest = useMemo(() => largestOf(run.events), [run.events]);
  return (
    <dl className="meters nums">
      <Meter name="Virtual time" value={timeWord(at)} about={`of ${timeWord(timeline.duration)}`} />
      <div className="meter" title={`Instances of jobs, at the prices of ${prices.region}. Click for the table.`}>
        <dt className="sr-only">Estimated cost</dt>
        <dd>
          <b>{cost.unpriced.length > 0 && cost.known === 0 ? 'unknown' : dollars(cost.known)}</b>
          <button type="button" className={`meter-link ${cost.unpriced.length > 0 ? 'warn' : ''}`} aria-label={`Prices: ${cost.unpriced.length > 0 ? lacking(cost.unpriced) : 'estimate, jobs only'}`} aria-pressed={shown === 'prices'} onClick={() => showPrices(app, cost.unpriced[0] ?? null)}>
            {cost.unpriced.length > 0 ? lacking(cost.unpriced) : 'estimate, jobs only'}
          </button>
        </dd>
      </div>
      <Meter name="Transitions" value={`${transitions} of ${run.transitions}`} about={<>transitions{run.redriveCount > 0 ? <i>, {timesWord(run.redriveCount, 'redrive')}</i> : null}, {dollars((run.transitions * prices.transitions.usd) / 1000)}</>} title="What Step Functions charges for: states entered, retries and redrives." />
      <Meter name="Largest state" value={`${(largest / 1024).toFixed(1)} KiB`} about="largest state, limit 256 KiB" narrow />
    </dl>
  );
}

function lacking(types: readonly string[]): string {
  return types.length === 1 ? `no price for ${types[0]}` : `no price for ${types.length} types`;
}

function Meter({ name, value, about, title, narrow = false }: { readonly name: string; readonly value: string; readonly about: ReactNode; readonly title?: string; readonly narrow?: boolean }) {
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
