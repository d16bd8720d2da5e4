import { ToggleGroup } from 'radix-ui';
import type { Look } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { changeSweep } from '../../../store/run/runForm.ts';
import { namedRuns } from '../../../store/run/startRun.ts';
import { useRunForm } from './useRunForm.ts';

/** How the values of a sweep go together, how many runs there are at once, and what they are called. */
export function SweepSettings({ look }: { readonly look: Look }) {
  const app = useCauce();
  const { form, fields, sweep, nameFault, atOnceFault } = useRunForm(look);
  if (sweep === null) return null;
  const { combine, atOnce, pattern } = form.sweep;
  const name = namedRuns(look, fields, sweep, form)[0]?.name ?? '';
  return (
    <section className="sweep-settings" aria-label="Sweep">
      <h3>Sweep <span className="muted nums" role="status">{sweep.varying.length === 0 ? 'press Vary at a parameter' : `${sweep.count} ${sweep.count === 1 ? 'run' : 'runs'}`}</span></h3>
      {sweep.varying.length > 1 ? (
        <ToggleGroup.Root className="seg" type="single" aria-label="How the values go together" value={combine} onValueChange={(v) => v !== '' && changeSweep(app, { combine: v as typeof combine })}>
          <ToggleGroup.Item value="product">Every combination</ToggleGroup.Item>
          <ToggleGroup.Item value="zip">Side by side</ToggleGroup.Item>
        </ToggleGroup.Root>
      ) : null}
      {sweep.fault !== undefined && sweep.varying.length > 0 ? <p className="note bad" role="alert">{sweep.fault}</p> : null}
      <div className="sweep-how">
        <label className="run-name"><span className="strong">At once</span>
          <input className="input code" inputMode="numeric" value={atOnce} aria-invalid={atOnceFault !== undefined} onChange={(e) => changeSweep(app, { atOnce: e.target.value })} />
        </label>
        <label className="run-name"><span className="strong">Names</span>
          <input className="input code" value={pattern} spellCheck={false} aria-invalid={nameFault !== undefined} onChange={(e) => changeSweep(app, { pattern: e.target.value })} />
        </label>
      </div>
      <small className={nameFault ?? atOnceFault ? 'bad' : 'muted'}>{nameFault ?? atOnceFault ?? (name === '' ? 'Parameters can stand in braces.' : <>The first is <code>{name}</code></>)}</small>
      <small className="muted">The page starts the next one as soon as one ends: leave it open until all are started.</small>
    </section>
  );
}
