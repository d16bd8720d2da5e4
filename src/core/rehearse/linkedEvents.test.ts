import { expect, test } from 'vitest';
import type { JsonObject } from '../base/json.ts';
import { withFaults } from '../simulate/answers/faults.ts';
import { simulate } from '../simulate/simulate.ts';
import { linkedEvents } from './linkedEvents.ts';
import { timelineOf } from './readTimeline.ts';

const job = (more: JsonObject): JsonObject => ({ Type: 'Task', Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync', Arguments: {}, ...more });
const states = new Map(['A', 'B', 'C', 'D', 'P'].map((s) => [s, s]));
const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10 }];

test.each<[string, JsonObject]>([
  ['states in line, one retried', { StartAt: 'A', States: { A: job({ Retry: retry, Next: 'B' }), B: { Type: 'Pass', Next: 'C' }, C: job({ End: true }) } }],
  ['two branches', { StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: job({ End: true }) } }, { StartAt: 'B', States: { B: job({ Next: 'C' }), C: job({ End: true }) } }], Next: 'D' }, D: job({ End: true }) } }],
])('a history without links reads as with them: %s', async (_, definition) => {
  const answers = withFaults({ A: { error: 'X', times: 1 } }, ({ state }) => ({ return: {}, seconds: state === 'B' ? 20 : 60 }));
  const { events } = await simulate({ QueryLanguage: 'JSONata', ...definition }, { input: {}, answers: definition['StartAt'] === 'A' ? answers : ({ state }) => ({ return: {}, seconds: state === 'B' ? 20 : 60 }) });
  const read = (list: typeof events) => [...timelineOf({ events: list, children: [], states, edges: [] }).steps].map(([id, visits]) => [id, visits.map(({ start, end, outcome, attempts }) => [start, end, outcome, attempts.length])]);
  expect(read(linkedEvents(events.map((e) => ({ ...e, previousEventId: 0 }))))).toEqual(read(events));
  expect(linkedEvents(events)).toEqual(events);
});
