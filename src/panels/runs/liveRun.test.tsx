// @vitest-environment jsdom
import { act, cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Session } from '../../aws/session.ts';
import type { Execution, StepFunctions } from '../../aws/stepFunctions/types.ts';
import { catalogFor } from '../../core/catalog/load.ts';
import { compile } from '../../core/compile/compile.ts';
import { definitionOf } from '../../core/compile/types.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import type { HistoryEvent } from '../../core/simulate/history.ts';
import { simulate } from '../../core/simulate/simulate.ts';
import { watchOnDrawing } from '../../store/watching.ts';
import { createTestApp, renderWith } from '../../testing/renderApp.tsx';
import { SimulationPanel } from '../simulation/SimulationPanel.tsx';
import { StepRun } from '../simulation/StepRun.tsx';

const pipeline: Pipeline = {
  format: 'cauce/1', name: 'm', machine: { name: 'm' }, environments: { dev: {} },
  steps: {
    score: { kind: 'lambda:invoke', name: 'Score', arguments: { FunctionName: 'score' } },
    train: { kind: 'lambda:invoke', name: 'Train', arguments: { FunctionName: 'train' }, after: ['score'], estimateSeconds: 600 },
  } as unknown as Pipeline['steps'],
};
const catalog = await catalogFor(pipeline);
const { artifacts } = compile(pipeline, { catalog, environment: 'dev' });
if (artifacts === null) throw new Error('the pipeline of this test has errors');
const START = Date.UTC(2026, 0, 1);
const whole = (await simulate(definitionOf(artifacts), { input: {}, startTime: START, answers: () => ({ return: { Payload: { auc: 0.91 } }, seconds: 5 }) })).events;
const scheduled = whole.findLastIndex((e) => e.type === 'TaskScheduled' || e.type === 'LambdaFunctionScheduled');
const going = whole.slice(0, scheduled + 1);
const failing: readonly HistoryEvent[] = [
  ...going,
  { id: going.length + 1, previousEventId: going.length, timestamp: new Date(START + 8000), type: 'TaskFailed', taskFailedEventDetails: { resourceType: 'lambda', resource: 'invoke', error: 'Lambda.Unknown', cause: 'it broke' } },
  { id: going.length + 2, previousEventId: going.length + 1, timestamp: new Date(START + 8000), type: 'ExecutionFailed', executionFailedEventDetails: { error: 'Lambda.Unknown', cause: 'it broke' } },
];
const ARN = 'arn:aws:states:eu-west-1:111122223333:execution:m:one';

/** An account whose one execution has this history, and the page showing it. */
async function showing(events: readonly HistoryEvent[], described: Partial<Execution>, step: string) {
  const stopped = vi.fn(() => Promise.resolve());
  const redriven = vi.fn(() => Promise.resolve(new Date()));
  const client: object = {
    until: () => client,
    eventsAfter: (_: string, after: number) => Promise.resolve(events.filter((e) => e.id > after)),
    describeExecution: () => Promise.resolve({ arn: ARN, startedAt: new Date(START), input: '{}', redriveCount: 0, redrive: { possible: false, reason: undefined }, ...described }),
    describeMachineOf: () => Promise.resolve({ name: 'm', definition: artifacts?.definitionText }),
    stopExecution: stopped,
    redriveExecution: redriven,
  };
  const app = createTestApp(pipeline, { clock: { now: () => START + 60_000 }, compiler: { compile: () => Promise.resolve(null), compileOnce: (p, o) => Promise.resolve(compile(p, { catalog, ...o })) } });
  app.store.getState().setView({ environment: 'dev' });
  app.connections.setState({ phase: 'signed-in', session: { connection: { name: 'ours', region: 'eu-west-1', transport: 'direct', signIn: 'keys' }, stepFunctions: client as StepFunctions, now: () => START + 60_000 } as unknown as Session });
  void watchOnDrawing(app, ARN, 'one');
  renderWith(app, <><SimulationPanel /><StepRun id={step} step={pipeline.steps[step] as Pipeline['steps'][string]} /></>);
  await screen.findByRole('list', { name: 'Attempts' });
  return { app, stopped, redriven };
}
const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });

// Its parts load when they are first shown, on a machine that may be busy.
configure({ asyncUtilTimeout: 10_000 });
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
  globalThis.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
});
afterEach(cleanup);

describe('a step of an execution', () => {
  test('that runs says for how long, and what is usual; and leads to its log', async () => {
    await showing(going, { status: 'RUNNING' }, 'train');
    expect(screen.getByText(/usually about 10 min/)).toBeDefined();
    // In the region that the event names.
    const links = await screen.findByRole('list', { name: "In AWS's console" });
    expect(within(links).getAllByRole('link').map((a) => [a.textContent, a.getAttribute('href')])).toEqual([
      ['Function', 'https://us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#/functions/train?tab=monitoring'],
      ['Log', 'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Ftrain'],
    ]);
  });

  test('that answered can be taken over into simulations', async () => {
    const { app } = await showing(going, { status: 'RUNNING' }, 'score');
    await user.click(await screen.findByRole('button', { name: 'Pin this answer' }));
    await waitFor(() => expect(app.store.getState().simulation.testCase.answers).toEqual({ score: { Payload: { auc: 0.91 } } }));
    expect(screen.getByRole('button', { name: 'Pinned' })).toHaveProperty('disabled', true);
  });

  test('that failed says with what', async () => {
    await showing(failing, { status: 'FAILED', stoppedAt: new Date(START + 8000) }, 'train');
    const attempts = screen.getByRole('list', { name: 'Attempts' });
    expect(attempts.textContent).toContain('Lambda.Unknown');
    expect(attempts.textContent).toContain('it broke');
  });
});

describe('above an execution', () => {
  test('one that goes on can be stopped with a cause', async () => {
    const { stopped } = await showing(going, { status: 'RUNNING' }, 'train');
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    await user.type(screen.getByRole('textbox', { name: 'Cause of the stop' }), 'wrong data');
    await user.click(screen.getByRole('button', { name: 'Stop the run' }));
    expect(stopped).toHaveBeenCalledWith(ARN, { error: 'Stopped', cause: 'wrong data' });
  });

  test('one that failed can be redriven, where AWS says so', async () => {
    const { redriven } = await showing(failing, { status: 'FAILED', stoppedAt: new Date(START + 8000), redrive: { possible: true, reason: undefined } }, 'train');
    await user.click(await screen.findByRole('button', { name: 'Redrive' }));
    expect(redriven).toHaveBeenCalledWith(ARN);
  });

  test('where it does not, the reason stands beside', async () => {
    await showing(failing, { status: 'FAILED', stoppedAt: new Date(START + 8000), redrive: { possible: false, reason: 'Execution is older than 14 days and cannot be redriven' } }, 'train');
    const redrive = await screen.findByRole('button', { name: 'Redrive' });
    expect(redrive).toHaveProperty('disabled', true);
    expect(screen.getByText('Execution is older than 14 days and cannot be redriven')).toBeDefined();
  });

  test('one that is not there any more was last seen running, and cannot be stopped', async () => {
    const { app } = await showing(going, { status: 'RUNNING' }, 'train');
    await screen.findByRole('button', { name: 'Stop' });
    act(() => app.store.getState().setSimulation({ live: { arn: ARN, name: 'one', status: 'RUNNING', fault: { message: 'This run is not there any more.', hint: '' }, watching: false } }));
    expect(screen.getByText('Last seen:')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });

  test('its page in the console is one click away', async () => {
    await showing(going, { status: 'RUNNING' }, 'train');
    expect((await screen.findByRole('link', { name: 'Console' })).getAttribute('href')).toContain('eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/');
  });
});
