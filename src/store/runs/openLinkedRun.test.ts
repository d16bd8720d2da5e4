import { expect, test, vi } from 'vitest';
import { AwsFault } from '../../aws/fault.ts';
import type { Session } from '../../aws/session.ts';
import type { Execution, StepFunctions } from '../../aws/stepFunctions/types.ts';
import { catalogFor } from '../../core/catalog/load.ts';
import { compile } from '../../core/compile/compile.ts';
import { definitionOf } from '../../core/compile/types.ts';
import { withCarried } from '../../core/deliver/carry/carriedPipeline.ts';
import { hashOfRun } from '../../core/deliver/runs/runLink.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { simulate } from '../../core/simulate/simulate.ts';
import { gzip } from '../../platform/compression.ts';
import { createTestApp } from '../../testing/renderApp.tsx';
import { openLinkedRun } from './openLinkedRun.ts';

const ACCOUNT = '111122223333';
const ARN = `arn:aws:states:eu-west-1:${ACCOUNT}:execution:two-dev:one`;
const pipeline: Pipeline = {
  format: 'cauce/1', name: 'two', machine: { name: 'two-dev', role: `arn:aws:iam::${ACCOUNT}:role/r` }, environments: { dev: {} },
  steps: { first: { kind: 'wait', name: 'First', arguments: { Seconds: 60 } } },
};
const catalog = await catalogFor(pipeline);
const { artifacts } = compile(pipeline, { catalog, environment: 'dev' });
if (artifacts === null) throw new Error('the pipeline of this test has errors');
const definition = (await withCarried(artifacts.definitionText, { pipeline, manifest: artifacts.manifest, environment: 'dev' }, gzip)) ?? '';
const { events } = await simulate(definitionOf(artifacts), { input: {}, answers: () => ({ return: {} }), startTime: Date.UTC(2026, 0, 1) });
const execution = { arn: ARN, machineArn: '', name: 'one', status: 'SUCCEEDED', startedAt: new Date(0), stoppedAt: new Date(1), redriveCount: 0, input: '{}', redrive: { possible: false } } as unknown as Execution;

function sessionOf(account: string, parts: Partial<StepFunctions> = {}): Session {
  const stepFunctions = {
    describeMachineOf: () => Promise.resolve({ definition }),
    tagsOf: () => Promise.resolve({}),
    describeMachine: () => Promise.resolve({ definition, roleArn: `arn:aws:iam::${ACCOUNT}:role/r`, logLevel: 'OFF', tracing: false }),
    listExecutions: () => Promise.resolve({ executions: [], next: undefined }),
    describeExecution: () => Promise.resolve(execution),
    eventsAfter: () => Promise.resolve(events),
    ...parts,
  };
  return { connection: { name: 'acme', region: 'eu-west-1' }, identity: { account, role: 'designer' }, now: Date.now, stepFunctions: { ...stepFunctions, until: () => stepFunctions } } as unknown as Session;
}

function opened() {
  const app = createTestApp({ format: 'cauce/1', name: 'other', steps: {} }, { compiler: { compile: () => Promise.resolve(null), compileOnce: (p, choice) => Promise.resolve(compile(p, { catalog, ...choice })) } });
  app.connections.setState({ list: [{ name: 'elsewhere', region: 'us-east-1', signIn: 'keys', transport: 'direct' }, { name: 'acme', region: 'eu-west-1', signIn: 'keys', transport: 'direct' }], current: 'elsewhere' });
  const dialog = vi.fn();
  app.signals.on('connections', dialog);
  /** Answers the next question, and gives it. */
  const answer = async (choice: string) => {
    const question = await vi.waitFor(() => app.questions.getState().current ?? Promise.reject(new Error('nothing is asked')));
    app.questions.getState().answer(choice);
    return question;
  };
  return { app, dialog, answer };
}
const live = ({ app }: ReturnType<typeof opened>) => app.store.getState().simulation.live;

test('who is signed in sees the run at once, on the drawing that its machine carries', async () => {
  const o = opened();
  o.app.connections.setState({ session: sessionOf(ACCOUNT) });
  await openLinkedRun(o.app, hashOfRun(ARN));
  expect(o.app.store.getState().document.pipeline.name).toBe('two');
  expect(o.app.store.getState().view).toMatchObject({ environment: 'dev', start: false });
  expect(live(o)).toMatchObject({ arn: ARN, name: 'one' });
  await vi.waitFor(() => expect(live(o)?.status).toBe('SUCCEEDED'));
});

test('others are asked to sign in, by a connection that leads there, and see it then', async () => {
  const o = opened();
  const opening = openLinkedRun(o.app, hashOfRun(ARN));
  expect(await o.answer('connect')).toMatchObject({ title: 'Sign in to see this run', text: `one of two-dev is in account ${ACCOUNT}, eu-west-1.` });
  await vi.waitFor(() => expect(o.dialog).toHaveBeenCalledOnce());
  expect(o.app.connections.getState().current).toBe('acme');
  expect(live(o)).toBeNull();
  o.app.connections.setState({ session: sessionOf(ACCOUNT) });
  await opening;
  expect(live(o)?.arn).toBe(ARN);
});

test('another account is said, and nothing is asked of it', async () => {
  const o = opened();
  const describeMachineOf = vi.fn();
  o.app.connections.setState({ session: sessionOf('999988887777', { describeMachineOf }) });
  const opening = openLinkedRun(o.app, hashOfRun(ARN));
  expect((await o.answer('close')).text).toBe(`one of two-dev is in account ${ACCOUNT}, eu-west-1. You are signed in to 999988887777, eu-west-1, as designer.`);
  await opening;
  expect(describeMachineOf).not.toHaveBeenCalled();
  expect(live(o)).toBeNull();
});

test('a region that no connection leads to is said', async () => {
  const o = opened();
  const opening = openLinkedRun(o.app, hashOfRun(ARN.replace('eu-west-1', 'ap-south-1')));
  expect((await o.answer('close')).text).toContain('No connection of this page leads to ap-south-1');
  await opening;
});

test('whoever opens something else instead of signing in is left alone', async () => {
  const o = opened();
  const opening = openLinkedRun(o.app, hashOfRun(ARN));
  await o.answer('connect');
  await vi.waitFor(() => expect(o.dialog).toHaveBeenCalledOnce());
  o.app.store.getState().load({ format: 'cauce/1', name: 'mine', steps: {} }, { from: 'new' });
  await opening;
  o.app.connections.setState({ session: sessionOf(ACCOUNT) });
  await Promise.resolve();
  expect(o.app.store.getState().document.pipeline.name).toBe('mine');
});

test.each([
  ['a run that is gone', { describeMachineOf: () => Promise.reject(new AwsFault('not-found', 'No.', '')) }, 'one cannot be shown', /90 days/],
  ['a role that may not', { describeMachineOf: () => Promise.reject(new AwsFault('access-denied', 'The role may not.', 'Ask for it.')) }, 'one cannot be shown', /The role may not\. Ask for it\./],
  ['a machine that was deployed elsewhere', { describeMachineOf: () => Promise.resolve({ definition: artifacts.definitionText }) as never }, 'two-dev carries no drawing', /find one under Runs/],
])('%s is said in words', async (_, parts, title, words) => {
  const o = opened();
  o.app.connections.setState({ session: sessionOf(ACCOUNT, parts) });
  const opening = openLinkedRun(o.app, hashOfRun(ARN));
  const question = await o.answer('close');
  await opening;
  expect(question.title).toBe(title);
  expect(question.text).toMatch(words);
  expect(o.app.store.getState().document.pipeline.name).toBe('other');
});

test('a cut address leads nowhere, and that is said', async () => {
  const o = opened();
  const opening = openLinkedRun(o.app, '#run=arn:aws:states:eu-west-1');
  expect((await o.answer('close')).title).toBe('This address leads to no run');
  await opening;
});
