import { useState } from 'react';
import { useStore } from 'zustand';
import { differenceOf } from '../../aws/deploy/versions.ts';
import type { PlacedDiagnostic } from '../../core/deliver/placed.ts';
import { allSteps } from '../../core/model/scopes.ts';
import { deliveryOf, deployDrawing, lookAtDeployment, openDeployed, type Look, type Meanwhile } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';
import { versionsOf } from '../../store/versions.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { intoView } from '../../ui/intoView.ts';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { FaultNote } from '../connection/FaultNote.tsx';
import { goToStep } from '../goTo.ts';
import { Busy } from './Busy.tsx';
import { Difference } from './Difference.tsx';
import { MissingRight, useMissing } from './MissingRight.tsx';
import { VersionsCard } from './VersionsCard.tsx';

const SHARES = [100, 50, 25, 10, 5];

/** What is deployed, what would change, and the button that does it. */
export function DeployCard({ look }: { readonly look: Look }) {
  const app = useCauce();
  const { busy, diagnostics, meanwhile, fault, faultDuring, choice } = useStore(deliveryOf(app));
  const { description, alias, share } = choice;
  const aliases = useStore(versionsOf(app), (v) => v.aliases);
  const mayNot = useMissing('deploy') !== undefined;
  const mayNotAlias = useMissing('alias') !== undefined;
  const { plan, environment, session } = look;
  const choose = (part: Partial<typeof choice>): void => deliveryOf(app).setState({ choice: { ...choice, ...part } });
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
      <p role="status" className="deploy-state">
        {plan.deployed === undefined ? <span className="state wait"><Icon name="info" />Not deployed yet</span>
          : same ? <span className="state ok"><Icon name="succeed" />What is deployed is what is drawn</span>
            : <span className="state warn"><Icon name="warn" />{plan.changes.length + plan.settings.length} {plan.changes.length + plan.settings.length === 1 ? 'difference' : 'differences'} to what is deployed</span>}
        {fault && faultDuring === 'looking' ? <small className="muted"> when last looked at</small> : null}
      </p>
      <Difference changes={plan.changes} settings={plan.settings} />
      {plan.deployed !== undefined && plan.deployed.tags === undefined ? <p className="muted">Its tags cannot be read (states:ListTagsForResource), so they stay as they are.</p> : null}
      {plan.leftOut ? <p className="note">The drawing takes more than 200 kB and will not travel in the definition: keep its file.</p> : null}
      {meanwhile ? <ChangedMeanwhile meanwhile={meanwhile} look={look} /> : null}
      <SaidOfDefinition diagnostics={diagnostics} look={look} />
      {fault && faultDuring === 'deploying' ? <FaultNote fault={fault} /> : null}
      {busy === 'deploying' ? <Busy words="AWS is asked to check and take it…" /> : null}
      {session.connection.carriesDrawing === false ? <p className="muted">The drawing stays out of the definition: this connection says so.</p> : null}
      {same || plan.machine.faults.length > 0 ? null : (
        <div className="deploy-how">
          <label className="wide"><span>Description of the version</span><input className="input" value={description} maxLength={180} onChange={(e) => choose({ description: e.target.value })} /></label>
          <label title="A name that leads to this version from then on, as live"><span>Alias</span><input className="input code" value={alias} placeholder="none" disabled={mayNotAlias} aria-invalid={badAlias} list="known-aliases" onChange={(e) => choose({ alias: e.target.value })} /><datalist id="known-aliases">{aliases.map((a) => <option key={a.arn} value={a.name} />)}</datalist></label>
          <label title="Of the runs that are started by the alias; the others go on with the version before"><span>Runs to it</span>
            <select className="input" value={share} disabled={alias === '' || mayNotAlias} onChange={(e) => choose({ share: Number(e.target.value) })}>{SHARES.map((s) => <option key={s} value={s}>{s === 100 ? 'all at once' : `${s} %`}</option>)}</select>
          </label>
          {plan.deployed?.carried === undefined || plan.changes.length === 0 ? null : <button type="button" className="btn open-deployed" onClick={() => void openDeployed(app)}><Icon name="file" />Open what is deployed</button>}
          <button type="button" className="btn primary" disabled={busy !== null || badAlias || mayNot} onClick={() => void deployDrawing(app)}>
            <Icon name="export" />{busy === 'deploying' ? 'Deploying…' : plan.deployed ? 'Deploy the changes' : 'Deploy'}
          </button>
        </div>
      )}
      {plan.machine.faults.length > 0 ? null : <MissingRight doing="deploy" />}
      <VersionsCard look={look} />
    </section>
  );
}

/** What AWS finds in the definition, each at its step. */
function SaidOfDefinition({ diagnostics, look }: { readonly diagnostics: readonly PlacedDiagnostic[]; readonly look: Look }) {
  const app = useCauce();
  if (diagnostics.length === 0) return null;
  const refused = diagnostics.some((d) => d.severity === 'ERROR');
  const steps = allSteps(look.pipeline);
  return (
    <div className={`note deploy-said ${refused ? 'bad' : 'warn'}`} role="alert" ref={intoView}>
      <p>{refused ? <><b className="strong">AWS refuses this definition.</b> Nothing was deployed. Change what it names, then deploy again.</> : 'AWS has taken the definition, and remarks:'}</p>
      <ul aria-label="What AWS says of the definition">
        {diagnostics.map((d, i) => (
          <li key={i}>
            <Icon name={d.severity === 'ERROR' ? 'bad' : 'warn'} size="sm" />
            {d.step === undefined ? null : <button type="button" className="link" onClick={() => goToStep(app, d.step ?? '', null)}>{steps.get(d.step)?.step.name ?? d.step}</button>}
            <span>{d.message}</span>
            <small className="muted">{d.code}{d.location === undefined ? '' : ` at ${d.location}`}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Somebody else was faster: which revision is there now, and what they changed. */
function ChangedMeanwhile({ meanwhile: { before, after }, look }: { readonly meanwhile: Meanwhile; readonly look: Look }) {
  const [shown, setShown] = useState(false);
  const theirs = before && after ? differenceOf(before, after, look.artifacts.sourceMap) : [];
  return (
    <div className="note warn meanwhile" role="alert" ref={intoView}>
      <p>{after === undefined ? 'Somebody deleted this machine in the meantime. Deployed now, it is made anew.' : `${before === undefined ? 'Somebody made a machine of this name in the meantime.' : 'Somebody changed this machine in the meantime.'} Nothing was overwritten; above is what would change now.`}</p>
      {after === undefined ? null : <p className="muted">Revision <code>{before?.machine.revisionId ?? 'none'}</code> was looked at, <code>{after.machine.revisionId ?? 'unknown'}</code> is there now.</p>}
      {theirs.length > 0 ? <button type="button" className="btn sm" aria-expanded={shown} onClick={() => setShown(!shown)}>{shown ? 'Hide what they changed' : `Show what they changed (${theirs.length})`}</button> : null}
      {shown ? <div className="theirs" role="group" aria-label="What they changed"><Difference changes={theirs} settings={[]} whose="Theirs: " /></div> : null}
    </div>
  );
}
