import type { Json, JsonObject } from '../core/base/json.ts';
import type { Catalog, Kind, OutputPort } from '../core/catalog/kind.ts';
import type { Edit } from '../core/edit/types.ts';
import type { Pipeline, Step, StepId } from '../core/model/pipeline.ts';

/** A pipeline of the parts given; everything else is as in a new one. */
export function pipelineOf(steps: Readonly<Record<StepId, Step>>, more: Partial<Pipeline> = {}): Pipeline {
  return { format: 'cauce/1', name: 'test', language: 'jsonata', ...more, steps };
}

export function task(name: string, args: JsonObject = {}, more: Readonly<Record<string, unknown>> = {}): Step {
  return { kind: 'lambda:invoke', name, arguments: args, ...more } as unknown as Step;
}

export function pass(name: string, args: JsonObject = {}, more: Readonly<Record<string, unknown>> = {}): Step {
  return { kind: 'pass', name, arguments: args, ...more } as unknown as Step;
}

export function flow(kind: string, name: string, more: Readonly<Record<string, unknown>> = {}): Step {
  return { kind, name, ...more } as unknown as Step;
}

export const output = (from: string): Json => ({ $output: from });
export const param = (name: string): Json => ({ $param: name });

/** The pipeline after edits, each of which must be done. */
export function after(pipeline: Pipeline, ...edits: readonly Edit[]): Pipeline {
  return edits.reduce((p, edit) => {
    const result = edit(p);
    if (!result.ok) throw new Error(`refused: ${result.reason}`);
    return result.pipeline;
  }, pipeline);
}

/** The reason why an edit is refused; it must be. */
export function reasonOf(pipeline: Pipeline, edit: Edit): string {
  const result = edit(pipeline);
  if (result.ok) throw new Error('the edit was done, not refused');
  return result.reason;
}

/** A catalogue of flow kinds and a Lambda call without ports or models, for tests that need no more. */
export const plainCatalog: Catalog = (() => {
  const kind = (id: string, label: string, more: Partial<Kind> = {}): Kind => ({
    id, label, summary: label, family: 'value', group: 'Flow', icon: id, estimateSeconds: 1, retryDefaults: [], derived: [], template: {},
    inputs: () => [],
    outputs: (step) => ('result' in step ? Object.keys(step.result ?? {}).map((name): OutputPort => ({ name, label: name, type: 'json', source: { from: 'result', name } })) : []),
    ...more,
  });
  const lambda = kind('lambda:invoke', 'Lambda function', {
    template: { arguments: {} },
    retryDefaults: [{ errors: ['Lambda.ServiceException'], maxAttempts: 3 }],
    outputs: () => [{ name: 'Payload', label: 'Payload', type: 'json', source: { from: 'response', path: ['Payload'] } }],
  });
  const kinds = [lambda, ...(['choice', 'map', 'parallel', 'wait', 'succeed', 'fail'] as const).map((id) => kind(id, id.charAt(0).toUpperCase() + id.slice(1))),
    kind('pass', 'Pass', { outputs: (step) => Object.keys('arguments' in step ? (step.arguments ?? {}) : {}).map((name): OutputPort => ({ name, label: name, type: 'json', source: { from: 'pass', name } })) })];
  return { kinds, kind: (id) => kinds.find((k) => k.id === id), model: () => undefined, request: () => undefined, response: () => undefined };
})();
