import { useEffect, useRef, useState } from 'react';
import type { PriceRow } from '../../core/rehearse/priceTable.ts';
import { setPrice } from '../../store/pricing.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { priceIn, priceText } from './priceText.ts';

/** A row of the table of prices; `row` is undefined for a type that has none yet. What is typed holds at once. */
export function PriceLine({ name, row }: { readonly name: string; readonly row: PriceRow | undefined }) {
  const app = useCauce();
  const asked = useApp((s) => s.simulation.pricing === name);
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const what = name === '' ? 'State transitions' : name;
  useEffect(() => {
    if (!asked) return;
    field.current?.focus();
    app.store.getState().setSimulation({ pricing: null });
  }, [asked, app]);
  const invalid = draft !== null && draft.trim() !== '' && priceIn(draft) === undefined;
  const type = (text: string): void => {
    setDraft(text);
    const usd = priceIn(text);
    if (usd !== undefined && usd !== row?.usd) void setPrice(app, name, usd === row?.ours ? null : { usd, ...(row?.own === true && row.source !== '' ? { source: row.source } : {}) });
  };
  return (
    <tr className={row?.own === true ? 'own' : ''}>
      <td className={name === '' ? '' : 'mono'}>{what}</td>
      <td className={`tight ${row === undefined ? 'miss' : ''}`}>
        <input
          ref={field} className="cell-input right nums" inputMode="decimal" aria-label={`Price of ${what}`} aria-invalid={invalid} placeholder="no price"
          value={draft ?? (row === undefined ? '' : priceText(row.usd))} onChange={(e) => type(e.target.value)} onFocus={(e) => e.target.select()} onBlur={() => setDraft(null)}
        />
      </td>
      <td className="muted">{name === '' ? '1 000' : 'an hour'}</td>
      <td className="tight">{row?.own === true ? <SourceInput key={row.source} what={what} source={row.source} set={(source) => void setPrice(app, name, { usd: row.usd, ...(source === '' ? {} : { source }) })} /> : <span className="cell-rest muted">{row?.source ?? ''}</span>}</td>
      <td className="nums muted">{row?.date ?? ''}</td>
      <td className="tight right">{row?.own === true ? <IconButton icon={row.ours === undefined ? 'x' : 'undo'} label={row.ours === undefined ? `Remove the price of ${what}` : `Back to Cauce’s price of ${what}: ${row.ours}`} small onClick={() => void setPrice(app, name, null)} /> : null}</td>
    </tr>
  );
}

function SourceInput({ what, source, set }: { readonly what: string; readonly source: string; readonly set: (source: string) => void }) {
  const [draft, setDraft] = useState(source);
  return <input className="cell-input" aria-label={`Source of ${what}`} placeholder="Yours. Where is it from?" value={draft} onChange={(e) => setDraft(e.target.value)} onBlur={() => draft.trim() !== source && set(draft.trim())} onKeyDown={(e) => e.key === 'Enter' && e.currentTarget.blur()} />;
}
