import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { readBinding } from '../../model/binding.ts';
import { PORT_TYPES, type PortType, type Step } from '../../model/pipeline.ts';
import type { Kind, OutputPort } from '../kind.ts';
import { argumentsOf, input, output } from './common.ts';

function flow(kind: Pick<Kind, 'id' | 'label' | 'summary' | 'icon'> & Partial<Kind>): Kind {
  return { family: 'value', group: 'Flow', estimateSeconds: 0, retryDefaults: [], derived: [], template: {}, inputs: () => [], outputs: () => [], ...kind };
}

function field(step: Step, name: string): Json | undefined {
  return own(step as unknown as JsonObject, name);
}

function keysOf(value: Json | undefined): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

/** Declared types first, then whatever the ways hand on. */
function choiceOutputs(step: Step): readonly OutputPort[] {
  const types = field(step, 'outputTypes');
  const branches = field(step, 'branches');
  const ways = [...(isList(branches) ? branches : []), field(step, 'otherwise') ?? null];
  const names = new Set([...keysOf(types), ...ways.flatMap((w) => keysOf(isObject(w) ? own(w, 'outputs') : undefined))]);
  return [...names].map((name) => output(name, name, portType(isObject(types) ? own(types, name) : undefined), { from: 'choice', name }));
}

function portType(value: Json | undefined): PortType {
  return (PORT_TYPES as readonly (Json | undefined)[]).includes(value) ? (value as PortType) : 'json';
}

/** What a literal is; a binding may be anything. */
function typeOfLiteral(value: Json | undefined): PortType {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (isList(value)) return 'list';
  return isObject(value) && '$text' in value ? 'string' : 'json';
}

/** The results of a container, each of the type that it has inside; of a Map a list of them. */
function results(step: Step, kindOf: (id: string) => Kind | undefined, each: boolean): readonly OutputPort[] {
  const result = field(step, 'result');
  return keysOf(result).map((name) => {
    const inside = typeInside(step, (result as JsonObject)[name] as Json, kindOf);
    return { ...output(name, name, inside.type, { from: 'result', name }), ...(each || inside.list ? { list: true } : {}) };
  });
}

function typeInside(step: Step, value: Json, kindOf: (id: string) => Kind | undefined): { readonly type: PortType; readonly list?: boolean } {
  const binding = readBinding(value);
  if (binding.kind !== 'output' || binding.ref.path.length > 0) return { type: typeOfLiteral(value) };
  const producer = bodiesOf(step).map((steps) => own(steps, binding.ref.step)).find((s) => s !== undefined) as Step | undefined;
  const port = isObject(producer) ? kindOf(producer.kind)?.outputs(producer).find((p) => p.name === binding.ref.port) : undefined;
  // A list in each item is a list of lists: its elements are not known by a port type.
  return port ? { type: port.list && step.kind === 'map' ? 'list' : port.type, ...(port.list ? { list: true } : {}) } : { type: 'json' };
}

function bodiesOf(step: Step): readonly JsonObject[] {
  const branches = field(step, 'branches');
  return [field(step, 'steps'), ...(isList(branches) ? branches.map((b) => (isObject(b) ? own(b, 'steps') : undefined)) : [])].filter(isObject);
}

export const choice = flow({
  id: 'choice',
  label: 'Choice',
  summary: 'Takes the first way whose condition holds; can go back for a loop',
  icon: 'choice',
  template: { branches: [], otherwise: {} },
  outputs: choiceOutputs,
});

/** The containers: what they give depends on the kinds of the steps inside. */
export function containers(kindOf: (id: string) => Kind | undefined): readonly Kind[] {
  return [
    flow({
      id: 'map',
      label: 'Map',
      summary: 'Runs the steps inside once for each item of a list',
      icon: 'map',
      template: { steps: {}, maxConcurrency: 4 },
      outputs: (step) => results(step, kindOf, true),
    }),
    flow({
      id: 'parallel',
      label: 'Parallel',
      summary: 'Runs its branches side by side. Cauce does so by itself where it can',
      icon: 'parallel',
      template: { branches: [{ id: 'a', steps: {} }, { id: 'b', steps: {} }] },
      outputs: (step) => results(step, kindOf, false),
    }),
  ];
}

export const wait = flow({
  id: 'wait',
  label: 'Wait',
  summary: 'Waits for some seconds, or until a time',
  icon: 'wait',
  service: 'flow',
  operation: 'Wait',
  estimateSeconds: 60,
  template: { arguments: { Seconds: 60 } },
  inputs: (step) => ('Timestamp' in argumentsOf(step) ? [input('/Timestamp', 'Until', 'string')] : [input('/Seconds', 'Seconds', 'number')]),
});

export const pass = flow({
  id: 'pass',
  label: 'Pass',
  summary: 'Puts values together; each field is an output',
  icon: 'pass',
  service: 'flow',
  operation: 'Pass',
  template: { arguments: {} },
  inputs: (step) => keysOf(argumentsOf(step)).map((key) => input(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key, 'json')),
  outputs: (step) => Object.entries(argumentsOf(step)).map(([name, value]) => output(name, name, typeOfLiteral(value), { from: 'pass', name })),
});

export const succeed = flow({ id: 'succeed', label: 'Succeed', summary: 'Ends its path well', icon: 'succeed' });

export const fail = flow({
  id: 'fail',
  label: 'Fail',
  summary: 'Ends the run as failed, with an error and its cause',
  icon: 'fail',
  service: 'flow',
  operation: 'Fail',
  template: { arguments: { Error: 'Failed', Cause: '' } },
  inputs: () => [input('/Error', 'Error', 'string'), input('/Cause', 'Cause', 'string')],
});
