import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import type { Parameter, Pipeline } from '../../model/pipeline.ts';

export interface KnownText {
  /** With nothing in the place of what is not known yet. */
  readonly text: string;
  readonly complete: boolean;
  readonly environment?: string;
}

/** What a joined text is in each environment, as far as that is known: its literal parts, and parameters with a value. */
export function knownTexts(pipeline: Pipeline, text: JsonObject): readonly KnownText[] {
  const environments = Object.keys(pipeline.environments ?? {});
  if (environments.length === 0 || !varies(pipeline, text)) return [textOf(pipeline, text, undefined)];
  return environments.map((environment) => ({ ...textOf(pipeline, text, environment), environment }));
}

/** Does an environment have a say in it? */
function varies(pipeline: Pipeline, json: Json): boolean {
  if (!isObject(json)) return false;
  const parts = json['$text'];
  if (isList(parts)) return parts.some((p) => varies(pipeline, p));
  const parameter = parameterOf(pipeline, json);
  return parameter !== undefined && parameter.phase !== 'design';
}

function textOf(pipeline: Pipeline, json: Json, environment: string | undefined): KnownText {
  if (isList(json)) return UNKNOWN;
  if (!isObject(json)) return { text: json === null ? '' : String(json), complete: true };
  const parts = json['$text'];
  if (isList(parts)) {
    let text = '';
    let complete = true;
    for (const part of parts) {
      const known = textOf(pipeline, part, environment);
      text += known.text;
      complete &&= known.complete;
    }
    return { text, complete };
  }
  const parameter = parameterOf(pipeline, json);
  if (!parameter) return UNKNOWN;
  const name = json['$param'] as string;
  const here = environment === undefined ? undefined : own(pipeline.environments, environment);
  const value = (parameter.phase === 'deploy' ? own(here?.values, name) : parameter.phase === 'run' ? own(here?.inputDefaults, name) : undefined) ?? parameter.default;
  return value === undefined || typeof value === 'object' ? UNKNOWN : { text: String(value), complete: true };
}

const UNKNOWN: KnownText = { text: '', complete: false };

function parameterOf(pipeline: Pipeline, json: JsonObject): Parameter | undefined {
  const name = json['$param'];
  return typeof name === 'string' ? own(pipeline.parameters, name) : undefined;
}
