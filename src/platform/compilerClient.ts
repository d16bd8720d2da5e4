import type { CompileResult } from '../core/compile/types.ts';
import { diagnostic } from '../core/diagnostic/catalogue.ts';
import type { Language, Pipeline } from '../core/model/pipeline.ts';
import type { Compiler } from './types.ts';

export interface CompileRequest {
  readonly id: number;
  readonly pipeline: Pipeline;
  readonly options: { readonly language?: Language; readonly environment?: string };
}
export interface CompileReply {
  readonly id: number;
  readonly result: CompileResult;
}
/** What the client needs of a Worker, so that a test can stand in for it. */
export interface CompileWorker {
  postMessage(request: CompileRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<CompileReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}
interface Job {
  readonly request: CompileRequest;
  readonly resolve: (result: CompileResult | null) => void;
}

/** After this the compiler is taken to hang: it is stopped, and the next edit starts a new one. */
const PATIENCE_MS = 30_000;

/**
 * Compiles in a worker, newest first: while one request is at work only the newest other one waits; all others resolve with
 * null at once. A worker that dies or hangs is replaced, and its request answers with a diagnostic.
 */
export function createCompilerClient(start: () => CompileWorker): Compiler {
  let worker: CompileWorker | null = null;
  let busy: Job | null = null;
  let waiting: Job | null = null;
  let newest = 0;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const finish = (result: CompileResult | null): void => {
    clearTimeout(patience);
    busy?.resolve(busy.request.id === newest ? result : null);
    busy = waiting;
    waiting = null;
    if (busy) send(busy);
  };
  const fail = (reason: string): void => {
    worker?.terminate();
    worker = null;
    finish({ diagnostics: [diagnostic('compiler-stopped', { reason }, {})], artifacts: null });
  };
  const send = (job: Job): void => {
    patience = setTimeout(() => fail(`no answer for ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
    try {
      worker ??= connect();
      worker.postMessage(job.request);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  };
  const connect = (): CompileWorker => {
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
    compile: (pipeline, options) =>
      new Promise((resolve) => {
        const job: Job = { request: { id: ++newest, pipeline, options }, resolve };
        if (!busy) {
          busy = job;
          send(job);
          return;
        }
        waiting?.resolve(null);
        waiting = job;
      }),
  };
}
