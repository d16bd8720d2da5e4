import type fc from 'fast-check';
import type { JsonObject } from '../core/base/json.ts';
import type { Pipeline, Step, StepId } from '../core/model/pipeline.ts';
import { fromTape, type Tape } from './tape.ts';

/**
 * Small drawings that nobody has promised to be right: Choices whose ways lead anywhere further on, catches that come back or
 * do not, joins of whatever came before, orders, values with and without a default, a Map now and then. Conditions are run
 * parameters that nothing else reads, so every outcome can be asked for. Every edge leads onwards.
 */
export function wildPipeline(maxSteps = 9, more = false): fc.Arbitrary<Pipeline> {
  return fromTape((tape) => wild(tape, maxSteps, more), 300);
}

function wild(tape: Tape, maxSteps: number, more: boolean): Pipeline {
  const size = 2 + tape.int(maxSteps - 1);
  const kinds = Array.from({ length: size }, () => tape.pick(['task', 'task', 'task', 'task', 'choice', 'choice', 'pass', 'map', 'fail', ...(more ? (['succeed', 'loop', 'parallel'] as const) : [])] as const));
  const ids = kinds.map((_, i) => `s${i + 1}`);
  const later = (i: number): StepId | undefined => tape.maybe(ids.slice(i + 1));
  const parameters: Record<string, { readonly type: 'boolean'; readonly phase: 'run' }> = {};
  const question = (): JsonObject => {
    const name = `P${Object.keys(parameters).length + 1}`;
    parameters[name] = { type: 'boolean', phase: 'run' };
    return { $param: name };
  };
  const steps: Record<StepId, Step> = {};
  kinds.forEach((kind, i) => {
    const before = ids.slice(0, i).filter((_, k) => kinds[k] !== 'fail' && kinds[k] !== 'succeed');
    const after = tape.some(before, 25);
    const common: JsonObject = { name: `Step ${i + 1}`, ...(after.length > 0 ? { after: [...after] } : {}) };
    const read = values(tape, before.flatMap((from) => (kinds[ids.indexOf(from)] === 'task' ? [{ from, path: ['Payload', 'a'] }] : kinds[ids.indexOf(from)] === 'pass' ? [{ from: `${from}/a` }] : [])));
    const at = (to: StepId | undefined): JsonObject => (to === undefined ? {} : { to });
    const id = ids[i] as StepId;
    if (kind === 'choice') {
      const branches = Array.from({ length: 1 + tape.int(2) }, () => ({ when: question(), ...at(later(i)) }));
      const otherwise = tape.chance(20) ? {} : { otherwise: tape.chance(70) ? at(later(i)) : {} };
      steps[id] = { kind, ...common, branches, ...otherwise } as unknown as Step;
    } else if (kind === 'loop' && before.length > 0) {
      steps[id] = { kind: 'choice', ...common, after: [before.at(-1)], branches: [{ when: question(), to: tape.maybe(before), loop: { max: 2 } }], otherwise: at(later(i)) } as unknown as Step;
    } else if (kind === 'succeed') steps[id] = { kind, ...common } as unknown as Step;
    else if (kind === 'parallel') {
      const inner = (n: number): JsonObject => ({ [`${id}in${n}`]: { kind: 'lambda:invoke', name: `Inside ${i + 1} ${n}`, arguments: { FunctionName: 'work', Payload: read }, ...(tape.chance(20) && later(i) !== undefined ? { catch: [{ errors: ['States.ALL'], to: later(i) as StepId }] } : {}) } });
      steps[id] = { kind, ...common, branches: [{ id: 'a', steps: inner(1) }, { id: 'b', steps: inner(2) }] } as unknown as Step;
    } else if (kind === 'fail') steps[id] = { kind, ...common, arguments: { Error: 'Drawn' } } as unknown as Step;
    else if (kind === 'pass') steps[id] = { kind, ...common, arguments: { a: id, ...read } } as unknown as Step;
    else if (kind === 'map') {
      const inner = { [`${id}in`]: { kind: 'lambda:invoke', name: `Inside ${i + 1}`, arguments: { FunctionName: 'work', Payload: read } } };
      steps[id] = { kind, ...common, items: [1, 2], steps: inner } as unknown as Step;
    } else {
      const handler = tape.chance(15) ? later(i) : undefined;
      const caught = handler === undefined ? {} : { catch: [{ errors: ['States.ALL'], to: handler }] };
      steps[id] = { kind: 'lambda:invoke', ...common, arguments: { FunctionName: 'work', Payload: read }, estimateSeconds: 1 + tape.int(50), ...caught } as unknown as Step;
    }
  });
  return { format: 'cauce/1', name: 'wild', language: 'jsonata', settings: { checkInputFirst: false }, parameters, steps } as unknown as Pipeline;
}

/** Values of steps before, some with a default and some of whichever ran. */
function values(tape: Tape, producers: readonly JsonObject[]): JsonObject {
  const entries = tape.some(producers, 15).map((ref, i) => [`v${i}`, { $output: { ...ref, ...(tape.chance(30) ? { default: 'absent' } : {}) } }] as const);
  const both = tape.some(producers, 15);
  const any = both.length > 1 && tape.chance(40) ? { any: { $oneOf: { from: both, ...(tape.chance(50) ? { default: 'absent' } : {}) } } } : {};
  return { ...Object.fromEntries(entries), ...any } as JsonObject;
}
