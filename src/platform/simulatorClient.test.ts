import { expect, it } from 'vitest';
import { createSimulatorClient, type SimulateRequest, type SimulateWorker } from './simulatorClient.ts';
import type { SimulateResult } from './types.ts';

function fakeWorkers() {
  const workers: (SimulateWorker & { readonly sent: SimulateRequest[]; ended: boolean })[] = [];
  const start = (): SimulateWorker => {
    const worker = { sent: [] as SimulateRequest[], ended: false, onmessage: null, onerror: null, postMessage: (r: SimulateRequest) => void worker.sent.push(r), terminate: () => void (worker.ended = true) };
    workers.push(worker);
    return worker;
  };
  const answer = (worker: number, result: SimulateResult): void => {
    const w = workers[worker];
    w?.onmessage?.({ data: { id: w.sent.at(-1)?.id ?? 0, result } } as MessageEvent);
  };
  return { workers, client: createSimulatorClient(start), answer };
}
const pipeline = { format: 'cauce/1', name: 'p', steps: {} } as const;
const result: SimulateResult = { diagnostics: [], run: null, cases: [], coverage: null };

it('gives the newest call its answer, and the older ones none', async () => {
  const { workers, client, answer } = fakeWorkers();
  const calls = [1, 2, 3].map((seed) => client.simulate(pipeline, { name: 'case', testCase: { seed } }));
  answer(0, result);
  answer(0, result);
  expect(await Promise.all(calls)).toEqual([null, null, result]);
  expect(workers[0]?.sent.map((r) => r.choice.testCase.seed)).toEqual([1, 3]);
});

it('stops in the middle, and starts afresh', async () => {
  const { workers, client, answer } = fakeWorkers();
  const stopped = client.simulate(pipeline, { name: 'case', testCase: {} });
  client.stop();
  expect(await stopped).toBeNull();
  expect(workers[0]?.ended).toBe(true);
  const next = client.simulate(pipeline, { name: 'case', testCase: {} });
  answer(1, result);
  expect(await next).toBe(result);
});

it('answers with a diagnostic where the worker dies', async () => {
  const { workers, client } = fakeWorkers();
  const died = client.simulate(pipeline, { name: 'case', testCase: {} });
  workers[0]?.onerror?.({ message: 'out of memory' } as ErrorEvent);
  expect((await died)?.diagnostics).toMatchObject([{ code: 'simulator-stopped', message: 'The simulator stopped: out of memory.' }]);
});
