import { useMemo } from 'react';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { goToStep } from '../goTo.ts';
import { madeByCauce } from './made.ts';

/** The last group: names and places that are no parameters, because nobody has to give them. A click goes to the field. */
export function MadeByCauce({ pipeline, columns }: { readonly pipeline: Pipeline; readonly columns: number }) {
  const app = useCauce();
  const catalog = useApp((s) => s.compiled.catalog);
  const made = useMemo(() => madeByCauce(pipeline, catalog), [pipeline, catalog]);
  if (made.length === 0) return null;
  return (
    <tbody>
      <tr className="sub">
        <th colSpan={columns} scope="rowgroup"><span className="row"><Icon name="auto" /><span>Made by Cauce: job names and places that nobody has to give</span><span className="muted nums">{made.length}</span></span></th>
      </tr>
      {made.map((m) => {
        const family = m.type === 'name' ? 'value' : 'data';
        return (
          <tr key={`${m.step}${m.field}`}>
            <td className="tight"><button type="button" className="cell muted" data-cell title={m.label} aria-label={`${m.label}, made by Cauce: go to the field`} onClick={() => goToStep(app, m.step, m.field)}><span className="cut">{m.label}</span></button></td>
            <td><span className="type"><i className={`dot ${family} ${family}`} aria-hidden="true" />{m.type}</span></td>
            <td className="muted made">made by Cauce</td>
            <td colSpan={columns - 3} className="mono muted" title={m.preview}>{m.preview}</td>
          </tr>
        );
      })}
    </tbody>
  );
}
