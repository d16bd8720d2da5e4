import { own, type Json, type JsonObject } from '../base/json.ts';
import { bindingsIn } from '../model/binding.ts';
import type { Language, Parameter, Pipeline } from '../model/pipeline.ts';
import { parameterOf } from './parameters.ts';
import { mapRecord, withField } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

export function setPipelineName(name: string): Edit {
  return (pipeline) => {
    const wanted = name.trim();
    return wanted === '' ? refused('A pipeline needs a name. Type at least one character.') : done(withField(pipeline, 'name', wanted));
  };
}

export function setDescription(description: string | undefined): Edit {
  return (pipeline) => done(withField(pipeline, 'description', description === '' ? undefined : description));
}

export function setLanguage(language: Language): Edit {
  return (pipeline) => done(withField(pipeline, 'language', language));
}

/** Changes settings of the pipeline; a field given as undefined goes. `artifacts` is changed field by field too. */
export function setSettings(patch: { readonly checkInputFirst?: boolean | undefined; readonly signals?: boolean | undefined; readonly artifacts?: { readonly bucket?: Json | undefined; readonly prefix?: Json | undefined } }): Edit {
  return (pipeline) => {
    const { artifacts, ...rest } = patch;
    let settings = patched(pipeline.settings ?? {}, rest);
    if (artifacts) settings = withField(settings, 'artifacts', patched(settings.artifacts ?? {}, artifacts));
    return done(settings === pipeline.settings ? pipeline : { ...pipeline, settings });
  };
}

/**
 * Gives the outputs of jobs a place that each environment names: two deploy parameters, made where the pipeline has none of
 * their names, for the bucket and the folder in it. What is bound already stays.
 */
export function placeArtifacts(): Edit {
  return (pipeline) => {
    const made: Record<string, Parameter> = {};
    const bound = (name: string, parameter: Parameter): Json => {
      if (parameterOf(pipeline, name) === undefined) made[name] = parameter;
      return { $param: name };
    };
    const { bucket, prefix } = pipeline.settings?.artifacts ?? {};
    const artifacts = {
      bucket: bucket ?? bound('ArtifactBucket', { type: 'string', phase: 'deploy', description: 'Bucket for what the jobs make' }),
      prefix: prefix ?? bound('ArtifactPrefix', { type: 'string', phase: 'deploy', default: 'cauce', description: 'Folder in that bucket' }),
    };
    return setSettings({ artifacts })({ ...pipeline, parameters: { ...pipeline.parameters, ...made } });
  };
}

type Machine = NonNullable<Pipeline['machine']>;

/** Name, role, type and time-out of the state machine. Name and role are needed to create it: bound at design or deploy. */
export function setMachine(patch: { readonly [K in keyof Machine]?: Machine[K] | undefined }): Edit {
  return (pipeline) => {
    for (const [key, value] of Object.entries(patch)) {
      const late = value === undefined ? undefined : lateBinding(pipeline, value);
      if (late !== undefined) return refused(`The ${key} of the state machine is needed when it is created, so ${late} cannot be bound to it. Bind it at design or deploy.`);
    }
    const machine = patched(pipeline.machine ?? {}, patch);
    return done(machine === pipeline.machine ? pipeline : { ...pipeline, machine });
  };
}

/** What in a value is known only at run, as a person calls it. */
function lateBinding(pipeline: Pipeline, value: Json): string | undefined {
  for (const { binding } of bindingsIn(value)) {
    if (binding.kind === 'param' && parameterOf(pipeline, binding.name)?.phase === 'run') return binding.name;
    if (binding.kind === 'output' || binding.kind === 'oneOf') return 'an output of a step';
    if (binding.kind === 'context' || binding.kind === 'item' || binding.kind === 'index' || binding.kind === 'expression') return 'a value of the execution';
  }
  return undefined;
}

/** Sets an output of the pipeline, or takes it away. */
export function setOutput(name: string, value: Json | undefined): Edit {
  return (pipeline) => {
    if (name === '') return refused('An output needs a name. Type at least one character.');
    if (value === undefined) return done(pipeline.outputs ? withField(pipeline, 'outputs', without(pipeline.outputs, name)) : pipeline);
    return done({ ...pipeline, outputs: { ...pipeline.outputs, [name]: value } });
  };
}

export function renameOutput(old: string, name: string): Edit {
  return (pipeline) => {
    if (own(pipeline.outputs, old) === undefined) return refused(`There is no output ${old} any more.`);
    if (name === '') return refused('An output needs a name. Type at least one character.');
    if (name !== old && own(pipeline.outputs, name) !== undefined) return refused(`There is already an output ${name}.`);
    return done(name === old ? pipeline : { ...pipeline, outputs: Object.fromEntries(Object.entries(pipeline.outputs ?? {}).map(([k, v]) => [k === old ? name : k, v])) });
  };
}

/** A named set of run values to start from; undefined takes it away. */
export function setPreset(name: string, values: JsonObject | undefined): Edit {
  return (pipeline) => {
    if (name.trim() === '') return refused('A preset needs a name. Type at least one character.');
    if (values === undefined) return done(pipeline.presets ? withField(pipeline, 'presets', without(pipeline.presets, name)) : pipeline);
    return done({ ...pipeline, presets: { ...pipeline.presets, [name]: values } });
  };
}

function patched<T extends object>(object: T, patch: object): T {
  return Object.entries(patch).reduce<T>((o, [key, value]) => withField(o as JsonObject, key, value as Json | undefined) as T, object);
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  return mapRecord(record, (v, key) => (key === name ? undefined : v));
}
