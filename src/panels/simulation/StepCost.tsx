import { useMemo } from 'react';
import { costOfStep } from '../../core/rehearse/costs.ts';
import { priceTable } from '../../core/rehearse/priceTable.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import { showPrices } from '../../store/pricing.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { dollars } from '../../ui/money.ts';
import { timeWord } from '../../ui/statusLook.ts';

/** What the instances of a step have cost until the scrubber's time; where a type has no price, the way to give it one. */
export function StepCost({ id }: { readonly id: StepId }) {
  const app = useCauce();
  const { at, result } = useApp((s) => s.simulation);
  const own = useApp((s) => s.prices);
  const timeline = result?.run?.timeline;
  const cost = useMemo(() => (timeline ? costOfStep(timeline, id, at, priceTable(own)) : null), [timeline, id, at, own]);
  if (cost === null) return null;
  const [missing] = cost.unpriced;
  return (
    <dl className="run-field run-cost">
      <dt>Cost</dt>
      {missing === undefined ? (
        <dd><b className="nums">about {dollars(cost.known)}</b> <span className="muted">{cost.types.join(', ')}, {timeWord(cost.instanceSeconds)}</span></dd>
      ) : (
        <dd><span>no price for <code>{missing}</code></span> <button type="button" className="btn sm" aria-label={`Add a price for ${missing}`} onClick={() => showPrices(app, missing)}>Add a price</button></dd>
      )}
    </dl>
  );
}
