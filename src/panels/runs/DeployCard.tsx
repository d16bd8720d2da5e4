import { useState } from 'react';
import { useStore } from 'zustand';
import type { Change } from '../../core/deliver/change/difference.ts';
import type { Json } from '../../core/base/json.ts';
import { pointerTokens } from '../../core/base/pointer.ts';
import { deliveryOf, deployDrawing, lookAtDeployment, openDeployed, type Look } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { FaultNote } from '../connection/FaultNote.tsx';
import { goToStep } from '../goTo.ts';
import { Busy } from './Busy.tsx';

const SHOWN_AT_ONCE = 12;

/** What is deployed, what would change, and the button that does it. */
export function DeployCard({ look }: { readonly look: Look }) {
  const app = useCauce();
  const { busy, diagnostics, changedMeanwhile, fault, faultDuring } = useStore(deliveryOf(app));
  const [description, setDescription] = useState('');
  const [alias, setAlias] = useState('');
  const { plan, environment, session } = look;
  const region = look.pipeline.environments?.[environment]?.region;
  const same = plan.deployed !== undefined && plan.changes.length === 0 && plan.settings.length === 0;
  const badAlias = alias !== '' && (!/^[\w.-]{1,80}$/.test(alias) || /^\d+$/.test(alias));
  return (
    <section className="deploy-card" aria-label="Deployment">
      <header>
        <PhaseMark phase="deploy" />
        <h2 className="cut" title={plan.arn}>{plan.machine.name || 'State machine without a name'}</h2>
        <IconButton icon="retry" label="Look again at what is deployed" small disabled={busy !== null} onClick={() => void lookAtDeployment(app)} />
      </header>
      <p className="muted cut">{environment}, as {session.identity.role} in {session.identity.account}, {session.connection.region}</p>
      {region !== undefined && region !== session.connection.region ? <p className="note warn">The environment says {region}, the connection leads to {session.connection.region}. What is deployed goes to {session.connection.region}.</p> : null}
      {plan.machine.faults.map((f) => <p key={f} className="note bad" role="alert">{f}</p>)}
      {changedMeanwhile ? <p className="note warn" role="alert">Somebody deployed this machine in the meantime; nothing was overwritten. Below is what would change now.</p> : null}
      {diagnostics.length > 0 ? (
        <ul className="deploy-said" aria-label="What AWS says of the definition">
          {diagnostics.map((d, i) => (
            <li key={i} className={d.severity === 'ERROR' ? 'bad' : 'warn'}>
              <Icon name={d.severity === 'ERROR' ? 'bad' : 'warn'} size="sm" />
              {d.step === undefined ? null : <button type="button" className="link" onClick={() => goToStep(app, d.step ?? '', null)}>{d.step}</button>}
              <span>{d.message}</span> <small className="muted">{d.code} {d.location}</small>
            </li>
          ))}
        </ul>
      ) : null}
      <p role="status" className="deploy-state">
        {plan.deployed === undefined ? <span className="state wait"><Icon name="info" />Not deployed yet</span>
          : same ? <span className="state ok"><Icon name="succeed" />What is deployed is what is drawn</span>
            : <span className="state warn"><Icon name="warn" />{plan.changes.length + plan.settings.length} {plan.changes.length + plan.settings.length === 1 ? 'difference' : 'differences'} to what is deployed</span>}
        {fault && faultDuring === 'looking' ? <small className="muted"> when last looked at</small> : null}
      </p>
      <Changes title="Values" changes={plan.changes.filter((c) => c.kind === 'value')} />
      <Changes title="Structure" changes={plan.changes.filter((c) => c.kind === 'structure')} />
      {plan.settings.length > 0 ? (
        <ul className="changes" aria-label="Settings that change">
          {plan.settings.map((s) => <li key={s.setting}><b>{s.setting}</b><Values before={s.before} after={s.after} /></li>)}
        </ul>
      ) : null}
      {plan.leftOut ? <p className="note">The drawing takes more than 200 kB and will not travel in the definition: keep its file.</p> : null}
      {fault && faultDuring === 'deploying' ? <FaultNote fault={fault} /> : null}
      {busy === 'deploying' ? <Busy words="AWS is asked to check and take it…" /> : null}
      {same || plan.machine.faults.length > 0 ? null : (
        <div className="deploy-how">
          <label><span>Description of the version</span><input className="input" value={description} maxLength={180} onChange={(e) => setDescription(e.target.value)} /></label>
          <label title="A name that leads to this version from then on, as live"><span>Alias</span><input className="input code" value={alias} placeholder="none" aria-invalid={badAlias} onChange={(e) => setAlias(e.target.value)} /></label>
          {plan.deployed?.carried === undefined || plan.changes.length === 0 ? null : <button type="button" className="btn open-deployed" onClick={() => void openDeployed(app)}><Icon name="file" />Open what is deployed</button>}
          <button type="button" className="btn primary" disabled={busy !== null || badAlias} onClick={() => void deployDrawing(app, { description, alias: alias === '' ? undefined : alias })}>
            <Icon name="export" />{busy === 'deploying' ? 'Deploying…' : plan.deployed ? 'Deploy the changes' : 'Deploy'}
          </button>
        </div>
      )}
    </section>
  );
}

/** Differences by step and field; a click leads to the step. */
function Changes({ title, changes }: { readonly title: string; readonly changes: readonly Change[] }) {
  const app = useCauce();
  const [all, setAll] = useState(false);
  if (changes.length === 0) return null;
  const shown = all ? changes : changes.slice(0, SHOWN_AT_ONCE);
  return (
    <section aria-label={`${title} that change`}>
      <h3>{title} <span className="count">{changes.length}</span></h3>
      <ul className="changes">
        {shown.map((c, i) => (
          <li key={i}>
            <span className="change-at">
              {c.step === undefined ? <b>{c.state ?? 'State machine'}</b> : <button type="button" className="link" onClick={() => goToStep(app, c.step ?? '', null)}>{c.state}</button>}
              <span className="muted">{pointerTokens(c.field).join(' › ')}</span>
              {c.parameters.map((p) => <code key={p} className="chip deploy">{p}</code>)}
            </span>
            {c.field === '' && (c.before === undefined || c.after === undefined) ? <small className={c.before === undefined ? 'new' : 'gone'}>{c.before === undefined ? 'new' : 'goes'}</small> : <Values before={c.before} after={c.after} />}
          </li>
        ))}
      </ul>
      {shown.length < changes.length ? <button type="button" className="link" onClick={() => setAll(true)}>{changes.length - shown.length} more</button> : null}
    </section>
  );
}

function Values({ before, after }: { readonly before: Json | undefined; readonly after: Json | undefined }) {
  return <span className="values"><code className="gone" title={text(before)}>{text(before)}</code><Icon name="right" size="sm" /><code className="new" title={text(after)}>{text(after)}</code></span>;
}

function text(value: Json | undefined): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}
