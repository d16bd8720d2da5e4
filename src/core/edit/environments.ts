import { jsonEqual, own, type Json, type JsonObject } from '../base/json.ts';
import type { Environment, Pipeline } from '../model/pipeline.ts';
import { parameterOf } from './parameters.ts';
import { mapRecord, withField } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

export function addEnvironment(name: string, environment: Environment = {}): Edit {
  return (pipeline) => {
    const reason = nameProblem(pipeline, name);
    return reason === undefined ? done({ ...pipeline, environments: { ...pipeline.environments, [name]: environment } }) : refused(reason);
  };
}

/** An environment with all values of another, after the others. */
export function copyEnvironment(from: string, to: string): Edit {
  return (pipeline) => {
    const environment = own(pipeline.environments, from);
    return environment ? addEnvironment(to, environment)(pipeline) : refused(gone(from));
  };
}

export function renameEnvironment(old: string, name: string): Edit {
  return (pipeline) => {
    if (own(pipeline.environments, old) === undefined) return refused(gone(old));
    if (name === old) return done(pipeline);
    const reason = nameProblem(pipeline, name);
    if (reason !== undefined) return refused(reason);
    return done({ ...pipeline, environments: Object.fromEntries(Object.entries(pipeline.environments ?? {}).map(([k, v]) => [k === old ? name : k, v])) });
  };
}

export function removeEnvironment(name: string): Edit {
  return (pipeline) => {
    if (own(pipeline.environments, name) === undefined) return refused(gone(name));
    return done({ ...pipeline, environments: mapRecord(pipeline.environments ?? {}, (e, key) => (key === name ? undefined : e)) });
  };
}

/** Region, tags, log level, tracing; a field given as undefined goes. */
export function setEnvironment(name: string, patch: { readonly [K in keyof Environment]?: Environment[K] | undefined }): Edit {
  return (pipeline) =>
    changeEnvironment(pipeline, name, (environment) =>
      Object.entries(patch).reduce<Environment>((e, [key, value]) => withField(e as JsonObject, key, value as Json | undefined) as Environment, environment),
    );
}

/** The value of a parameter in an environment: a deploy value, or another default at run. undefined takes it away. */
export function setEnvironmentValue(name: string, parameter: string, value: Json | undefined): Edit {
  return (pipeline) => {
    const phase = parameterOf(pipeline, parameter)?.phase;
    if (phase === undefined) return refused(`There is no parameter ${parameter} any more.`);
    if (phase === 'design') return refused(`${parameter} is bound at design, the same in every environment. Move it to deploy or run to give each a value of its own.`);
    const key = phase === 'deploy' ? 'values' : 'inputDefaults';
    return changeEnvironment(pipeline, name, (environment) => {
      const old = own(environment[key], parameter);
      if (old === value || (value !== undefined && jsonEqual(old, value))) return environment;
      const values = environment[key] ?? {};
      return { ...environment, [key]: value === undefined ? mapRecord(values, (v, k) => (k === parameter ? undefined : v)) : { ...values, [parameter]: value } };
    });
  };
}

function changeEnvironment(pipeline: Pipeline, name: string, change: (environment: Environment) => Environment): ReturnType<Edit> {
  if (own(pipeline.environments, name) === undefined) return refused(gone(name));
  return done(withField(pipeline, 'environments', mapRecord(pipeline.environments ?? {}, (e, key) => (key === name ? change(e) : e))));
}

function nameProblem(pipeline: Pipeline, name: string): string | undefined {
  if (name.trim() === '') return 'An environment needs a name. Type at least one character.';
  if (own(pipeline.environments, name) !== undefined) return `There is already an environment ${name}.`;
  return undefined;
}

function gone(name: string): string {
  return `There is no environment ${name} any more.`;
}
