import { diagnosticOf } from '../core/diagnostic/diagnosticOf.ts';
import { appEntries } from '../core/diagnostic/entries/app.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { createWorkerThread, type WorkerLike } from './workerThread.ts';
import type { SimulateChoice, SimulateResult, Simulator } from './types.ts';

export interface SimulateRequest {
  readonly id: number;
  readonly simulate: Pipeline;
  readonly choice: SimulateChoice;
}
export interface SimulateReply {
  readonly id: number;
  readonly result: SimulateResult;
}
export type SimulateWorker = WorkerLike<SimulateRequest, SimulateReply>;
interface Job {
  readonly request: SimulateRequest;
  readonly resolve: (result: SimulateResult | null) => void;
}

/**
 * Simulates in a worker of its own, so that compiling goes on beside it. The newest call wins: the others resolve with null. `stop`
 * ends the worker in the middle of its work; the next call starts another. A worker that dies answers with a diagnostic.
 */
export function createSimulatorClient(start: () => SimulateWorker): Simulator {
  let busy: Job | null = null;
  let waiting: Job | null = null;
  let drawn = 0;

  const finish = (result: SimulateResult | null): void => {
    busy?.resolve(waiting === null ? result : null);
    busy = waiting;
    waiting = null;
    if (busy) thread.post(busy.request);
  };
  const thread = createWorkerThread(start, {
    reply(reply) {
      if (reply.id === busy?.request.id) finish(reply.result);
    },
    death: (reason) => finish({ diagnostics: [diagnosticOf(appEntries['simulator-stopped'], 'simulator-stopped', { reason }, {})], run: null, cases: [], coverage: null }),
  });

  return {
    simulate: (pipeline, choice) =>
      new Promise((resolve) => {
        const job: Job = { request: { id: ++drawn, simulate: pipeline, choice }, resolve };
        if (busy) {
          waiting?.resolve(null);
          waiting = job;
          return;
        }
        busy = job;
        thread.post(job.request);
      }),
    stop() {
      thread.stop();
      const stopped = [busy, waiting];
      busy = waiting = null;
      for (const job of stopped) job?.resolve(null);
    },
  };
}
