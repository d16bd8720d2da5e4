import type { CompileResult } from '../core/compile/types.ts';
import { diagnosticOf } from '../core/diagnostic/diagnosticOf.ts';
import { appEntries } from '../core/diagnostic/entries/app.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { createWorkerThread, type WorkerLike } from './workerThread.ts';
import type { CompileChoice, Compiler } from './types.ts';

export interface CompileRequest {
  readonly id: number;
  readonly pipeline: Pipeline;
  readonly options: CompileChoice;
}
export interface CompileReply {
  readonly id: number;
  readonly result: CompileResult;
}
export type CompileWorker = WorkerLike<CompileRequest, CompileReply>;
interface Job {
  readonly request: CompileRequest;
  readonly isExport: boolean;
  readonly resolve: (result: CompileResult | null) => void;
}

/** After this the compiler is taken to hang: it is stopped, and the next edit starts a new one. */
const PATIENCE_MS = 30_000;

/**
 * Compiles in a worker, newest first: while one request is at work only the newest other one waits; all others resolve with
 * null at once. Exports wait in a line of their own, before it. A worker that dies or hangs is replaced, and its request
 * answers with a diagnostic.
 */
export function createCompilerClient(start: () => CompileWorker): Compiler {
  let busy: Job | null = null;
  let waiting: Job | null = null;
  const exports: Job[] = [];
  let drawn = 0;
  let newest = 0;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const finish = (result: CompileResult): void => {
    clearTimeout(patience);
    busy?.resolve(busy.isExport || busy.request.id === newest ? result : null);
    busy = exports.shift() ?? waiting;
    if (busy === waiting) waiting = null;
    if (busy) send(busy);
  };
  const fail = (reason: string): void => finish({ diagnostics: [diagnosticOf(appEntries['compiler-stopped'], 'compiler-stopped', { reason }, {})], artifacts: null });
  const thread = createWorkerThread(start, {
    reply(reply) {
      if (reply.id === busy?.request.id) finish(reply.result);
    },
    death: fail,
  });
  const send = (job: Job): void => {
    patience = setTimeout(() => {
      thread.stop();
      fail(`no answer for ${PATIENCE_MS / 1000} s`);
    }, PATIENCE_MS);
    thread.post(job.request);
  };
  const begin = (job: Job): void => {
    busy = job;
    send(job);
  };

  return {
    compile: (pipeline, options) =>
      new Promise((resolve) => {
        newest = ++drawn;
        const job: Job = { request: { id: newest, pipeline, options }, isExport: false, resolve };
        if (!busy) return begin(job);
        waiting?.resolve(null);
        waiting = job;
      }),
    compileOnce: (pipeline, options) =>
      new Promise((resolve) => {
        const job: Job = { request: { id: ++drawn, pipeline, options }, isExport: true, resolve: (result) => resolve(result as CompileResult) };
        if (busy) exports.push(job);
        else begin(job);
      }),
  };
}
