import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/json.ts';
import { withFaults } from '../simulate/answers/faults.ts';
import { Execution, Program, simulate } from '../simulate/simulate.ts';
import type { Fault } from '../model/testCases.ts';
import { statusAt, transitionsAt } from './statusAt.ts';
import { timelineOf } from './readTimeline.ts';

const job = (more: JsonObject): JsonObject => ({ Type: 'Task', Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync', Arguments: { ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 } }, ...more });
const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 2, BackoffRate: 2 }];

const twoBranches: JsonObject = {
  QueryLanguage: 'JSONata',
  StartAt: 'Both',
  States: {
    Both: { Type: 'Parallel', Branches: [{ StartAt: 'Slow', States: { Slow: job({ Retry: retry, End: true }) } }, { StartAt: 'Fast', States: { Fast: job({ End: true }) } }], Next: 'After' },
    After: job({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Handler' }], Assign: { kept: '{% $states.result.x %}' }, End: true }),
    Handler: { Type: 'Pass', End: true },
  },
};
const steps = new Map(['Slow', 'Fast', 'After', 'Handler', 'Items', 'Each', 'Stop'].map((s) => [s, s.toLowerCase()]));
const seconds: Readonly<Record<string, number>> = { Slow: 60, Fast: 20, After: 30, Each: 5 };

async function run(definition: JsonObject, faults: Readonly<Record<string, Fault>> = {}) {
  const answers = withFaults(faults, ({ state }) => ({ return: { x: 1 }, seconds: seconds[state] ?? 0 }));
  const run = await simulate(definition, { input: {}, answers });
  return { run, timeline: timelineOf({ ...run, states: steps, edges: [{ from: 'slow', to: 'after' }, { from: 'fast', to: 'after' }] }) };
}

describe('the timeline of an execution', () => {
  it('gives every step its time, and says on which the end waited', async () => {
    const { timeline } = await run(twoBranches);
    expect(timeline.duration).toBe(90);
    expect([...timeline.steps].map(([id, visits]) => [id, visits.map((v) => [v.start, v.end, v.outcome])])).toEqual([
      ['slow', [[0, 60, 'succeeded']]],
      ['fast', [[0, 20, 'succeeded']]],
      ['after', [[60, 90, 'succeeded']]],
    ]);
    expect([...timeline.critical].sort()).toEqual(['after', 'slow']);
    expect(timeline.failure).toBeNull();
    const after = timeline.steps.get('after')?.[0];
    expect(after?.assigned).toEqual({ kept: '1' });
    expect(after?.attempts[0]).toMatchObject({ sent: '{"ResourceConfig":{"InstanceType":"ml.m5.xlarge","InstanceCount":1}}', result: '{"x":1}' });
  });

  it('keeps attempts apart, with the waits between them', async () => {
    const { timeline } = await run(twoBranches, { Slow: { error: 'SageMaker.AmazonSageMakerException', cause: 'no capacity', times: 2 } });
    expect(timeline.steps.get('slow')?.[0]?.attempts.map((a) => [a.start, a.end, a.outcome, a.error])).toEqual([
      [0, 60, 'failed', 'SageMaker.AmazonSageMakerException'],
      [70, 130, 'failed', 'SageMaker.AmazonSageMakerException'],
      [150, 210, 'succeeded', undefined],
    ]);
    expect(statusAt(timeline, 'slow', 65)).toMatchObject({ kind: 'waiting', retries: 0, waitsFor: undefined });
    expect(statusAt(timeline, 'slow', 75)).toMatchObject({ kind: 'running', retries: 1 });
    expect(statusAt(timeline, 'slow', 240)).toMatchObject({ kind: 'succeeded', retries: 2, seconds: 210 });
    expect(statusAt(timeline, 'after', 100)).toMatchObject({ kind: 'waiting', waitsFor: 'slow' });
  });

  it('points at the state that failed, and ends what ran beside it', async () => {
    const { run: { status }, timeline } = await run(twoBranches, { Fast: { error: 'Boom', cause: 'it broke' } });
    expect(status).toBe('FAILED');
    expect(timeline.failure).toEqual({ state: 'Fast', step: 'fast', error: 'Boom', cause: 'it broke' });
    expect(statusAt(timeline, 'fast', 20).kind).toBe('failed');
    expect(statusAt(timeline, 'slow', 20).kind).toBe('aborted');
    expect(statusAt(timeline, 'after', 20).kind).toBe('skipped');
    expect(statusAt(timeline, 'after', 10)).toMatchObject({ kind: 'waiting' });
  });

  it('tells what was caught from what ended the execution', async () => {
    const { run: { status }, timeline } = await run(twoBranches, { After: { error: 'Boom' } });
    expect(status).toBe('SUCCEEDED');
    expect(statusAt(timeline, 'after', 90).kind).toBe('caught');
    expect(statusAt(timeline, 'handler', 90).kind).toBe('succeeded');
    expect(timeline.failure).toBeNull();
  });

  it('blames the step whose error a Fail state hands on', async () => {
    const { timeline } = await run({
      QueryLanguage: 'JSONata', StartAt: 'After',
      States: { After: job({ Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: 'Tell' }], End: true }), Tell: { Type: 'Fail', Error: '{% $states.input.Error %}' } },
    }, { After: { error: 'Boom', cause: 'it broke' } });
    expect(timeline.failure).toEqual({ state: 'After', step: 'after', error: 'Boom', cause: 'it broke' });
  });

  it('counts the items of a Map', async () => {
    const { timeline } = await run({
      QueryLanguage: 'JSONata', StartAt: 'Items',
      States: { Items: { Type: 'Map', Items: [1, 2, 3], MaxConcurrency: 2, ItemProcessor: { StartAt: 'Each', States: { Each: job({ End: true }) } }, End: true } },
    });
    expect(timeline.steps.get('each')?.map((v) => [v.iteration, v.start, v.end])).toEqual([[[0], 0, 5], [[1], 0, 5], [[2], 5, 10]]);
    expect(statusAt(timeline, 'each', 7)).toMatchObject({ kind: 'running', ended: 2, visits: 3 });
    expect(statusAt(timeline, 'items', 10)).toMatchObject({ kind: 'succeeded', seconds: 10 });
  });

  it('blames a state that fails without an event of its own', async () => {
    const { timeline } = await run({ QueryLanguage: 'JSONata', StartAt: 'Stop', States: { Stop: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] }, End: { Type: 'Succeed' } } });
    expect(timeline.failure).toMatchObject({ step: 'stop', error: 'States.NoChoiceMatched' });
  });
});

/** Runs with faults, and redrives so often, each time with others. */
async function redriven(definition: JsonObject, ...faults: readonly Readonly<Record<string, Fault>>[]) {
  const answersOf = (f: Readonly<Record<string, Fault>>) => withFaults(f, ({ state }) => ({ return: { x: 1 }, seconds: seconds[state] ?? 0 }));
  const execution = new Execution(new Program(definition), { input: {}, answers: answersOf(faults[0] ?? {}) });
  let run = await execution.run();
  for (const f of faults.slice(1)) {
    expect(execution.redrive({ answers: answersOf(f) })).toBeUndefined();
    run = await execution.run();
  }
  const timeline = timelineOf({ ...run, states: steps, edges: [] });
  const attempts = (id: string) => timeline.steps.get(id)?.map((v) => [v.outcome, ...v.attempts.map((a) => [a.start, a.end, a.outcome, a.redrive ?? 0])]);
  return { run, timeline, attempts };
}

describe('the timeline of a redriven execution', () => {
  const boom: Fault = { error: 'Boom' };

  it('shows the same stay in a state, with an attempt in each redrive', async () => {
    const uncaught = { ...twoBranches, States: { ...(twoBranches['States'] as JsonObject), After: job({ End: true }) } };
    const again = await redriven(uncaught, { After: boom }, { After: boom }, {});
    expect(again.attempts('after')).toEqual([['succeeded', [60, 90, 'failed', 0], [90, 120, 'failed', 1], [120, 150, 'succeeded', 2]]]);
    expect(again.attempts('slow')).toEqual([['succeeded', [0, 60, 'succeeded', 0]]]);
    expect([again.timeline.redrives, again.timeline.duration, again.timeline.failure]).toEqual([[90, 120], 150, null]);
    expect([...again.timeline.critical].sort()).toEqual(['after', 'slow']);
    expect(statusAt(again.timeline, 'after', 150)).toMatchObject({ kind: 'succeeded', retries: 0 });
    expect(transitionsAt(again.run.events, again.timeline, Infinity)).toBe(again.run.transitions);
  });

  it('tells retries from redrives', async () => {
    const { attempts, timeline, run } = await redriven(twoBranches, { Slow: boom }, { Slow: { ...boom, times: 4 } });
    expect(attempts('slow')).toEqual([['succeeded', [0, 60, 'failed', 0], [70, 130, 'failed', 0], [150, 210, 'failed', 0], [210, 270, 'failed', 1], [280, 340, 'succeeded', 1]]]);
    expect(statusAt(timeline, 'slow', 1000).retries).toBe(3);
    expect(transitionsAt(run.events, timeline, Infinity)).toBe(run.transitions);
  });

  it('what was aborted beside the failure goes on, the container with it, and what waited counts as critical', async () => {
    const { attempts, timeline } = await redriven(twoBranches, { Fast: boom }, {});
    expect(attempts('fast')).toEqual([['succeeded', [0, 20, 'failed', 0], [20, 40, 'succeeded', 1]]]);
    expect(attempts('slow')).toEqual([['succeeded', [0, 20, 'aborted', 0], [20, 80, 'succeeded', 1]]]);
    expect(timeline.duration).toBe(110);
    expect([...timeline.critical].sort()).toEqual(['after', 'fast', 'slow']);
    expect(statusAt(timeline, 'slow', 30)).toMatchObject({ kind: 'running', retries: 0 });
  });

  it('points at the failure of the last attempt, twice in one container', async () => {
    const { attempts, timeline } = await redriven(twoBranches, { Fast: boom }, { Fast: { error: 'Bang' } }, { Slow: { error: 'Bang', cause: 'again', times: 9 } });
    expect(timeline.failure).toEqual({ state: 'Slow', step: 'slow', error: 'Bang', cause: 'again' });
    expect(attempts('fast')).toEqual([['succeeded', [0, 20, 'failed', 0], [20, 40, 'failed', 1], [40, 60, 'succeeded', 2]]]);
    expect(attempts('slow')?.[0]?.slice(0, 4)).toEqual(['failed', [0, 20, 'aborted', 0], [20, 40, 'aborted', 1], [40, 100, 'failed', 2]]);
  });

  it('iterations that had not begun begin; one that failed goes on', async () => {
    const { attempts, timeline } = await redriven({
      QueryLanguage: 'JSONata', StartAt: 'Items',
      States: { Items: { Type: 'Map', Items: [1, 2, 3], MaxConcurrency: 1, ItemProcessor: { StartAt: 'Each', States: { Each: job({ End: true }) } }, End: true } },
    }, { Each: { ...boom, times: 1 } }, {});
    expect(attempts('each')).toEqual([['succeeded', [0, 5, 'failed', 0], [5, 10, 'succeeded', 1]], ['succeeded', [10, 15, 'succeeded', 1]], ['succeeded', [15, 20, 'succeeded', 1]]]);
    expect(attempts('items')).toEqual([['succeeded', [0, 5, 'failed', 0], [5, 20, 'succeeded', 1]]]);
    expect(timeline.steps.get('each')?.map((v) => v.iteration)).toEqual([[0], [1], [2]]);
  });

  it('a container that is run anew has its branches anew', async () => {
    const large = { Type: 'Pass', QueryLanguage: 'JSONata', Output: "{% $pad('', 150000, 'x') %}", End: true };
    const both = { Type: 'Parallel', Branches: [{ StartAt: 'Slow', States: { Slow: job({ End: true, Output: "{% $states.context.Execution.RedriveCount = 0 ? $pad('', 150000, 'x') : 1 %}" }) } }, { StartAt: 'Large', States: { Large: large } }], End: true };
    const { attempts, run } = await redriven({ QueryLanguage: 'JSONata', StartAt: 'Items', States: { Items: both } }, {}, {});
    expect(run.status).toBe('SUCCEEDED');
    expect(attempts('slow')).toEqual([['succeeded', [0, 60, 'succeeded', 0]], ['succeeded', [60, 120, 'succeeded', 1]]]);
    expect(attempts('items')).toEqual([['succeeded', [0, 60, 'failed', 0], [60, 120, 'succeeded', 1]]]);
  });
});
