import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import { expect } from '@playwright/test';
import { MACHINE, type Stage } from './faultStage.ts';
import { says, type Trouble } from './faultyWire.ts';

/**
 * The history of a run as it would be after many more rounds of the loop that it is in (waiting for an endpoint), given page
 * by page as AWS gives it.
 */
export async function longHistory({ elsewhere }: Stage, name: string, total: number): Promise<Trouble> {
  const executionArn = `${MACHINE.replace(':stateMachine:', ':execution:')}:${name}`;
  let events: readonly HistoryEvent[] = [];
  const waits = (): readonly number[] => events.flatMap((e, i) => (e.type === 'WaitStateEntered' ? [i] : []));
  await expect.poll(async () => {
    ({ events = [] } = await elsewhere.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 })));
    return waits().length;
  }).toBeGreaterThan(1);
  const [from = 0, to = 0] = waits();
  const round = events.slice(from, to);
  const start = events[0]?.timestamp?.getTime() ?? 0;
  const grown = Array.from({ length: total }, (_, i): HistoryEvent => (i < to ? events[i] : round[(i - to) % round.length]) as HistoryEvent);
  const written = grown.map((event, i) => ({ ...event, id: i + 1, previousEventId: i, timestamp: (start + i * 1000) / 1000 }));
  return (asked, onward) => {
    const wanted = JSON.parse(asked.body.toString()) as { readonly executionArn: string; readonly nextToken?: string; readonly maxResults: number; readonly reverseOrder?: boolean };
    if (wanted.executionArn !== executionArn) return onward.pass();
    const at = Number(wanted.nextToken ?? 0);
    const next = at + wanted.maxResults;
    says({ events: (wanted.reverseOrder ? written.toReversed() : written).slice(at, next), ...(next < total ? { nextToken: String(next) } : {}) })(asked, onward);
  };
}
