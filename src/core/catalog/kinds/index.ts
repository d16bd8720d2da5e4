import type { Step } from '../../model/pipeline.ts';
import type { Kind } from '../kind.ts';
import { choice, containers, fail, pass, succeed, wait } from './flow.ts';
import { evaluation, processing } from './processing.ts';
import { createEndpoint, endpoint, endpointConfig, model, transform, updateEndpoint } from './serving.ts';
import { getObject, glue, lambda, publish, putObject } from './services.ts';
import { training } from './training.ts';
import { tuning } from './tuning.ts';

/** Every kind of step that Cauce knows, in the order of the palette. */
const ALL: readonly Kind[] = [
  processing, evaluation, transform,
  training, tuning,
  model, endpointConfig, endpoint, createEndpoint, updateEndpoint,
  glue, getObject, putObject,
  lambda, publish,
  choice, ...containers(kindNamed), wait, pass, succeed, fail,
];
export const KINDS: readonly Kind[] = ALL.map(remembering);

/** Ports are asked for at every check, frame and hover, and steps do not change: the same step has the same ports. */
function remembering(kind: Kind): Kind {
  return { ...kind, inputs: once(kind.inputs), outputs: once(kind.outputs) };
}

function once<T>(of: (step: Step) => T): (step: Step) => T {
  const known = new WeakMap<Step, T>();
  return (step) => {
    let ports = known.get(step);
    if (ports === undefined) known.set(step, (ports = of(step)));
    return ports;
  };
}

const BY_ID: ReadonlyMap<string, Kind> = new Map(KINDS.map((k) => [k.id, k]));

export function kindNamed(id: string): Kind | undefined {
  return BY_ID.get(id);
}

/**
 * A kind made for an id that the catalogue does not know, so that foreign tasks compile and draw too: `sqs:sendMessage`,
 * `aws-sdk:sagemaker:createModelPackage`. No ports, no shapes: every argument and every path of the response is free.
 */
export function genericTaskKind(id: string): Kind {
  const action = id.split(':').at(-1) ?? id;
  return {
    id,
    label: id,
    summary: `Calls ${action} of AWS`,
    family: 'value',
    group: 'Functions and messages',
    icon: 'step',
    resource: `arn:aws:states:::${id}`,
    estimateSeconds: /\.sync(:2)?$/.test(id) ? 600 : 5,
    retryDefaults: [],
    derived: [],
    template: { arguments: {} },
    inputs: () => [],
    outputs: () => [],
  };
}
