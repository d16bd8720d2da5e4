/** What the page needs of a Worker, so that a test can stand in for it. */
export interface WorkerLike<Request, Reply> {
  postMessage(request: Request): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface WorkerThread<Request> {
  post(request: Request): void;
  /** Ends the worker in the middle of its work; the next request starts another. */
  stop(): void;
}

/**
 * A worker that is started at the first request. One that dies, or cannot be started, is dropped, and its `death` is told with the reason.
 * Callers match replies with their requests.
 */
export function createWorkerThread<Request, Reply>(
  start: () => WorkerLike<Request, Reply>,
  on: { readonly reply: (reply: Reply) => void; readonly death: (reason: string) => void },
): WorkerThread<Request> {
  let worker: WorkerLike<Request, Reply> | null = null;

  const stop = (): void => {
    worker?.terminate();
    worker = null;
  };
  const die = (reason: string): void => {
    stop();
    on.death(reason);
  };
  const connect = (): WorkerLike<Request, Reply> => {
    const started = start();
    started.onmessage = (event) => on.reply(event.data);
    started.onerror = (event) => {
      event.preventDefault?.();
      if (started === worker) die(event.message || 'the worker could not be loaded');
    };
    return started;
  };
  return {
    post(request) {
      try {
        worker ??= connect();
        worker.postMessage(request);
      } catch (error) {
        die(error instanceof Error ? error.message : String(error));
      }
    },
    stop,
  };
}
