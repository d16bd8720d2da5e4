import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { utf8Length } from '../../base/bytes.ts';
import { parseJsonText } from '../../base/jsonText.ts';
import { PARAMETER_TYPES, type Parameter, type ParameterType } from '../../model/pipeline.ts';
import { parameterProblem } from '../../model/parameterValue.ts';

/** One field of the form that starts an execution, as the manifest of the deployed definition asks for it. */
export interface RunField {
  readonly name: string;
  readonly parameter: Parameter;
  readonly required: boolean;
}

/** What a person typed, by parameter; a field that is not there uses its default. */
export type Typed = Readonly<Record<string, string>>;

/** Execution input: 256 KiB of UTF-8 (Step Functions quotas). */
const MOST_INPUT_BYTES = 262_144;

/** The run parameters of a manifest, required ones first, else in its order. */
export function runFields(manifest: JsonObject): readonly RunField[] {
  const fields = (isList(manifest['parameters']) ? manifest['parameters'] : []).flatMap((p): readonly RunField[] => {
    if (!isObject(p) || p['phase'] !== 'run' || typeof p['name'] !== 'string' || !isType(p['type'])) return [];
    const constraints = isObject(p['constraints']) ? p['constraints'] : {};
    const fallback = own(p, 'default');
    const parameter = {
      ...constraints,
      type: p['type'],
      phase: 'run',
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(typeof p['description'] === 'string' ? { description: p['description'] } : {}),
    } as Parameter;
    return [{ name: p['name'], parameter, required: fallback === undefined }];
  });
  return [...fields.filter((f) => f.required), ...fields.filter((f) => !f.required)];
}

function isType(value: Json | undefined): value is ParameterType {
  return (PARAMETER_TYPES as readonly unknown[]).includes(value);
}

export interface Filled {
  /** What will be sent: only what was typed, so that defaults stay those of the definition. */
  readonly input: JsonObject;
  /** By field; required fields that are empty are in `missing` alone. */
  readonly faults: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
  /** Of the whole input. */
  readonly fault: string | undefined;
}

/**
 * Reads a filled form.
 * @param extra what the input has beside the fields: it is sent as it is
 */
export function readForm(fields: readonly RunField[], typed: Typed, extra: JsonObject = {}): Filled {
  const input: Record<string, Json> = {};
  const faults: Record<string, string> = {};
  const missing: string[] = [];
  for (const { name, parameter, required } of fields) {
    const text = own(typed, name)?.trim() ?? '';
    if (text === '') {
      if (required) missing.push(name);
      continue;
    }
    const read = readField(parameter, text);
    if ('fault' in read) faults[name] = read.fault;
    else input[name] = read.value;
  }
  const whole = { ...input, ...extra };
  return { input: whole, faults, missing, fault: inputFault(whole) };
}

/** Reads one value as a person typed it for a parameter: its type, its constraints, and what every service checks first. */
export function readField(parameter: Parameter, text: string): { readonly value: Json } | { readonly fault: string } {
  const read = readValue(parameter.type, text);
  if ('fault' in read) return read;
  const fault = faultOf(parameter, read.value);
  return fault === undefined ? read : { fault };
}

/** What is wrong with an input as a whole; undefined where AWS takes it. */
export function inputFault(input: JsonObject): string | undefined {
  const bytes = utf8Length(JSON.stringify(input));
  return bytes > MOST_INPUT_BYTES ? `The input has ${Math.ceil(bytes / 1024)} KiB; an execution takes at most 256 KiB. Put large values into S3 and give their place.` : undefined;
}

/** The text of a value as a person would type it into its field. */
export function typedOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Takes a whole input (pasted, or of an earlier run) apart into the fields; what has no field is named. */
export function typedFrom(fields: readonly RunField[], input: Json): { readonly typed: Typed; readonly unknown: readonly string[] } {
  const given = isObject(input) ? input : {};
  const names = new Set(fields.map((f) => f.name));
  return {
    typed: Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)).map(([name, value]) => [name, typedOf(value)])),
    unknown: Object.keys(given).filter((name) => !names.has(name)),
  };
}

function readValue(type: ParameterType, text: string): { readonly value: Json } | { readonly fault: string } {
  switch (type) {
    case 'integer':
    case 'number':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? { value: Number(text) } : { fault: `${type === 'integer' ? 'A whole number' : 'A number'} is needed, as ${type === 'integer' ? '12' : '0.5'}.` };
    case 'boolean':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : { fault: 'Either true or false.' };
    case 'list':
    case 'object':
      return readJson(text);
    default:
      return { value: text };
  }
}

function readJson(text: string): { readonly value: Json } | { readonly fault: string } {
  const read = parseJsonText(text);
  return read.ok ? { value: read.value } : { fault: `This is not JSON. Line ${read.line}, column ${read.column}: ${read.message}.` };
}

function faultOf(parameter: Parameter, value: Json): string | undefined {
  const problem = parameterProblem(parameter, value);
  if (problem?.kind === 'type') return `This is ${problem.found}; the parameter is ${problem.expected}.`;
  if (problem?.kind === 'constraint') return `${problem.why.charAt(0).toUpperCase()}${problem.why.slice(1)}.`;
  return typeof value === 'string' ? SHAPES[parameter.type]?.(value) : undefined;
}

/** Shapes that every service checks first, in words that say what is wrong. */
const SHAPES: Readonly<Partial<Record<ParameterType, (text: string) => string | undefined>>> = {
  's3-uri': (text) => {
    if (/^(s3|https)\/\//i.test(text) || /^s3:\/[^/]/i.test(text)) return 'Write the place as s3://bucket/key.';
    return /^(s3|https):\/\/[^/]+/.test(text) ? undefined : 'A place in S3 is written as s3://bucket/key.';
  },
  arn: (text) => (/^arn:aws(-[a-z]+)*:[^:]+:[^:]*:[^:]*:.+/.test(text) ? undefined : 'An ARN is needed, as arn:aws:sns:eu-west-1:111122223333:alerts.'),
  role: (text) => (/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(text) ? undefined : 'A role is given by its ARN, as arn:aws:iam::111122223333:role/name.'),
  'instance-type': (text) => (/^[a-z][\w-]*(\.[\w-]+)+$/.test(text) ? undefined : 'An instance type looks like ml.m5.xlarge.'),
};
