import { diagnosticOf } from '../core/diagnostic/diagnosticOf.ts';
import { appEntries } from '../core/diagnostic/entries/app.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
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
/** What the client needs of a Worker, so that a test can stand in for it. */
export interface SimulateWorker {
  postMessage(request: SimulateRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<SimulateReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}
interface Job {
  readonly request: SimulateRequest;
  readonly resolve: (result: SimulateResult | null) => void;
}

/**
 * Simulates in a worker of its own, so that compiling goes on beside it. The newest call wins: the others resolve with null. `stop`
 * ends the worker in the middle of its work; the next call starts another. A worker that dies answers with a diagnostic.
 */
export function createSimulatorClient(start: () => SimulateWorker): Simulator {
  let worker: SimulateWorker | null = null;
  let busy: Job | null = null;
  let waiting: Job | null = null;
  let drawn = 0;

  const finish = (result: SimulateResult | null): void => {
    busy?.resolve(waiting === null ? result : null);
    busy = waiting;
    waiting = null;
    if (busy) send(busy);
  };
  const fail = (reason: string): void => {
    worker?.terminate();
    worker = null;
    finish({ diagnostics: [diagnosticOf(appEntries['simulator-stopped'], 'simulator-stopped', { reason }, {})], run: null, cases: [], coverage: null });
  };
  const send = (job: Job): void => {
    try {
      worker ??= connect();
      worker.postMessage(job.request);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  };
  const connect = (): SimulateWorker => {
    const started = start();
    started.onmessage = (event) => {
      if (event.data.id === busy?.request.id) finish(event.data.result);
    };
    started.onerror = (event) => {
      event.preventDefault?.();
      if (started === worker) fail(event.message || 'the worker could not be loaded');
    };
    return started;
  };

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
        send(job);
      }),
    stop() {
      worker?.terminate();
      worker = null;
      const stopped = [busy, waiting];
      busy = waiting = null;
      for (const job of stopped) job?.resolve(null);
    },
  };
}
