import { expect, it } from 'vitest';
import { createChaosClient, type ChaosReply, type ChaosRequest, type ChaosWorker } from './chaosClient.ts';
import type { ChaosProgress } from './types.ts';

function fakeWorkers() {
  const workers: (ChaosWorker & { readonly sent: ChaosRequest[]; ended: boolean; say(reply: ChaosReply): void })[] = [];
  const client = createChaosClient(() => {
    const worker = {
      sent: [] as ChaosRequest[], ended: false, onmessage: null, onerror: null,
      postMessage(request: ChaosRequest) { this.sent.push(request); },
      terminate() { this.ended = true; },
      say(reply: ChaosReply) { (this as ChaosWorker).onmessage?.({ data: reply } as MessageEvent<ChaosReply>); },
    };
    workers.push(worker);
    return worker;
  });
  return { workers, client };
}
const pipeline = { format: 'cauce/1', name: 'p', steps: {} } as const;
const choice = { testCase: {}, persistent: false };

it('tells as it goes, then ends its worker', async () => {
  const { workers, client } = fakeWorkers();
  const told: ChaosProgress[] = [];
  const run = client.run(pipeline, choice, (progress) => told.push(progress));
  workers[0]?.say({ id: 1, progress: { results: [], of: 2 } });
  workers[0]?.say({ id: 1, report: { diagnostics: [] } });
  expect(await run).toEqual({ diagnostics: [] });
  expect(told).toEqual([{ results: [], of: 2 }]);
  expect(workers[0]?.ended).toBe(true);
});

it('gives a run that is stopped, or followed by another, no report', async () => {
  const { workers, client } = fakeWorkers();
  const first = client.run(pipeline, choice, () => undefined);
  const second = client.run(pipeline, choice, () => undefined);
  expect(await first).toBeNull();
  expect(workers.map((w) => w.ended)).toEqual([true, false]);
  client.stop();
  expect(await second).toBeNull();
  expect(workers[1]?.ended).toBe(true);
});

it('reports a worker that dies', async () => {
  const { workers, client } = fakeWorkers();
  const run = client.run(pipeline, choice, () => undefined);
  workers[0]?.onerror?.({ message: 'out of memory' } as ErrorEvent);
  expect((await run)?.diagnostics[0]?.message).toBe('The simulator stopped: out of memory.');
});
