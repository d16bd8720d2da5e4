import { useMemo } from 'react';
import type { HistoryEvent } from '../../core/simulate/history.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { seek } from '../../store/simulating.ts';
import { clockWord } from '../../ui/statusLook.ts';

/** More rows than anyone reads keep the page from drawing: the first so many are listed. */
const SHOWN = 1000;

/** The history as AWS would give it: what happened when, at which state, with what. */
export function EventTable({ events }: { readonly events: readonly HistoryEvent[] }) {
  const { store } = useCauce();
  const at = useApp((s) => s.simulation.at);
  const start = events[0]?.timestamp.getTime() ?? 0;
  const rows = useMemo(() => named(events), [events]);
  return (
    <div className="sim-events">
      <table aria-label="Events">
        <thead><tr><th scope="col">Time</th><th scope="col">No.</th><th scope="col">Event</th><th scope="col">State</th><th scope="col">Details</th></tr></thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ event, state, details }) => {
            const seconds = (event.timestamp.getTime() - start) / 1000;
            return (
              <tr key={event.id} className={seconds > at ? 'to-come' : ''}>
                <td className="nums"><button type="button" className="link" aria-label={`Go to ${clockWord(seconds)}, event ${event.id}`} onClick={() => seek(store, seconds)}>{clockWord(seconds)}</button></td>
                <td className="nums muted">{event.id}</td>
                <td className={/Failed|TimedOut|Aborted/.test(event.type) ? 'bad' : ''}>{event.type}</td>
                <td>{state}</td>
                <td className="details" title={details}>{details}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > SHOWN ? <p className="pane-empty">{rows.length - SHOWN} more events. <code>cauce simulate --json</code> prints all of them.</p> : null}
    </div>
  );
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
  for (const [key, value] of Object.entries(event)) {
    if (!key.endsWith('EventDetails')) continue;
    const { error, cause, parameters, output, input } = value as Record<string, string | undefined>;
    if (error !== undefined) return cause === undefined ? error : `${error}: ${cause}`;
    return parameters ?? output ?? input ?? '';
  }
  return '';
}
