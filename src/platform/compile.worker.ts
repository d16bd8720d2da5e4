import { createCompileService } from './compileService.ts';
import type { CompileReply, CompileRequest } from './compilerClient.ts';

const compile = createCompileService();

/** The compiler's thread. What is thrown here reaches the page as the worker's error event, which replaces this worker. */
self.onmessage = (event: MessageEvent<CompileRequest>) => {
  const { id, pipeline, options } = event.data;
  compile(pipeline, options).then(
    (result) => self.postMessage({ id, result } satisfies CompileReply),
    (error: unknown) => reportError(error),
  );
};
