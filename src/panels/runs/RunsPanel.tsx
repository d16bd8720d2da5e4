import { useEffect } from 'react';
import { useStore } from 'zustand';
import { deliveryOf, lookAtDeployment } from '../../store/delivery.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { currentEnvironment } from '../../store/selectors.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FaultNote } from '../connection/FaultNote.tsx';
import { DeployCard } from './DeployCard.tsx';
import { RunForm } from './RunForm.tsx';
import { RunsTable } from './RunsTable.tsx';
import { WillBeSent } from './WillBeSent.tsx';
import './runs.css';

/** From the drawing to an execution: what is deployed, the form that starts a run, the runs that there were. */
export function RunsPanel() {
  const app = useCauce();
  const session = useStore(app.connections, (c) => c.session);
  const { look, obstacle, fault, busy } = useStore(deliveryOf(app));
  const environment = useApp(currentEnvironment);
  const pipeline = useApp((s) => s.document.pipeline);
  const language = useApp((s) => s.view.language);
  // Looking compiles and asks AWS: when the panel opens and the drawing has changed, not at every letter.
  useEffect(() => {
    const before = deliveryOf(app).getState();
    if (session === null || before.busy !== null) return;
    if (before.look?.pipeline !== pipeline || before.look.environment !== environment || before.look.session !== session) void lookAtDeployment(app);
  }, [app, session, environment, pipeline, language]);

  if (session === null) {
    return (
      <div className="pane-empty">
        <p>Deploy this pipeline and run it here. First say to which account, and sign in.</p>
        <p><button type="button" className="btn primary" onClick={() => app.signals.emit('connections')}><Icon name="key" />Connect to an account</button></p>
      </div>
    );
  }
  return (
    <div className="runs">
      <div className="runs-new">
        {fault ? <FaultNote fault={fault} /> : null}
        {obstacle ? <p className="note warn" role="status">{obstacle}</p> : null}
        {look ? <><DeployCard look={look} /><RunForm look={look} /></> : obstacle ? null : <p className="pane-empty" role="status">{busy === 'looking' ? 'Looking at what is deployed…' : 'Nothing was looked at.'}</p>}
        {look ? null : <p className="pane-empty"><button type="button" className="btn sm" disabled={busy !== null} onClick={() => void lookAtDeployment(app)}>Look again</button></p>}
      </div>
      <div className="runs-old">
        <RunsTable />
        {look?.plan.deployed ? <WillBeSent look={look} /> : null}
      </div>
    </div>
  );
}
