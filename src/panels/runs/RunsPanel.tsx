import { useEffect } from 'react';
import { useStore } from 'zustand';
import { deliveryOf, lookAtDeployment } from '../../store/delivery.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { sweepsOf } from '../../store/run/sweeping.ts';
import { runListOf } from '../../store/runs/runList.ts';
import { currentEnvironment } from '../../store/selectors.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FaultNote } from '../connection/FaultNote.tsx';
import { Busy } from './Busy.tsx';
import { Comparison } from './compare/Comparison.tsx';
import { DeployCard } from './DeployCard.tsx';
import { RunForm } from './form/RunForm.tsx';
import { WillBeSent } from './form/WillBeSent.tsx';
import { MissingRight } from './MissingRight.tsx';
import { WatchedStrip } from './WatchedStrip.tsx';
import { SweepStrip } from './sweep/SweepStrip.tsx';
import { SweepView } from './sweep/SweepView.tsx';
import { RunsTable } from './table/RunsTable.tsx';
import './runs.css';

/** From the drawing to an execution: what is deployed, the form that starts a run, the runs that there were. */
export function RunsPanel() {
  const app = useCauce();
  const session = useStore(app.connections, (c) => c.session);
  const lost = useStore(app.connections, (c) => c.fault);
  const canResume = useStore(app.connections, (c) => c.canResume);
  const { look, obstacle, fault, faultDuring, busy } = useStore(deliveryOf(app));
  const sweep = useStore(sweepsOf(app), (s) => s.shown);
  const wide = useStore(runListOf(app), (l) => l.wide);
  const compared = useStore(runListOf(app), (l) => l.compared);
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
        {lost ? <FaultNote fault={lost} {...(canResume ? { retry: () => void app.connections.getState().resume(undefined) } : {})} />
          : <p>Deploy this pipeline and run it here. First say to which account, and sign in.</p>}
        <p><button type="button" className="btn primary" onClick={() => app.signals.emit('connections')}><Icon name="key" />Connect to an account</button></p>
      </div>
    );
  }
  if (compared !== null) return <Comparison between={compared} />;
  return (
    <div className={wide ? 'runs wide' : 'runs'}>
      <div className="runs-new">
        {fault && faultDuring !== 'deploying' && faultDuring !== 'starting' ? <FaultNote fault={fault} retry={() => void lookAtDeployment(app)} /> : null}
        {look && busy === 'looking' ? <Busy words="Looking at what is deployed…" /> : null}
        {obstacle ? <p className="note warn" role="status">{obstacle}</p> : null}
        {look ? <><DeployCard look={look} /><RunForm look={look} /></> : obstacle ? null : busy === 'looking' ? <Busy words="Looking at what is deployed…" /> : fault ? null : <p className="pane-empty" role="status">Nothing was looked at.</p>}
        {look || busy === 'looking' || fault ? null : <p className="pane-empty"><button type="button" className="btn sm" disabled={busy !== null} onClick={() => void lookAtDeployment(app)}>Look again</button></p>}
      </div>
      <div className="runs-old">
        <WatchedStrip always />
        <MissingRight doing="list" />
        {look ? <SweepStrip look={look} /> : null}
        {look && sweep !== null ? <SweepView id={sweep} /> : <RunsTable />}
        {look && (sweep !== null || !wide) ? <WillBeSent key={sweep ?? ''} look={look} folded={sweep !== null} /> : null}
      </div>
    </div>
  );
}
