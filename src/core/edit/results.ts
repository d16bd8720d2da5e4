import { isObject, jsonEqual, own, type Json, type JsonObject } from '../base/json.ts';
import { readBinding, writeOutputRef, type OutputRef } from '../model/binding.ts';
import { mapBindings, mapStepBindings } from '../model/fields.ts';
import type { Pipeline, Step, StepId } from '../model/pipeline.ts';
import { lift } from './graph.ts';
import { firstFree } from './names.ts';
import { mapOutputRefs, mapPipelineBindings, replaceRef } from './references.ts';
import { mapRecord, nameOf, placesOf, stepOf, updateAllSteps, updateStep } from './tree.ts';

/**
 * After steps moved out of a container: a result of the container that was nothing but an output of such a step is read from
 * the step itself, and goes.
 */
export function importInwards(pipeline: Pipeline, moved: ReadonlySet<StepId>): Pipeline {
  const places = placesOf(pipeline);
  const direct = new Map<string, OutputRef>();
  const next = updateAllSteps(pipeline, (step, id) => {
    const result = own(step as unknown as JsonObject, 'result');
    if (!isObject(result)) return step;
    const kept = mapRecord(result, (value, name) => {
      const binding = readBinding(value);
      if (binding.kind !== 'output' || !moved.has(binding.ref.step) || places.get(binding.ref.step)?.around.some((a) => a.id === id)) return value;
      direct.set(`${id}/${name}`, binding.ref);
      return undefined;
    });
    return kept === result ? step : ({ ...step, result: kept } as unknown as Step);
  });
  if (direct.size === 0) return pipeline;
  return mapOutputRefs(next, (ref) => {
    const source = direct.get(`${ref.step}/${ref.port}`);
    return source ? { ...source, path: [...source.path, ...ref.path.filter((t) => t !== '*')], ...('default' in ref ? { default: ref.default as Json } : {}) } : ref;
  });
}

/**
 * Every output that is read outside of the container that makes it becomes a result of the container, and of each further one
 * around it. A text is the reason why that is not possible.
 */
export function exportOutwards(pipeline: Pipeline): Pipeline | string {
  const places = placesOf(pipeline);
  let now = pipeline;
  let reason: string | undefined;
  const follow = (ref: OutputRef, consumer: StepId | undefined, readsInside: boolean): OutputRef => {
    const producer = places.get(ref.step);
    if (!producer) return ref;
    if (consumer !== undefined && places.get(consumer)?.around.some((a) => a.id === ref.step)) {
      reason ??= `${nameOf(pipeline, consumer)} reads an output of ${nameOf(pipeline, ref.step)}, which exists only when all inside has ended.`;
      return ref;
    }
    const common = consumer === undefined ? 0 : (lift(places, ref.step, consumer)?.depth ?? 0) + (readsInside && producer.around.some((a) => a.id === consumer) ? 1 : 0);
    const walls = producer.around.slice(common).map((a) => a.id).reverse();
    return walls.reduce<OutputRef>((inner, wall) => {
      const { pipeline: with_, name } = addResult(now, wall, inner);
      now = with_;
      return { step: wall, port: name, path: [] };
    }, ref);
  };
  const steps = updateAllSteps(pipeline, (step, id) => {
    const outside = mapStepBindings(withoutResult(step), (json) => replaceRef(json, (ref) => follow(ref, id, false)));
    const result = own(step as unknown as JsonObject, 'result');
    const inside = result === undefined ? undefined : mapBindings(result, (json) => replaceRef(json, (ref) => follow(ref, id, true)));
    return result === undefined ? outside : outside === withoutResult(step) && inside === result ? step : ({ ...outside, result: inside } as unknown as Step);
  });
  const done = mapPipelineBindings(steps, (json) => replaceRef(json, (ref) => follow(ref, undefined, false)));
  if (reason !== undefined) return reason;
  // The results were noted on `now`; the references were rewritten on `done`: both are put together.
  return [...placesOf(now)].reduce((p, [id, place]) => {
    const added = own(place.step as unknown as JsonObject, 'result');
    const before = own((stepOf(pipeline, id) ?? {}) as unknown as JsonObject, 'result');
    if (!isObject(added) || added === before) return p;
    const fresh = Object.entries(added).filter(([name]) => !isObject(before) || !Object.hasOwn(before, name));
    return updateStep(p, id, (step) => ({ ...step, result: { ...own(step as unknown as JsonObject, 'result') as JsonObject | undefined, ...Object.fromEntries(fresh) } }) as unknown as Step);
  }, done);
}

const bare = new WeakMap<Step, Step>();
function withoutResult(step: Step): Step {
  if (!('result' in step)) return step;
  const known = bare.get(step);
  if (known) return known;
  const { result: _result, ...rest } = step;
  bare.set(step, rest as Step);
  return rest as Step;
}

/** A result that hands an inner output out; one that does so already is used again. Named after the output, or as wished. */
export function addResult(pipeline: Pipeline, container: StepId, ref: OutputRef, wished?: string): { readonly pipeline: Pipeline; readonly name: string } {
  const step = stepOf(pipeline, container) as Step;
  const old = own(step as unknown as JsonObject, 'result');
  const result = isObject(old) ? old : {};
  const value: Json = { $output: writeOutputRef(ref) };
  const same = Object.entries(result).find(([name, v]) => jsonEqual(v, value) && (wished === undefined || wished === name));
  if (same) return { pipeline, name: same[0] };
  const last = ref.path.filter((t) => typeof t === 'string' && t !== '*').at(-1);
  const base = wished ?? ((ref.port ?? (last === undefined ? ref.step : String(last))).replaceAll('/', '-') || ref.step);
  const name = firstFree((n) => (n === 1 ? base : `${base}${n}`), (candidate) => Object.hasOwn(result, candidate));
  return { pipeline: updateStep(pipeline, container, (s) => ({ ...s, result: { ...result, [name]: value } }) as unknown as Step), name };
}
