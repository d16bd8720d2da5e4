import { diagnosticOf } from '../core/diagnostic/diagnosticOf.ts';
import { appEntries } from '../core/diagnostic/entries/app.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { createWorkerThread, type WorkerLike } from './workerThread.ts';
import type { Chaos, ChaosChoice, ChaosProgress, ChaosReport } from './types.ts';

export interface ChaosRequest {
  readonly id: number;
  readonly chaos: Pipeline;
  readonly choice: ChaosChoice;
}
/** Several with `progress`, then one with `report`. */
export type ChaosReply = { readonly id: number; readonly progress: ChaosProgress } | { readonly id: number; readonly report: ChaosReport };
export type ChaosWorker = WorkerLike<ChaosRequest, ChaosReply>;

interface Job {
  readonly id: number;
  readonly tell: (progress: ChaosProgress) => void;
  readonly resolve: (report: ChaosReport | null) => void;
}

/** Runs chaos in a worker that lives as long as a run: it is rare, and a thread that waits would hold the memory of its compiler. */
export function createChaosClient(start: () => ChaosWorker): Chaos {
  let busy: Job | null = null;
  let drawn = 0;

  const finish = (report: ChaosReport | null): void => {
    const done = busy;
    busy = null;
    thread.stop();
    done?.resolve(report);
  };
  const thread = createWorkerThread(start, {
    reply(reply: ChaosReply) {
      if (reply.id !== busy?.id) return;
      if ('progress' in reply) busy.tell(reply.progress);
      else finish(reply.report);
    },
    death: (reason) => finish({ diagnostics: [diagnosticOf(appEntries['simulator-stopped'], 'simulator-stopped', { reason }, {})] }),
  });

  return {
    run(pipeline, choice, tell) {
      finish(null);
      return new Promise((resolve) => {
        busy = { id: ++drawn, tell, resolve };
        thread.post({ id: busy.id, chaos: pipeline, choice });
      });
    },
    stop: () => finish(null),
  };
}
