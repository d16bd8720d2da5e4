import { isList, isObject, own, type Json } from '../../base/json.ts';
import type { Pipeline } from '../../model/pipeline.ts';

export interface KnownText {
  /** With nothing in the place of what is not known yet. */
  readonly text: string;
  readonly complete: boolean;
  readonly environment?: string;
}

/** What a joined text is in each environment, as far as that is known: its literal parts, and parameters with a value. */
export function knownTexts(pipeline: Pipeline, json: Json): readonly KnownText[] {
  const environments = Object.keys(pipeline.environments ?? {});
  if (environments.length === 0 || !JSON.stringify(json).includes('"$param"')) return [known(pipeline, json, undefined)];
  return environments.map((environment) => known(pipeline, json, environment));
}

function known(pipeline: Pipeline, json: Json, environment: string | undefined): KnownText {
  const part = textOf(pipeline, json, environment);
  return { ...part, ...(environment === undefined ? {} : { environment }) };
}

function textOf(pipeline: Pipeline, json: Json, environment: string | undefined): { readonly text: string; readonly complete: boolean } {
  if (isList(json)) return { text: '', complete: false };
  if (!isObject(json)) return { text: json === null ? '' : String(json), complete: true };
  const parts = json['$text'];
  if (isList(parts)) {
    const all = parts.map((p) => textOf(pipeline, p, environment));
    return { text: all.map((p) => p.text).join(''), complete: all.every((p) => p.complete) };
  }
  const name = json['$param'];
  const parameter = typeof name === 'string' ? own(pipeline.parameters, name) : undefined;
  if (!parameter || typeof name !== 'string') return { text: '', complete: false };
  const here = environment === undefined ? undefined : own(pipeline.environments, environment);
  const value = (parameter.phase === 'deploy' ? own(here?.values, name) : parameter.phase === 'run' ? own(here?.inputDefaults, name) : undefined) ?? parameter.default;
  return value === undefined || typeof value === 'object' ? { text: '', complete: false } : { text: String(value), complete: true };
}
