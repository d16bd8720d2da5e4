import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../base/json.ts';
import type { TaskAnswer } from '../answer.ts';
import { Execution, Program, type Simulation } from '../simulate.ts';
import { leavingMarkers, readingMarkers } from './markers.ts';

const S3 = 'arn:aws:states:::aws-sdk:s3:';
const key = "{% 'runs/' & $states.context.Execution.Name & '/_signals/a.json' %}";
const task = (next: string | undefined, more: JsonObject = {}): JsonObject => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...(next === undefined ? { End: true } : { Next: next }), ...more });
const put = (next: string | undefined, sent: JsonObject = {}): JsonObject => task(next, { Resource: `${S3}putObject`, Arguments: { Bucket: 'b', Key: key, Body: { uri: 's3://x' }, ...sent } });
const get = (sent: JsonObject = {}): JsonObject =>
  task(undefined, {
    Resource: `${S3}getObject`, Arguments: { Bucket: 'b', Key: key, ...sent }, Output: '{% $parse($states.result.Body) %}',
    Retry: [{ ErrorEquals: ['S3.NoSuchKeyException'], IntervalSeconds: 30, MaxAttempts: 10, BackoffRate: 1 }],
  });
const branches = (...of: readonly JsonObject[]): JsonObject => ({ QueryLanguage: 'JSONata', StartAt: 'P', States: { P: { Type: 'Parallel', End: true, Branches: of.map((States) => ({ StartAt: Object.keys(States)[0] as string, States })) } } });

/** What others than markers answer: nothing, after so many seconds; or an error. */
function execution(definition: JsonObject, seconds: Readonly<Record<string, number>>, throws: Readonly<Record<string, string>> = {}): { readonly run: () => Promise<Simulation>; readonly redrive: () => void } {
  const others = ({ state }: { state: string }, failing: Readonly<Record<string, string>>): TaskAnswer => {
    const error = failing[state];
    return { ...(error === undefined ? { return: { ETag: 'e' } } : { throw: { error, cause: '' } }), seconds: seconds[state] ?? 2 };
  };
  const made = new Execution(new Program(definition), { input: {}, answers: leavingMarkers(readingMarkers((c) => others(c, throws))) });
  return { run: () => made.run(), redrive: () => void made.redrive({ answers: leavingMarkers(readingMarkers((c) => others(c, {}))) }) };
}

test('a marker is there when the task that writes it is over, and then holds what was sent', async () => {
  const run = await execution(branches({ A: task('S'), S: put(undefined) }, { W: get() }), { A: 100, S: 2 }).run();
  // Looked for at 0, 32, 64, 96 and 128 seconds; written at 102.
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: [{ ETag: 'e' }, { uri: 's3://x' }], durationSeconds: 130 });
  expect(run.events.filter((e) => e.type === 'TaskFailed').map((e) => e.taskFailedEventDetails?.error)).toEqual(Array(4).fill('S3.NoSuchKeyException'));
  expect(run.transitions).toBe(1 + 2 + 5);
});

test('a task that fails writes nothing, and ends who waits for it', async () => {
  for (const failing of ['A', 'S']) {
    const run = await execution(branches({ A: task('S'), S: put(undefined) }, { W: get() }), { A: 100 }, { [failing]: 'Broken' }).run();
    expect(run).toMatchObject({ status: 'FAILED', error: 'Broken' });
  }
});

test('after a redrive it is still there', async () => {
  const made = execution(branches({ S: put('B'), B: task(undefined) }, { A: task('W'), W: get() }), { B: 10, A: 100 }, { B: 'Broken' });
  expect(await made.run()).toMatchObject({ status: 'FAILED', error: 'Broken' });
  made.redrive();
  expect(await made.run()).toMatchObject({ status: 'SUCCEEDED', output: [{ ETag: 'e' }, { uri: 's3://x' }] });
});

test('other objects are left to others', async () => {
  const run = await execution(branches({ S: put(undefined, { Key: 'k' }) }, { A: task('W'), W: { ...get({ Key: 'k' }), Output: '{% $states.result %}' } }), { A: 100 }).run();
  expect((run.output as readonly Json[])[1]).toEqual({ ETag: 'e' });
});
