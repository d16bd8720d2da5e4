import { isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { isChoice, isMap, isParallel, isPass, type Branch, type ChoiceStep, type PortType, type Step, type StepId, type Way } from '../model/pipeline.ts';
import { mapOutputRefs } from './references.ts';
import { change } from './steps.ts';
import { mapRecord, nameOf, stepOf, updateStep, withField } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

/** Records of a step whose keys are its output ports: results of containers, metrics, what a Pass makes, outputs of a Choice. */
function renameIn(step: Step, rename: (record: JsonObject) => JsonObject): Step {
  if (isMap(step) || isParallel(step)) return step.result ? { ...step, result: rename(step.result) } : step;
  if (isPass(step)) return step.arguments ? { ...step, arguments: rename(step.arguments) } : step;
  if (isChoice(step)) return renameInChoice(step, rename);
  const metrics = (step as { readonly metrics?: unknown }).metrics;
  return isObject(metrics) ? ({ ...step, metrics: rename(metrics) } as unknown as Step) : step;
}

function renameInChoice(step: ChoiceStep, rename: (record: JsonObject) => JsonObject): ChoiceStep {
  const way = <W extends Way>(w: W): W => (w.outputs ? { ...w, outputs: rename(w.outputs) } : w);
  return {
    ...step,
    ...(step.outputTypes ? { outputTypes: rename(step.outputTypes) as ChoiceStep['outputTypes'] & object } : {}),
    ...(step.branches ? { branches: step.branches.map(way) } : {}),
    ...(step.otherwise ? { otherwise: way(step.otherwise) } : {}),
  };
}

/** The names of a step's own outputs, as far as a person gives them. */
export function ownOutputs(step: Step): readonly string[] {
  if (isMap(step) || isParallel(step)) return Object.keys(step.result ?? {});
  if (isPass(step)) return Object.keys(step.arguments ?? {});
  if (isChoice(step)) return [...new Set([...Object.keys(step.outputTypes ?? {}), ...[...(step.branches ?? []), step.otherwise ?? {}].flatMap((w: Way) => Object.keys(w.outputs ?? {}))])];
  const metrics = (step as { readonly metrics?: unknown }).metrics;
  return isObject(metrics) ? Object.keys(metrics) : [];
}

/** Renames an output that a person named; references to it follow. */
export function renameStepOutput(id: StepId, old: string, name: string): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    if (name === old) return done(pipeline);
    if (name === '') return refused('An output needs a name. Type at least one character.');
    if (!ownOutputs(step).includes(old)) return refused(`${nameOf(pipeline, id)} has no output ${old} any more.`);
    if (ownOutputs(step).includes(name)) return refused(`${nameOf(pipeline, id)} already has an output ${name}.`);
    const rename = (record: JsonObject): JsonObject => Object.fromEntries(Object.entries(record).map(([k, v]) => [k === old ? name : k, v]));
    const renamed = updateStep(pipeline, id, (s) => renameIn(s, rename));
    return done(mapOutputRefs(renamed, (ref) => (ref.step === id && ref.port === old ? { ...ref, port: name } : ref)));
  };
}

/** Gives a Choice an output of its own, or changes its type. Each way then has a value for it. */
export function setChoiceOutput(id: StepId, name: string, type: PortType): Edit {
  return (pipeline) =>
    name === '' ? refused('An output needs a name. Type at least one character.') : change(pipeline, id, (step) => (isChoice(step) ? { ...step, outputTypes: { ...step.outputTypes, [name]: type } } : step));
}

/** Takes an output of a Choice away, with its value on every way. What was bound to it is reported as an unknown reference. */
export function removeChoiceOutput(id: StepId, name: string): Edit {
  return (pipeline) =>
    change(pipeline, id, (step) => {
      if (!isChoice(step)) return step;
      const without = <W extends Way>(w: W): W => (own(w.outputs, name) === undefined ? w : (withField(w as Way, 'outputs', mapRecord<Json>(w.outputs ?? {}, (v, k) => (k === name ? undefined : v))) as W));
      let next: ChoiceStep = step;
      if (step.outputTypes) next = withField(next, 'outputTypes', mapRecord(step.outputTypes, (v, k) => (k === name ? undefined : v)));
      if (step.branches) next = { ...next, branches: step.branches.map(without<Branch>) };
      if (step.otherwise) next = { ...next, otherwise: without(step.otherwise) };
      return next;
    });
}

/** The order of ways matters: the first whose condition holds is taken. */
export function moveBranch(id: StepId, from: number, to: number): Edit {
  return (pipeline) =>
    change(pipeline, id, (step) => {
      const branches = isChoice(step) ? (step.branches ?? []) : [];
      const branch = branches[from];
      if (!isChoice(step) || !branch || to < 0 || to >= branches.length) return step;
      const rest = branches.filter((_, i) => i !== from);
      return { ...step, branches: [...rest.slice(0, to), branch, ...rest.slice(to)] };
    });
}

/** At most how often a way that leads back is taken; undefined takes the limit away. */
export function setLoopMax(id: StepId, way: number | 'otherwise', max: number | undefined): Edit {
  return (pipeline) => {
    if (max !== undefined && !(Number.isInteger(max) && max > 0)) return refused('A loop runs a whole number of times, at least once.');
    return change(pipeline, id, (step) => {
      if (!isChoice(step)) return step;
      const limited = <W extends Way>(w: W): W => withField(w as Way, 'loop', max === undefined ? undefined : { ...w.loop, max }) as W;
      if (way === 'otherwise') return { ...step, otherwise: limited(step.otherwise ?? {}) };
      return { ...step, branches: (step.branches ?? []).map((b, i) => (i === way ? limited(b) : b)) };
    });
  };
}
