import { useStore } from 'zustand';
import { AwsFault } from '../../aws/fault.ts';
import { useCauce } from '../../store/react.tsx';
import type { LiveRun } from '../../store/types.ts';
import { unwatch, watchingOf, watchOnDrawing } from '../../store/watching.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FaultNote } from '../connection/FaultNote.tsx';
import './watching.css';

/** What keeps an execution from being looked at, and the way on. What passes is one line; what does not is told whole. */
export function LiveTrouble({ live }: { readonly live: LiveRun }) {
  const app = useCauce();
  const run = useStore(watchingOf(app), (w) => w.runs.find((r) => r.arn === live.arn));
  const signedOut = run?.looking === 'signed-out';
  if (!signedOut && live.fault === null) return null;
  const again = (): void => {
    unwatch(app, live.arn);
    void watchOnDrawing(app, live.arn, live.name);
  };
  if (!signedOut && !live.watching && live.fault instanceof AwsFault) return <FaultNote fault={live.fault} retry={again} />;
  const signIn = (): void => {
    // A session that AWS no longer accepts would still stand there as signed in.
    app.connections.getState().leave();
    app.signals.emit('connections');
  };
  return (
    <p className="note warn live-trouble" role="alert">
      <Icon name="warn" />
      <span>{live.fault === null ? '' : `${live.fault.message} `}{signedOut ? `Sign in to ${run.connection} to go on watching.` : live.watching ? 'It is tried again.' : live.fault?.hint}</span>
      {signedOut ? <button type="button" className="btn sm" onClick={signIn}><Icon name="key" />Sign in</button> : null}
    </p>
  );
}
