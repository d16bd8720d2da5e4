import { useMemo, useState, type FormEvent } from 'react';
import { instanceTypesOf } from '../../core/rehearse/costs.ts';
import { priceTable } from '../../core/rehearse/priceTable.ts';
import type { Timeline } from '../../core/rehearse/timeline.ts';
import { INSTANCE_PRICES } from '../../core/simulate/answers/prices.ts';
import { exportPrices, importPrices, resetPrices, setPrice, setPriceRegion } from '../../store/pricing.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PriceLine } from './PriceLine.tsx';
import { priceIn } from './priceText.ts';

/** The prices that the figures are reckoned with: ours, and before them those that a person gives. */
export function Prices({ timeline }: { readonly timeline: Timeline }) {
  const app = useCauce();
  const own = useApp((s) => s.prices);
  const table = useMemo(() => priceTable(own), [own]);
  const used = useMemo(() => instanceTypesOf(timeline), [timeline]);
  const rows = new Map(table.instances.map((r) => [r.name, r]));
  const others = table.instances.filter((r) => !used.includes(r.name));
  const changed = Object.keys(own.instances).length + (own.transitions ? 1 : 0) + (own.region === undefined ? 0 : 1);
  return (
    <section className="prices" aria-label="Prices">
      <div className="prices-head">
        <label className="row"><span className="muted">Region</span><PriceRegion key={own.region ?? ''} region={own.region} ours={INSTANCE_PRICES.region} set={(region) => void setPriceRegion(app, region)} /></label>
        <span className="muted cut prices-note" title={INSTANCE_PRICES.source}>US dollars, on demand. Your changes stay in this browser, for all pipelines.</span>
        <span className="grow" />
        <button type="button" className="btn quiet sm" disabled={changed === 0} onClick={() => void resetPrices(app)}>Reset all</button>
        <button type="button" className="btn quiet sm" aria-label="Open a file of prices" onClick={() => void importPrices(app)}>Open</button>
        <button type="button" className="btn quiet sm" aria-label="Export your prices" disabled={changed === 0} onClick={() => exportPrices(app)}>Export</button>
        <IconButton icon="x" label="Close the prices" small side="top" onClick={() => app.store.getState().setSimulation({ shown: 'timeline', pricing: null })} />
      </div>
      <div className="sim-table">
        <table aria-label="Prices" className="price-table">
          <thead><tr><th scope="col">What</th><th scope="col" className="right">US dollars</th><th scope="col">for</th><th scope="col">Source</th><th scope="col">Date</th><th scope="col"><span className="sr-only">Reset</span></th></tr></thead>
          <tbody>
            <tr className="sub"><td colSpan={6}>In this run</td></tr>
            {used.map((type) => <PriceLine key={type} name={type} row={rows.get(type)} />)}
            <PriceLine name="" row={table.transitions} />
            <tr className="sub"><td colSpan={6}>Other instance types</td></tr>
            {others.map((row) => <PriceLine key={row.name} name={row.name} row={row} />)}
          </tbody>
        </table>
        <NewPrice taken={(type) => rows.has(type)} />
      </div>
    </section>
  );
}

function PriceRegion({ region, ours, set }: { readonly region: string | undefined; readonly ours: string; readonly set: (region: string) => void }) {
  const [draft, setDraft] = useState(region ?? '');
  return <input className="input sm" aria-label="Region of the prices" value={draft} placeholder={ours} onChange={(e) => setDraft(e.target.value)} onBlur={() => draft.trim() !== (region ?? '') && set(draft.trim())} onKeyDown={(e) => e.key === 'Enter' && e.currentTarget.blur()} />;
}

/** A row for an instance type that the table does not have. */
function NewPrice({ taken }: { readonly taken: (type: string) => boolean }) {
  const app = useCauce();
  const [type, setType] = useState('');
  const [price, setPriceText] = useState('');
  const name = type.trim();
  const usd = priceIn(price);
  const problem = taken(name) ? `${name} is in the table already.` : price !== '' && usd === undefined ? 'A price is a number, such as 0.23.' : null;
  const add = (e: FormEvent): void => {
    e.preventDefault();
    if (name === '' || usd === undefined || taken(name)) return;
    void setPrice(app, name, { usd });
    setType('');
    setPriceText('');
  };
  return (
    <form className="price-new" aria-label="Add an instance type" onSubmit={add}>
      <input className="input sm code" aria-label="Instance type" placeholder="ml.p5.48xlarge" value={type} aria-invalid={taken(name)} onChange={(e) => setType(e.target.value)} />
      <input className="input sm right nums" aria-label="US dollars an hour" inputMode="decimal" placeholder="0.00" value={price} aria-invalid={price !== '' && usd === undefined} onChange={(e) => setPriceText(e.target.value)} />
      <button type="submit" className="btn sm" disabled={name === '' || usd === undefined || taken(name)}>Add an instance type</button>
      {problem === null ? null : <span className="run-note bad" role="alert">{problem}</span>}
    </form>
  );
}
