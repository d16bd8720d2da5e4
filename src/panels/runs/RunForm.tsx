import { useId } from 'react';
import { useStore } from 'zustand';
import { executionNameFault } from '../../core/deliver/run/executionName.ts';
import { typedOf, type RunField } from '../../core/deliver/run/runForm.ts';
import { deliveryOf, fillForm, formOf, startRun, typeValue, type Look } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { FaultNote } from '../connection/FaultNote.tsx';
import { Busy } from './Busy.tsx';
import { useReady } from './useReady.ts';

/** The form that starts an execution, made from the manifest of what is deployed. */
export function RunForm({ look }: { readonly look: Look }) {
  const app = useCauce();
  const delivery = useStore(deliveryOf(app));
  const { typed, name, drawnName, busy, runs, fault, faultDuring } = delivery;
  const { fields, filled } = formOf(delivery);
  const { ready, open } = useReady();
  const required = fields.filter((f) => f.required);
  const optional = fields.filter((f) => !f.required);
  const given = required.filter((f) => !filled.missing.includes(f.name) && filled.faults[f.name] === undefined).length;
  const changed = optional.filter((f) => (typed[f.name] ?? '') !== '');
  const badName = executionNameFault(name ?? drawnName);
  const last = runs.find((r) => r.input !== undefined)?.input;
  const foreign = look.plan.deployed && look.plan.deployed.sha256 !== look.plan.sha256;
  if (look.plan.deployed === undefined) return <p className="muted runs-note">Once it is deployed, a form with its {fields.length === 1 ? 'parameter' : `${fields.length} parameters`} starts it here.</p>;
  return (
    <form className="run-form" aria-label="New run" onSubmit={(e) => { e.preventDefault(); if (ready && badName === undefined) void startRun(app); }}>
      <header>
        <h2>New run</h2>
        <span className="grow" />
        {last === undefined ? null : <button type="button" className="btn sm" onClick={() => fillForm(app, last)}>Same as the last run</button>}
      </header>
      {foreign ? <p className="note warn">This runs what is deployed, not what is drawn. Deploy first to run the drawing.</p> : null}
      {foreign && look.plan.deployed.carried === undefined ? <p className="note warn">What is deployed does not carry its manifest; the form asks for the parameters of the drawing.</p> : null}
      {required.length > 0 ? <h3>Required <span className="muted nums">{given} of {required.length} given</span></h3> : null}
      {required.map((f) => <Field key={f.name} field={f} text={typed[f.name] ?? ''} fault={filled.faults[f.name]} />)}
      {optional.length > 0 ? (
        <h3>Optional <span className="muted">a field left alone uses its default</span>{changed.length > 0 ? <button type="button" className="link" onClick={() => changed.forEach((f) => typeValue(app, f.name, ''))}>Reset {changed.length}</button> : null}</h3>
      ) : null}
      {optional.map((f) => <Field key={f.name} field={f} text={typed[f.name] ?? ''} fault={filled.faults[f.name]} />)}
      <label className="run-name"><span className="strong">Execution name</span>
        <input className="input code" value={name ?? ''} placeholder={drawnName} aria-invalid={badName !== undefined} onChange={(e) => deliveryOf(app).setState({ name: e.target.value === '' ? null : e.target.value })} />
        {badName === undefined ? <small className="muted">Made of the machine, the time and a few letters, unless you give one.</small> : <small className="bad">{badName}</small>}
      </label>
      {filled.fault === undefined ? null : <p className="note bad" role="alert">{filled.fault}</p>}
      <footer>
        {fault && faultDuring === 'starting' ? <FaultNote fault={fault} /> : null}
        {busy === 'starting' ? <Busy words="AWS is asked to start it…" /> : null}
        <span className="grow" />
        {open > 0 ? <span className="bad" role="status">{open} {open === 1 ? 'field' : 'fields'} to fill or correct</span> : null}
        <button type="submit" className="btn primary" disabled={!ready || badName !== undefined}><Icon name="play" />{busy === 'starting' ? 'Starting…' : 'Start run'}</button>
      </footer>
    </form>
  );
}

function Field({ field, text, fault }: { readonly field: RunField; readonly text: string; readonly fault: string | undefined }) {
  const app = useCauce();
  const id = useId();
  const { name, parameter, required } = field;
  const fallback = parameter.default === undefined ? '' : typedOf(parameter.default);
  const allowed = parameter.allowed ?? (parameter.type === 'boolean' ? [true, false] : undefined);
  const shared = { id, className: 'input code', 'aria-invalid': fault !== undefined, 'aria-required': required, 'aria-describedby': `${id}-help` } as const;
  const set = (value: string): void => typeValue(app, name, value);
  return (
    <div className="run-param">
      <label htmlFor={id}><PhaseMark phase="run" /><code>{name}</code>{required ? <span className="bad" aria-hidden="true">*</span> : null}{!required && text !== '' ? <span className="count">changed</span> : null}<span className="grow" /><small className="muted mono">{parameter.type}</small></label>
      {allowed ? (
        <select {...shared} value={text} onChange={(e) => set(e.target.value)}>
          <option value="">{fallback === '' ? 'Choose…' : `${fallback} (default)`}</option>
          {allowed.map((a) => <option key={typedOf(a)} value={typedOf(a)}>{typedOf(a)}</option>)}
        </select>
      ) : parameter.type === 'object' || parameter.type === 'list' ? (
        <textarea {...shared} rows={3} value={text} placeholder={fallback} spellCheck={false} onChange={(e) => set(e.target.value)} />
      ) : (
        <input {...shared} value={text} placeholder={fallback} spellCheck={false} autoComplete="off" onChange={(e) => set(e.target.value)} />
      )}
      <small id={`${id}-help`} className={fault === undefined ? 'muted' : 'bad'}>{fault === undefined ? helpOf(field) : <><Icon name="bad" size="sm" />{fault}</>}</small>
    </div>
  );
}

function helpOf({ parameter: { description, minimum, maximum } }: RunField): string {
  const range = minimum !== undefined && maximum !== undefined ? `from ${minimum} to ${maximum}` : minimum !== undefined ? `at least ${minimum}` : maximum !== undefined ? `at most ${maximum}` : '';
  return [description, range].filter((t) => t !== undefined && t !== '').join(', ');
}
