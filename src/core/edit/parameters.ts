import { own, type Json, type JsonObject } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import { readBinding } from '../model/binding.ts';
import { PARAMETER_TYPES, type Environment, type Parameter, type Phase, type Pipeline } from '../model/pipeline.ts';
import { parameterUses, type ParameterUse } from '../model/parameterUses.ts';
import { lastName, literalJson } from './arguments.ts';
import { firstFree } from './names.ts';
import { mapAllBindings } from './references.ts';
import { mapRecord, nameOf, withField } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

/** emitted-asl.md 2.1: no reference to such a name needs quotes; CloudFormation takes no underscore. */
export const PARAMETER_NAME = /^[A-Za-z][A-Za-z0-9_]{0,254}$/;
export const DEPLOY_NAME = /^[A-Za-z][A-Za-z0-9]{0,254}$/;

export function parameterOf(pipeline: Pipeline, name: string): Parameter | undefined {
  return own(pipeline.parameters, name);
}

/** A name for a new parameter made from any text: `num_round` → `NumRound`, `NumRound2` …; it suits every phase. */
export function freeParameterName(pipeline: Pipeline, wanted = 'Parameter', taken: ReadonlySet<string> = new Set()): string {
  const words = wanted.normalize('NFKD').split(/[^A-Za-z0-9]+/).filter((w) => w !== '');
  const joined = words.map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join('').replace(/^\d+/, '').slice(0, 200);
  const base = joined === '' ? 'Parameter' : joined;
  return firstFree((n) => (n === 1 ? base : `${base}${n}`), (name) => parameterOf(pipeline, name) !== undefined || taken.has(name));
}

/** A new parameter after the others: a text given at run, unless `patch` says otherwise. */
export function addParameter(name?: string, patch: Partial<Parameter> = {}): Edit {
  return (pipeline) => {
    const called = name ?? freeParameterName(pipeline);
    const parameter: Parameter = { type: 'string', phase: 'run', ...patch };
    const reason = parameterNameProblem(pipeline, called, parameter.phase);
    return reason === undefined ? done({ ...pipeline, parameters: { ...pipeline.parameters, [called]: parameter } }) : refused(reason);
  };
}

/** Changes fields of a parameter; a field given as undefined goes. The phase has an edit of its own. */
export function setParameter(name: string, patch: { readonly [K in keyof Parameter]?: Parameter[K] | undefined }): Edit {
  return (pipeline) => {
    const parameter = parameterOf(pipeline, name);
    if (!parameter) return refused(`There is no parameter ${name} any more.`);
    if (patch.type !== undefined && !PARAMETER_TYPES.includes(patch.type)) return refused(`A parameter has one of the types ${PARAMETER_TYPES.join(', ')}.`);
    const { phase, ...rest } = patch;
    const next = Object.entries(rest).reduce<Parameter>((p, [key, value]) => withField(p as unknown as JsonObject, key, value as Json | undefined) as unknown as Parameter, parameter);
    const changed = next === parameter ? pipeline : withParameters(pipeline, mapRecord(pipeline.parameters ?? {}, (p, key) => (key === name ? next : p)));
    return phase === undefined ? done(changed) : setPhase(name, phase)(changed);
  };
}

/**
 * Moves a parameter to another binding phase. Nothing else changes but where environments keep its value: `values` at deploy,
 * `inputDefaults` at run. Refused with the name of the field that cannot be bound then.
 */
export function setPhase(name: string, phase: Phase): Edit {
  return (pipeline) => {
    const parameter = parameterOf(pipeline, name);
    if (!parameter) return refused(`There is no parameter ${name} any more.`);
    if (parameter.phase === phase) return done(pipeline);
    if (phase === 'deploy' && !DEPLOY_NAME.test(name)) return refused(deployName(name));
    const late = usesOfParameter(pipeline, name).find((use) => !phaseAllowed(use, phase));
    if (late) return refused(`${fieldLabel(pipeline, late)} is needed when the state machine is created, so ${name} cannot be bound at ${phase}. Bind it at design or deploy.`);
    const parameters = mapRecord(pipeline.parameters ?? {}, (p, key) => (key === name ? { ...p, phase } : p));
    return done(moveValues(withParameters(pipeline, parameters), name, phase));
  };
}

/** The name and the role of the machine are needed to create it; every other field that takes bindings takes each phase. */
function phaseAllowed(use: ParameterUse, phase: Phase): boolean {
  return phase !== 'run' || use.step !== undefined || !use.pointer.startsWith('/machine/');
}

function moveValues(pipeline: Pipeline, name: string, phase: Phase): Pipeline {
  if (phase === 'design' || pipeline.environments === undefined) return pipeline;
  const [from, to] = phase === 'deploy' ? (['inputDefaults', 'values'] as const) : (['values', 'inputDefaults'] as const);
  return withField(pipeline, 'environments', mapRecord(pipeline.environments, (environment) => {
    const value = own(environment[from], name);
    if (value === undefined || own(environment[to], name) !== undefined) return environment;
    const left = mapRecord(environment[from] ?? {}, (v, key) => (key === name ? undefined : v));
    return { ...environment, [from]: left, [to]: { ...environment[to], [name]: value } };
  }));
}

/** Renames a parameter everywhere: bindings, environments, presets, settings, machine, outputs. */
export function renameParameter(old: string, name: string): Edit {
  return (pipeline) => {
    const parameter = parameterOf(pipeline, old);
    if (!parameter) return refused(`There is no parameter ${old} any more.`);
    if (name === old) return done(pipeline);
    const reason = parameterNameProblem(pipeline, name, parameter.phase);
    if (reason !== undefined) return refused(reason);
    const rename = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> => renameKey(record, old, name);
    const bound = mapAllBindings(pipeline, (json) => (json['$param'] === old ? { $param: name } : json));
    return done(mapNamed(withField(bound, 'parameters', rename(bound.parameters ?? {})), rename));
  };
}

/**
 * Takes a parameter away. What it was bound to gets its default as a literal, or is unbound when it has none.
 * `usesOfParameter` tells a person beforehand what that is.
 */
export function removeParameter(name: string): Edit {
  return (pipeline) => {
    const parameter = parameterOf(pipeline, name);
    if (!parameter) return refused(`There is no parameter ${name} any more.`);
    const value = parameter.default === undefined ? undefined : literalJson(parameter.default);
    const unbound = mapAllBindings(pipeline, (json) => (json['$param'] === name ? value : json));
    const without = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> => mapRecord(record, (v, key) => (key === name ? undefined : v));
    return done(mapNamed(withField(unbound, 'parameters', without(unbound.parameters ?? {})), without));
  };
}

/** Moves a parameter to another row of the table. */
export function moveParameter(name: string, index: number): Edit {
  return (pipeline) => {
    const entries = Object.entries(pipeline.parameters ?? {});
    const row = entries.find(([key]) => key === name);
    if (!row) return refused(`There is no parameter ${name} any more.`);
    const rest = entries.filter((e) => e !== row);
    const at = Math.max(0, Math.min(Math.trunc(index) || 0, rest.length));
    if (entries[at] === row) return done(pipeline);
    return done(withParameters(pipeline, Object.fromEntries([...rest.slice(0, at), row, ...rest.slice(at)])));
  };
}

export function usesOfParameter(pipeline: Pipeline, name: string): readonly ParameterUse[] {
  return parameterUses(pipeline).filter((use) => use.name === name);
}

/** “Train XGBoost › RoleArn”, “the machine’s role”: how a message calls the place of a use. */
export function fieldLabel(pipeline: Pipeline, use: ParameterUse): string {
  if (use.step !== undefined) return `${nameOf(pipeline, use.step)} › ${lastName(fieldOf(use.pointer))}`;
  if (use.pointer.startsWith('/machine/')) return `The ${use.pointer.startsWith('/machine/name') ? 'name' : 'role'} of the state machine`;
  return use.pointer.startsWith('/outputs/') ? `The output ${lastName(fieldOf(use.pointer))}` : `The ${lastName(fieldOf(use.pointer))} of artifacts`;
}

function fieldOf(pointer: Pointer): Pointer {
  const operator = pointer.indexOf('/$');
  return operator < 0 ? pointer : pointer.slice(0, operator);
}

export function parameterNameProblem(pipeline: Pipeline, name: string, phase: Phase): string | undefined {
  if (!PARAMETER_NAME.test(name)) return `“${name}” cannot be the name of a parameter. Use letters, digits and _, a letter first.`;
  if (phase === 'deploy' && !DEPLOY_NAME.test(name)) return deployName(name);
  if (parameterOf(pipeline, name)) return `There is already a parameter ${name}.`;
  return undefined;
}

function deployName(name: string): string {
  return `CloudFormation takes only letters and digits in names, so ${name} cannot be bound at deploy. Rename it without _ first.`;
}

export function withParameters(pipeline: Pipeline, parameters: Readonly<Record<string, Parameter>>): Pipeline {
  return withField(pipeline, 'parameters', parameters);
}

function renameKey<T>(record: Readonly<Record<string, T>>, old: string, name: string): Readonly<Record<string, T>> {
  if (!Object.hasOwn(record, old)) return record;
  return Object.fromEntries(Object.entries(record).filter(([k]) => k !== name).map(([k, v]) => [k === old ? name : k, v]));
}

/** The records that are keyed by names of parameters: values of environments and presets. */
function mapNamed(pipeline: Pipeline, change: <T>(record: Readonly<Record<string, T>>) => Readonly<Record<string, T>>): Pipeline {
  const environment = (e: Environment): Environment => {
    let next = e;
    if (e.values) next = withField(next, 'values', change(e.values));
    if (e.inputDefaults) next = withField(next, 'inputDefaults', change(e.inputDefaults));
    return next;
  };
  let next = pipeline;
  if (pipeline.environments) next = withField(next, 'environments', mapRecord(pipeline.environments, environment));
  if (pipeline.presets) next = withField(next, 'presets', mapRecord(pipeline.presets, (preset) => change(preset)));
  return next;
}

/** The name of the parameter that a binding is, if it is one. */
export function parameterIn(json: Json | undefined): string | undefined {
  const binding = json === undefined ? undefined : readBinding(json);
  return binding?.kind === 'param' ? binding.name : undefined;
}
