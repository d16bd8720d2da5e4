import { useEffect } from 'react';
import { useStore } from 'zustand';
import { deliveryOf, type Look } from '../../../store/delivery.ts';
import { useApp, useCauce } from '../../../store/react.tsx';
import { changeForm, emptyForm, putBack, sayKept } from '../../../store/run/runForm.ts';
import { deployAndRun, differs, startRun } from '../../../store/run/startRun.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { FaultNote } from '../../connection/FaultNote.tsx';
import { Busy } from '../Busy.tsx';
import { MissingRight, useMissing } from '../MissingRight.tsx';
import { DrawingDiffers } from './DrawingDiffers.tsx';
import { FillMenu } from './FillMenu.tsx';
import { KeepPreset } from './KeepPreset.tsx';
import { OneOrMany } from './OneOrMany.tsx';
import { RunFieldRow } from './RunFieldRow.tsx';
import { SweepSettings } from './SweepSettings.tsx';
import { useRunForm } from './useRunForm.ts';
import './runForm.css';

/** The form that starts an execution or a sweep, made from the manifest of what is deployed. */
export function RunForm({ look }: { readonly look: Look }) {
  const app = useCauce();
  const { form, fields, filled, sweep, nameFault, open, busy } = useRunForm(look);
  const { busy: doing, fault, faultDuring } = useStore(deliveryOf(app));
  const loads = useApp((s) => s.document.loads);
  // Whoever comes back to the form should not take what stands there for defaults.
  useEffect(() => sayKept(app), [app, loads]);
  const { typed, note, extra } = form;
  const required = fields.filter((f) => f.required);
  const optional = fields.filter((f) => !f.required);
  const missing = (name: string): boolean => filled.missing.includes(name) || filled.faults[name] !== undefined || sweep?.faults[name] !== undefined;
  const changed = optional.filter((f) => (typed[f.name] ?? '') !== '');
  const deployed = look.plan.deployed !== undefined;
  const missingRight = useMissing(deployed ? 'start' : 'deploy');
  const ready = open === 0 && !busy && missingRight === undefined;
  const row = (f: (typeof fields)[number]) => <RunFieldRow key={f.name} look={look} field={f} text={typed[f.name] ?? ''} axis={form.sweep.on ? form.sweep.axes[f.name] : undefined} fault={filled.faults[f.name] ?? sweep?.faults[f.name]} sweeping={form.sweep.on} />;
  const start = sweep === null ? 'Start run' : sweep.runs.length > 0 ? `Start ${sweep.runs.length} ${sweep.runs.length === 1 ? 'run' : 'runs'}` : 'Start the sweep';
  return (
    <form
      className="run-form" aria-label="New run"
      onSubmit={(e) => {
        e.preventDefault();
        if (ready) void (deployed ? startRun(app) : deployAndRun(app));
      }}
    >
      <header>
        <h2>New run</h2>
        <OneOrMany />
        <span className="grow" />
        <FillMenu />
      </header>
      {differs(look) && deployed ? <DrawingDiffers look={look} /> : null}
      {note === null ? null : (
        <p className="note" role="status">
          <span>{note.text}</span>
          {note.before === null ? <button type="button" className="link" onClick={() => emptyForm(app)}>Empty the form</button> : <button type="button" className="link" onClick={() => putBack(app)}>Put back what was there</button>}
        </p>
      )}
      {required.length > 0 ? <h3>Required <span className="muted nums">{required.filter((f) => !missing(f.name)).length} of {required.length} given</span></h3> : null}
      {required.length > 0 ? <div className="run-fields">{required.map(row)}</div> : null}
      {optional.length > 0 ? (
        <h3>Optional <span className="muted">a field left alone uses its default</span>{changed.length > 0 ? <button type="button" className="link" onClick={() => changeForm(app, { typed: Object.fromEntries(Object.entries(typed).filter(([name]) => !changed.some((f) => f.name === name))) })}>Reset {changed.length}</button> : null}</h3>
      ) : null}
      {optional.length > 0 ? <div className="run-fields">{optional.map(row)}</div> : null}
      {fields.length === 0 ? <p className="muted">It takes no parameters.</p> : null}
      {Object.keys(extra).length > 0 ? (
        <p className="note">
          <span>Sent along, without a field: <code>{Object.keys(extra).join(', ')}</code></span>
          <button type="button" className="link" onClick={() => changeForm(app, { extra: {} })}>Leave out</button>
        </p>
      ) : null}
      {sweep === null ? (
        <label className="run-name"><span className="strong">Execution name</span>
          <input className="input code" value={form.name ?? ''} placeholder={form.drawn.name} spellCheck={false} aria-invalid={nameFault !== undefined} onChange={(e) => changeForm(app, { name: e.target.value === '' ? null : e.target.value })} />
          {nameFault === undefined ? <small className="muted">Made of the machine, the time and a few letters, unless you give one.</small> : <small className="bad">{nameFault}</small>}
        </label>
      ) : <SweepSettings look={look} />}
      {filled.fault === undefined ? null : <p className="note bad" role="alert">{filled.fault}</p>}
      <footer>
        {fault && faultDuring === 'starting' ? <FaultNote fault={fault} /> : null}
        {doing === 'starting' ? <Busy words="AWS is asked to start it…" /> : null}
        <MissingRight doing={deployed ? 'start' : 'deploy'} />
        <KeepPreset input={filled.input} />
        {open > 0 ? <span className="bad run-open" role="status">{open} to fill or correct</span> : null}
        <button type="submit" className="btn primary" disabled={!ready}><Icon name="play" />{doing === 'starting' ? 'Starting…' : doing === 'deploying' ? 'Deploying…' : deployed ? start : 'Deploy and run'}</button>
      </footer>
    </form>
  );
}
