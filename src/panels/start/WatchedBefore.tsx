import { useStore } from 'zustand';
import { useCauce } from '../../store/react.tsx';
import { showWatched, unwatch, watchingOf, type Watched } from '../../store/watching.ts';
import { openRanDrawing } from '../../store/watchingAgain.ts';
import { Icon } from '../../ui/Icon.tsx';

/** Executions that this tab watched before it was reloaded: they are gone on with, after signing in where that is over. */
export function WatchedBefore() {
  const app = useCauce();
  const { runs } = useStore(watchingOf(app));
  const busy = useStore(app.connections, (c) => c.phase === 'busy' || c.phase === 'waiting');
  if (runs.length === 0) return null;
  const out = runs.find((r) => r.looking === 'signed-out');
  const show = async ({ arn, name }: Watched): Promise<void> => {
    if (await openRanDrawing(app, arn)) showWatched(app, arn);
    else app.store.getState().notify(`The machine of ${name} carries no drawing. Open its pipeline first, then show the execution from its runs.`, { kind: 'error' });
  };
  return (
    <section className="recovery note" aria-label="Watched executions">
      <Icon name="play" />
      <div className="grow">
        <b className="strong">{out === undefined ? 'Executions that you watch' : busy ? 'Signing in, to go on watching' : `Sign in to ${out.connection} to go on watching`}</b>
        <ul>
          {runs.slice(0, 5).map((run) => (
            <li key={run.arn} className="row">
              <span className="cut grow"><code>{run.name}</code></span>
              {run.looking === 'signed-out' ? null : <button type="button" className="btn sm" aria-label={`Show ${run.name}`} onClick={() => void show(run)}>Show</button>}
              <button type="button" className="btn sm quiet" aria-label={`Watch ${run.name} no longer`} onClick={() => unwatch(app, run.arn)}>Forget</button>
            </li>
          ))}
        </ul>
        {runs.length > 5 ? <p className="muted">and {runs.length - 5} more</p> : null}
        {out === undefined || busy ? null : <p><button type="button" className="btn sm primary" onClick={() => app.signals.emit('connections')}><Icon name="key" />Sign in</button></p>}
      </div>
    </section>
  );
}
