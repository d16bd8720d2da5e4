import { useMemo, useRef } from 'react';
import type { HistoryEvent } from '../../core/simulate/history.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { seek } from '../../store/simulating.ts';
import { clockWord } from '../../ui/statusLook.ts';
import { useWindow } from '../../ui/useWindow.ts';

const ROW = 26;
const HEAD = 28;

/** The history as AWS would give it: what happened when, at which state, with what. Only rows in sight are drawn. */
export function EventTable({ events }: { readonly events: readonly HistoryEvent[] }) {
  const { store } = useCauce();
  const at = useApp((s) => s.simulation.at);
  const start = events[0]?.timestamp.getTime() ?? 0;
  const rows = useMemo(() => named(events), [events]);
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useWindow(scroller, rows.length, ROW, HEAD);
  return (
    <div className="sim-events" ref={scroller}>
      <table aria-label="Events" aria-rowcount={rows.length + 1}>
        <thead><tr><th scope="col">Time</th><th scope="col">No.</th><th scope="col">Event</th><th scope="col">State</th><th scope="col">Details</th></tr></thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, last).map(({ event, state, details }, i) => {
            const seconds = (event.timestamp.getTime() - start) / 1000;
            return (
              <tr key={event.id} aria-rowindex={first + i + 2} className={seconds > at ? 'to-come' : ''}>
                <td className="nums"><button type="button" className="link" aria-label={`Go to ${clockWord(seconds)}, event ${event.id}`} onClick={() => seek(store, seconds)}>{clockWord(seconds)}</button></td>
                <td className="nums muted">{event.id}</td>
                <td className={/Failed|TimedOut|Aborted/.test(event.type) ? 'bad' : event.type === 'ExecutionRedriven' ? 'strong' : ''}>{event.type}</td>
                <td>{state}</td>
                <td className="details" title={details}>{details.slice(0, SHOWN)}</td>
              </tr>
            );
          })}
          <Gap rows={rows.length - last} />
        </tbody>
      </table>
    </div>
  );
}

/** Characters of the details that a line could show. */
const SHOWN = 400;

/** The room of rows that are not drawn. */
function Gap({ rows }: { readonly rows: number }) {
  return rows <= 0 ? null : <tr aria-hidden="true"><td colSpan={5} style={{ height: rows * ROW, padding: 0, border: 0 }} /></tr>;
}

/** Events with the state that they belong to: the one entered on their way. */
function named(events: readonly HistoryEvent[]): readonly { readonly event: HistoryEvent; readonly state: string; readonly details: string }[] {
  const states: string[] = [];
  return events.map((event) => {
    const state = event.stateEnteredEventDetails?.name ?? event.stateExitedEventDetails?.name ?? states[event.previousEventId] ?? '';
    states[event.id] = /^Execution/.test(event.type) ? '' : state;
    return { event, state: states[event.id] ?? '', details: detailsOf(event) };
  });
}

function detailsOf(event: HistoryEvent): string {
  const { executionRedrivenEventDetails: redriven } = event;
  if (redriven !== undefined) return `redrive ${redriven.redriveCount}`;
  for (const [key, value] of Object.entries(event)) {
    if (!key.endsWith('EventDetails')) continue;
    const { error, cause, parameters, output, input } = value as Record<string, string | undefined>;
    if (error !== undefined) return cause === undefined ? error : `${error}: ${cause}`;
    return parameters ?? output ?? input ?? '';
  }
  return '';
}
