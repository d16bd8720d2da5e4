import { vi } from 'vitest';
import type { AwsFault } from '../aws/fault.ts';
import type { Session } from '../aws/session.ts';
import type { Execution, ExecutionStatus, StepFunctions } from '../aws/stepFunctions/types.ts';
import { catalogFor } from '../core/catalog/load.ts';
import { compile } from '../core/compile/compile.ts';
import { definitionOf } from '../core/compile/types.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { HistoryEvent } from '../core/simulate/history.ts';
import { simulate } from '../core/simulate/simulate.ts';
import type { Compiler } from '../platform/types.ts';
import { watchingOf } from '../store/watching.ts';
import { createTestApp } from './renderApp.tsx';

/** Two steps, one after the other. */
export const pipeline: Pipeline = {
  format: 'cauce/1', name: 'two', machine: { name: 'two' }, environments: { dev: {} },
  steps: { first: { kind: 'wait', name: 'First', arguments: { Seconds: 60 } }, second: { kind: 'wait', name: 'Second', arguments: { Seconds: 30 }, after: ['first'] } },
};
const catalog = await catalogFor(pipeline);
const compiler: Compiler = { compile: () => Promise.resolve(null), compileOnce: (p, options) => Promise.resolve(compile(p, { catalog, ...options })) };
export const artifactsOf = (p: Pipeline) => {
  const { artifacts } = compile(p, { catalog, environment: 'dev' });
  if (artifacts === null) throw new Error('the pipeline of this test has errors');
  return artifacts;
};
export const START = Date.UTC(2026, 0, 1);
export const historyOf = async (p: Pipeline) => (await simulate(definitionOf(artifactsOf(p)), { input: {}, answers: () => ({ return: {}, seconds: 0 }), startTime: START })).events;
export const events = await historyOf(pipeline);
export const arnOf = (name: string) => `arn:aws:states:eu-west-1:111122223333:execution:two:${name}`;

/** AWS as it answers while virtual time passes: of every execution the events that were written until now. */
export function aws({ ahead = 0, history = events, definition = artifactsOf(pipeline).definitionText }: { readonly ahead?: number; readonly history?: readonly HistoryEvent[]; readonly definition?: string } = {}) {
  const calls = { history: new Map<string, number>(), all: 0 };
  const ended = new Map<string, { readonly status: ExecutionStatus; readonly cause?: string; readonly redrive?: Execution['redrive'] }>();
  const more = new Map<string, HistoryEvent[]>();
  const server = { fault: undefined as AwsFault | undefined, ended, more, calls };
  const now = () => Date.now() + ahead;
  const written = (arn: string) => [...history.filter((e) => e.timestamp.getTime() + ahead <= now()).map((e) => ({ ...e, timestamp: new Date(e.timestamp.getTime() + ahead) })), ...(more.get(arn) ?? [])];
  const answer = <T>(arn: string, kind: 'history' | 'other', value: () => T): Promise<T> => {
    calls.all++;
    if (kind === 'history') calls.history.set(arn, (calls.history.get(arn) ?? 0) + 1);
    return server.fault ? Promise.reject(server.fault) : Promise.resolve(value());
  };
  const client: object = {
    until: () => client,
    eventsAfter: (arn: string, after: number) => answer(arn, 'history', () => written(arn).filter((e) => e.id > after)),
    describeExecution: (arn: string) => answer(arn, 'other', () => {
      const stop = ended.get(arn);
      const over = stop !== undefined || written(arn).length === history.length;
      return { arn, status: stop?.status ?? (over ? 'SUCCEEDED' : 'RUNNING'), startedAt: new Date(START), stoppedAt: over ? new Date(now()) : undefined, input: '{"a":1}', cause: stop?.cause, redriveCount: 0, redrive: stop?.redrive ?? { possible: false, reason: undefined } } as Execution;
    }),
    describeMachineOf: (arn: string) => answer(arn, 'other', () => ({ name: 'two', definition })),
    stopExecution: (arn: string, { error, cause }: { readonly error?: string; readonly cause?: string }) => answer(arn, 'other', () => {
      ended.set(arn, { status: 'ABORTED', ...(cause === undefined ? {} : { cause }), redrive: { possible: true, reason: undefined } });
      more.set(arn, [{ id: written(arn).length + 1, previousEventId: 0, timestamp: new Date(now()), type: 'ExecutionAborted', executionAbortedEventDetails: { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) } }]);
    }),
    redriveExecution: (arn: string) => answer(arn, 'other', () => {
      ended.delete(arn);
      more.get(arn)?.push({ id: written(arn).length + 1, previousEventId: written(arn).length, timestamp: new Date(now()), type: 'ExecutionRedriven', executionRedrivenEventDetails: { redriveCount: 1 } });
      return new Date(now());
    }),
  };
  return { ...server, client: client as unknown as StepFunctions, setFault: (fault: AwsFault | undefined) => void (server.fault = fault) };
}
export type Aws = ReturnType<typeof aws>;

/** The application with a clock that tests move, and nobody signed in. */
export function app(document = pipeline) {
  const a = createTestApp(document, { clock: { now: () => Date.now() }, compiler });
  a.store.getState().setView({ environment: 'dev' });
  return Object.assign(a, { signIn: (to: Aws | null, name = 'ours') => a.connections.setState({ session: to === null ? null : ({ connection: { name, region: 'eu-west-1' }, stepFunctions: to.client, now: Date.now } as unknown as Session), phase: to === null ? 'signed-out' : 'signed-in' }) });
}
export type TestApp = ReturnType<typeof app>;
export const simulation = (a: TestApp) => a.store.getState().simulation;
export const kinds = (a: TestApp) => [...(simulation(a).statuses ?? [])].map(([id, s]) => `${id} ${s.kind}`);
/** Lets virtual time pass, with turns for what the platform does beside the timers. */
export const pass = async (ms: number): Promise<void> => {
  for (let done = 0; done < ms; done += 500) {
    await vi.advanceTimersByTimeAsync(500);
    for (let i = 0; i < 3; i++) await turn();
  }
};
/** Compressing is work of threads, which take their time on a busy machine. */
export async function until(holds: () => boolean): Promise<void> {
  const begun = process.hrtime.bigint();
  while (!holds()) {
    if (process.hrtime.bigint() - begun > 10_000_000_000n) throw new Error('it does not come about');
    await turn();
  }
}
const turn = () => new Promise((done) => setImmediate(done));
export const runsOf = (a: TestApp) => watchingOf(a).getState().runs.map((r) => [r.name, r.status, r.looking]);
