import { createCompileService } from './compileService.ts';
import type { CompileReply, CompileRequest } from './compilerClient.ts';
import type { SimulateService } from './simulateService.ts';
import type { SimulateReply, SimulateRequest } from './simulatorClient.ts';

const compile = createCompileService();
let simulate: Promise<SimulateService> | undefined;

/** A thread of the core: the page starts one that compiles and one that simulates. What is thrown here reaches the page as the worker's error event, which replaces this worker. */
self.onmessage = (event: MessageEvent<CompileRequest | SimulateRequest>) => {
  answer(event.data).then(
    (reply) => self.postMessage(reply),
    (error: unknown) => reportError(error),
  );
};

async function answer(request: CompileRequest | SimulateRequest): Promise<CompileReply | SimulateReply> {
  if (!('simulate' in request)) return { id: request.id, result: await compile(request.pipeline, request.options) };
  simulate ??= import('./simulateService.ts').then((m) => m.createSimulateService());
  return { id: request.id, result: await (await simulate)(request.simulate, request.choice) };
}
