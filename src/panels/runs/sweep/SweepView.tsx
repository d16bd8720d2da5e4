import { useStore } from 'zustand';
import { isPassing } from '../../../aws/fault.ts';
import type { SweepMember } from '../../../aws/run/sweep.ts';
import { typedOf } from '../../../core/deliver/run/runForm.ts';
import { watchRun } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { hideSweep, numberOf, pauseSweep, resumeSweep, stopSweep, sweepsOf, varyingOf, type ShownSweep } from '../../../store/run/sweeping.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { PhaseMark } from '../../../ui/PhaseMark.tsx';
import { timeWord } from '../../../ui/statusLook.ts';
import { FaultNote } from '../../connection/FaultNote.tsx';
import { ExecutionState } from '../ExecutionState.tsx';
import './sweep.css';

/** A sweep watched as one: how far it is, each run with what differs, and what can be done with all of them. */
export function SweepView({ id }: { readonly id: string }) {
  const app = useCauce();
  const { byId, finding, fault } = useStore(sweepsOf(app));
  const sweep = byId[id];
  return (
    <section className="sweep-view" aria-label={`Sweep ${id}`}>
      {sweep === undefined ? (
        <header><h2>Sweep <code>{id}</code></h2><span className="grow" /><IconButton icon="x" label="Back to all runs" small onClick={() => hideSweep(app)} /></header>
      ) : <Head sweep={sweep} />}
      {fault === null ? null : <FaultNote fault={fault} />}
      {sweep === undefined && finding === id ? <p className="pane-empty" role="status">Looking for its runs…</p> : null}
      {sweep === undefined ? null : <Members sweep={sweep} />}
    </section>
  );
}

function Head({ sweep }: { readonly sweep: ShownSweep }) {
  const app = useCauce();
  const { id, members, of, starting, watching, fault, atOnce } = sweep;
  const count = (...states: readonly SweepMember['state'][]): number => members.filter((m) => states.includes(m.state)).length;
  const running = count('RUNNING', 'PENDING_REDRIVE', 'starting');
  const startable = members.filter((m) => m.state === 'waiting' && m.input !== undefined).length;
  const lost = of - members.length + count('waiting') - startable;
  const ended = of - running - startable - lost;
  const parts = [[count('SUCCEEDED'), 'succeeded', 'ok'], [count('FAILED', 'TIMED_OUT'), 'failed', 'bad'], [count('ABORTED'), 'stopped', 'skip'], [running, 'running', 'busy'], [startable, 'waiting', 'wait'], [lost, 'never started', 'wait']] as const;
  return (
    <>
      <header>
        <h2>Sweep <code>{id}</code></h2>
        <span className="muted nums" role="status">{ended} of {of} ended{starting ? `, ${atOnce} at once` : ''}</span>
        <span className="grow" />
        {starting ? <button type="button" className="btn sm" onClick={() => pauseSweep(app, id)}><Icon name="pause" />Start no more</button> : null}
        {!starting && startable > 0 ? <button type="button" className="btn sm primary" onClick={() => resumeSweep(app, id)}><Icon name="play" />Start the {startable === 1 ? 'last one' : `other ${startable}`}</button> : null}
        {running > 0 || starting ? <button type="button" className="btn sm bad" onClick={() => void stopSweep(app, id)}><Icon name="stop" />Stop all</button> : null}
        {!watching && running > 0 ? <button type="button" className="btn sm" onClick={() => resumeSweep(app, id)}><Icon name="retry" />Look again</button> : null}
        <IconButton icon="x" label="Back to all runs" small onClick={() => hideSweep(app)} />
      </header>
      <div className="sweep-progress">
        <div className="sweep-bar" aria-hidden="true">{parts.map(([n, word, tone]) => (n > 0 ? <span key={word} className={tone} style={{ flexGrow: n }} /> : null))}</div>
        <ul>{parts.map(([n, word, tone]) => (n > 0 ? <li key={word} className={tone}><i />{n} {word}</li> : null))}</ul>
      </div>
      {fault === null ? null : isPassing(fault) && watching ? <p className="note warn" role="status"><Icon name="warn" size="sm" /><span>{fault.message} It is tried again by itself.</span></p> : <FaultNote fault={fault} />}
      {!starting && startable > 0 && fault === null ? <p className="note" role="status">{startable} of {of} {startable === 1 ? 'was' : 'were'} not started.</p> : null}
      {lost > 0 ? <p className="note warn" role="status">{lost} of {of} {lost === 1 ? 'was' : 'were'} never started: the page that started {lost === 1 ? 'it' : 'them'} was closed, and what {lost === 1 ? 'it' : 'they'} would have been sent is not known here.</p> : null}
    </>
  );
}

function Members({ sweep }: { readonly sweep: ShownSweep }) {
  const app = useCauce();
  const varying = varyingOf(sweep);
  const now = app.platform.clock.now();
  return (
    <div className="sweep-table" tabIndex={0} role="region" aria-label="Runs of the sweep">
      <table aria-label={`Runs of the sweep ${sweep.id}`}>
        <thead><tr><th className="right">Run</th><th>Status</th>{varying.map((name) => <th key={name}><PhaseMark phase="run" /> {name}</th>)}<th className="right">Duration</th><th>Execution</th></tr></thead>
        <tbody>
          {sweep.members.map((m) => (
            <tr key={m.name}>
              <td className="right nums">{numberOf(m)}</td>
              <td>{m.state === 'waiting' || m.state === 'starting' ? <span className="state wait"><Icon name="wait" />{m.state === 'starting' ? 'Starting' : sweep.starting ? 'Waiting' : 'Not started'}</span> : <ExecutionState status={m.state} />}</td>
              {varying.map((name) => <td key={name} className="mono">{valueOf(sweep, m.name, name)}</td>)}
              <td className="right nums">{m.startedAt === undefined ? '' : timeWord(Math.max(0, ((m.stoppedAt?.getTime() ?? now) - m.startedAt.getTime()) / 1000))}</td>
              <td className="mono">{m.arn === undefined ? <span className="muted cut">{m.name}</span> : <button type="button" className="link cut" title={m.name} onClick={() => void watchRun(app, m.arn ?? '', m.name)}>{m.name}</button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a run was sent for a parameter; a dot where it was left to its default. */
function valueOf({ inputs }: ShownSweep, run: string, parameter: string): string {
  const input = inputs[run];
  if (input === undefined) return '…';
  const value = input[parameter];
  return value === undefined ? '·' : typedOf(value);
}
