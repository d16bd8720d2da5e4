import type { ChaosReply, ChaosRequest } from './chaosClient.ts';
import { createCompileService } from './compileService.ts';
import type { CompileReply, CompileRequest } from './compilerClient.ts';
import type { SimulateService } from './simulateService.ts';
import type { SimulateReply, SimulateRequest } from './simulatorClient.ts';

type Request = CompileRequest | SimulateRequest | ChaosRequest;
type Reply = CompileReply | SimulateReply | ChaosReply;

const compile = createCompileService();
let simulate: Promise<SimulateService> | undefined;

/** A thread of the core: the page starts one that compiles, one that simulates, and one for a chaos run. What is thrown here reaches the page as the worker's error event, which replaces this worker. */
self.onmessage = (event: MessageEvent<Request>) => {
  answer(event.data).then(
    (reply) => self.postMessage(reply),
    (error: unknown) => reportError(error),
  );
};

async function answer(request: Request): Promise<Reply> {
  const { id } = request;
  if ('simulate' in request) {
    simulate ??= import('./simulateService.ts').then((m) => m.createSimulateService());
    return { id, result: await (await simulate)(request.simulate, request.choice) };
  }
  if ('chaos' in request) {
    const { runChaos } = await import('./chaosService.ts');
    return { id, report: await runChaos(request.chaos, request.choice, (progress) => self.postMessage({ id, progress } satisfies ChaosReply)) };
  }
  return { id, result: await compile(request.pipeline, request.options) };
}
