import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { readBinding, writeOutputRef, type OutputRef } from '../model/binding.ts';
import { mapBindings, mapStepBindings } from '../model/fields.ts';
import { isChoice, type Catcher, type Pipeline, type Step, type StepId, type Way } from '../model/pipeline.ts';
import { mapRecord, updateAllSteps, withField } from './tree.ts';

/** A copy of the pipeline in which `replace` has been asked about every binding: of steps, outputs, machine and settings. */
export function mapAllBindings(pipeline: Pipeline, replace: (binding: JsonObject) => Json | undefined): Pipeline {
  return mapPipelineBindings(updateAllSteps(pipeline, (step) => mapStepBindings(step, replace)), replace);
}

/** The bindings that are not in steps. An output that is unbound goes. */
export function mapPipelineBindings(pipeline: Pipeline, replace: (binding: JsonObject) => Json | undefined): Pipeline {
  const { outputs, machine, settings } = pipeline;
  let next = pipeline;
  if (isObject(outputs)) next = withField(next, 'outputs', mapRecord(outputs, (value) => mapBindings(value, replace)));
  if (isObject(machine)) {
    next = withField(next, 'machine', mapRecord(machine as JsonObject, (value, key) => (key === 'name' || key === 'role' ? mapBindings(value, replace) : value)) as typeof machine);
  }
  if (isObject(settings) && isObject(settings.artifacts)) {
    next = withField(next, 'settings', withField(settings, 'artifacts', mapRecord(settings.artifacts as JsonObject, (value) => mapBindings(value, replace))));
  }
  return next;
}

/**
 * Rewrites every reference to an output, everywhere. `undefined` takes the reference away: a plain binding is unbound; a
 * *whichever ran* keeps its others, and becomes a plain output when one is left.
 */
export function mapOutputRefs(pipeline: Pipeline, replace: (ref: OutputRef) => OutputRef | undefined): Pipeline {
  return mapAllBindings(pipeline, (json) => replaceRef(json, replace));
}

export function replaceRef(json: JsonObject, replace: (ref: OutputRef) => OutputRef | undefined): Json | undefined {
  const binding = readBinding(json);
  if (binding.kind === 'output') {
    const ref = replace(binding.ref);
    return ref === binding.ref ? json : ref === undefined ? undefined : { $output: writeOutputRef(ref) };
  }
  if (binding.kind !== 'oneOf') return json;
  const refs = binding.refs.map(replace).filter((r) => r !== undefined);
  if (refs.length === binding.refs.length && refs.every((r, i) => r === binding.refs[i])) return json;
  const [only] = refs;
  if (only === undefined) return undefined;
  if (refs.length === 1) return { $output: writeOutputRef({ ...only, ...('default' in binding && !('default' in only) ? { default: binding.default as Json } : {}) }) };
  return { $oneOf: { ...(json['$oneOf'] as JsonObject), from: refs.map(writeOutputRef) } };
}

/** Takes away everything that refers to steps that are gone: bindings (items and indexes of Maps too), order, ways, catches. */
export function dropReferences(pipeline: Pipeline, gone: ReadonlySet<StepId>): Pipeline {
  const unbind = (json: JsonObject): Json | undefined => {
    const binding = readBinding(json);
    if ((binding.kind === 'item' || binding.kind === 'index') && gone.has(binding.map)) return undefined;
    return replaceRef(json, (ref) => (gone.has(ref.step) ? undefined : ref));
  };
  const next = updateAllSteps(pipeline, (step) => mapTargets(mapStepBindings(step, unbind), (id) => (gone.has(id) ? undefined : id)));
  const cleaned = mapPipelineBindings(next, unbind);
  return cleaned.onFailure !== undefined && gone.has(cleaned.onFailure) ? withField(cleaned, 'onFailure', undefined) : cleaned;
}

/** Rewrites the steps that order edges, ways and catches of a step name; undefined takes the edge away (a way leads on to the end). */
export function mapTargets(step: Step, target: (id: StepId, edge: 'after' | 'way' | 'catch') => StepId | undefined): Step {
  let next = step;
  if (isList(step.after)) {
    const after = [...new Set(step.after.map((id) => target(id, 'after')).filter((id) => id !== undefined))];
    if (after.length !== step.after.length || after.some((id, i) => id !== step.after?.[i])) next = withField(next, 'after', after.length > 0 ? after : undefined);
  }
  if (isChoice(next)) {
    const way = <W extends Way>(w: W): W => {
      if (w.to === undefined) return w;
      const to = target(w.to, 'way');
      return to === w.to ? w : withField(w, 'to', to as W['to']);
    };
    const { branches, otherwise } = next;
    if (isList(branches)) {
      const mapped = branches.map(way);
      if (mapped.some((b, i) => b !== branches[i])) next = { ...next, branches: mapped };
    }
    if (isObject(otherwise)) next = withField(next, 'otherwise', way(otherwise));
  }
  const catchers = (next as { readonly catch?: readonly Catcher[] }).catch;
  if (isList(catchers)) {
    const kept = catchers.flatMap((c) => {
      const to = target(c.to, 'catch');
      return to === undefined ? [] : [to === c.to ? c : { ...c, to }];
    });
    if (kept.length !== catchers.length || kept.some((c, i) => c !== catchers[i])) next = withField(next as { readonly catch?: readonly Catcher[] }, 'catch', kept.length > 0 ? kept : undefined) as Step;
  }
  return next;
}
