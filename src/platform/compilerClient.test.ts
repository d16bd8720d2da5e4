import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CompileResult } from '../core/compile/types.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { createCompilerClient, type CompileReply, type CompileRequest, type CompileWorker } from './compilerClient.ts';

const pipeline: Pipeline = { format: 'cauce/1', name: 'p', steps: {} };
const result: CompileResult = { diagnostics: [], artifacts: null };

class FakeWorker implements CompileWorker {
  readonly asked: CompileRequest[] = [];
  ended = false;
  onmessage: ((event: MessageEvent<CompileReply>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  postMessage(request: CompileRequest): void { this.asked.push(request); }
  terminate(): void { this.ended = true; }
  answer(): void { this.onmessage?.({ data: { id: (this.asked.at(-1) as CompileRequest).id, result } } as MessageEvent<CompileReply>); }
  crash(message: string): void { this.onerror?.({ message } as ErrorEvent); }
}

describe('the compiler in its worker', () => {
  let workers: FakeWorker[];
  const start = (): FakeWorker => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  };
  beforeEach(() => { workers = []; vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('answers a request', async () => {
    const client = createCompilerClient(start);
    const answer = client.compile(pipeline, {});
    workers[0]?.answer();
    expect(await answer).toBe(result);
  });

  it('keeps only the newest of several requests', async () => {
    const client = createCompilerClient(start);
    const [first, second, third] = [client.compile(pipeline, {}), client.compile(pipeline, {}), client.compile(pipeline, {})];
    expect(await second).toBeNull();
    workers[0]?.answer();
    expect(await first).toBeNull();
    workers[0]?.answer();
    expect(await third).toBe(result);
    expect(workers[0]?.asked.map((r) => r.id)).toEqual([1, 3]);
  });

  it('reports a crash as a diagnostic and compiles the next request in a new worker', async () => {
    const client = createCompilerClient(start);
    const first = client.compile(pipeline, {});
    workers[0]?.crash('out of memory');
    expect((await first)?.diagnostics).toMatchObject([{ code: 'compiler-stopped', severity: 'error', message: 'The compiler stopped: out of memory.' }]);
    const second = client.compile(pipeline, {});
    expect(workers).toHaveLength(2);
    workers[1]?.answer();
    expect(await second).toBe(result);
  });

  it('goes on with what waits when the worker crashes', async () => {
    const client = createCompilerClient(start);
    const first = client.compile(pipeline, {});
    const second = client.compile(pipeline, {});
    workers[0]?.crash('boom');
    expect(await first).toBeNull();
    workers[1]?.answer();
    expect(await second).toBe(result);
  });

  it('an export always answers, and does not make what is shown stale', async () => {
    const client = createCompilerClient(start);
    const shown = client.compile(pipeline, {});
    const exported = client.compileOnce(pipeline, { environment: 'prod' });
    workers[0]?.answer();
    expect(await shown).toBe(result);
    const newer = client.compile(pipeline, {});
    workers[0]?.answer();
    expect(await exported).toBe(result);
    workers[0]?.answer();
    expect(await newer).toBe(result);
  });

  it('stops a compiler that hangs', async () => {
    const client = createCompilerClient(start);
    const first = client.compile(pipeline, {});
    vi.runAllTimers();
    expect((await first)?.diagnostics[0]?.message).toContain('no answer for 30 s');
    expect(workers[0]?.ended).toBe(true);
  });

  it('reports a worker that cannot be started', async () => {
    const client = createCompilerClient(() => { throw new Error('blocked by policy'); });
    expect((await client.compile(pipeline, {}))?.diagnostics[0]?.message).toContain('blocked by policy');
  });
});
