import type { ParameterType, PortType } from '../model/pipeline.ts';
import type { Shape } from './shape.ts';

export interface Typed {
  readonly type: PortType;
  readonly list?: boolean;
}
/** `reason` reads after "is": "a dataset; the field takes a model artifact". `converts`: the value arrives as its text. */
export type Fit = { readonly ok: true; readonly converts?: 'text' } | { readonly ok: false; readonly reason: string };

const YES: Fit = { ok: true };
const AS_TEXT: Fit = { ok: true, converts: 'text' };

/** What each type of field takes beside its own type and `json`, whose content nobody knows beforehand. */
const TAKES: Readonly<Record<PortType, readonly PortType[]>> = {
  // All three are places in S3; a data set is no model, though a job may read a model's files as data.
  dataset: ['s3-uri', 'model-artifact', 'string'],
  's3-uri': ['dataset', 'model-artifact', 'string'],
  'model-artifact': ['s3-uri', 'string'],
  // The names that steps give are those of jobs and configurations, never of these two.
  model: ['string'],
  endpoint: ['string'],
  name: ['string', 'model', 'endpoint'],
  metrics: [],
  image: ['string'],
  role: ['arn', 'string'],
  arn: ['role', 'string'],
  string: ['dataset', 's3-uri', 'model-artifact', 'model', 'endpoint', 'image', 'role', 'arn', 'name'],
  number: [],
  boolean: [],
  json: ['dataset', 's3-uri', 'model-artifact', 'model', 'endpoint', 'image', 'role', 'arn', 'name', 'string', 'number', 'boolean', 'metrics', 'list'],
  list: [],
};

const WORDS: Readonly<Record<PortType, string>> = {
  dataset: 'a dataset', 'model-artifact': 'a model artifact', model: 'the name of a model', endpoint: 'the name of an endpoint', metrics: 'metrics', image: 'a container image', role: 'a role',
  's3-uri': 'a place in S3', arn: 'an ARN', name: 'a name', string: 'a text', number: 'a number', boolean: 'true or false', json: 'JSON', list: 'a list',
};

/** The type in words, with its article: for messages. */
export function typeInWords({ type, list }: Typed): string {
  return list ? `a list of ${type}` : WORDS[type];
}

/** May this output be wired to this input? Refused with the reason, which looks.md 7 words for lists. */
export function fits(output: Typed, input: Typed): Fit {
  const takesList = input.list === true || input.type === 'list';
  if (output.list === true || output.type === 'list') {
    if (input.type === 'json' && !input.list) return YES;
    if (!takesList) return no(output.list ? `a list of ${output.type}, one for each item; the field takes one` : 'a list; the field takes one');
    if (output.type === 'list' || input.type === 'list') return YES;
    return fits({ type: output.type }, { type: input.type });
  }
  // One value becomes an element of the list.
  if (input.type === 'list' || output.type === input.type || output.type === 'json') return YES;
  if (TAKES[input.type].includes(output.type)) return YES;
  if (isTextType(input.type) && (output.type === 'number' || output.type === 'boolean')) {
    if (input.type === 'string' || input.type === 'name') return AS_TEXT;
  }
  const more = output.type === 'dataset' && input.type === 'model-artifact' ? '. An output with “model” in its name counts as one' : '';
  return no(`${WORDS[output.type]}; the field takes ${WORDS[input.type]}${more}`);
}

/** May a value of this type go to a field of this shape that is no typed port? */
export function fitsShape(value: Typed, shape: Shape): Fit {
  const isListValue = value.list === true || value.type === 'list';
  if (shape.type === 'document' || (value.type === 'json' && !isListValue)) return YES;
  switch (shape.type) {
    case 'list':
      return isListValue ? YES : no(`${WORDS[value.type]}; the field takes a list`);
    case 'structure':
    case 'map':
      return !isListValue && value.type === 'metrics' ? YES : no(`${typeInWords(value)}; the field takes an object`);
    case 'string':
      if (isListValue) return no(value.list ? `a list of ${value.type}, one for each item; the field takes one` : 'a list; the field takes one');
      return value.type === 'number' || value.type === 'boolean' ? AS_TEXT : YES;
    case 'timestamp':
      return !isListValue && (value.type === 'string' || value.type === 'name') ? YES : no(`${typeInWords(value)}; the field takes a time`);
    case 'integer':
    case 'number':
      return !isListValue && value.type === 'number' ? YES : no(`${typeInWords(value)}; the field takes a number`);
    case 'boolean':
      return !isListValue && value.type === 'boolean' ? YES : no(`${typeInWords(value)}; the field takes true or false`);
  }
}

function no(reason: string): Fit {
  return { ok: false, reason };
}

/** Is the value of this type a text in JSON? */
export function isTextType(type: PortType): boolean {
  return !['number', 'boolean', 'json', 'list', 'metrics'].includes(type);
}

/** The port type of a parameter's value. */
export function portTypeOfParameter(type: ParameterType): PortType {
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'list':
    case 's3-uri':
    case 'arn':
    case 'role':
      return type;
    case 'object':
      return 'json';
    case 'image-uri':
      return 'image';
    case 'string':
    case 'instance-type':
      return 'string';
  }
}

/** The port type of a value of a shape. */
export function portTypeOfShape(shape: Shape): PortType {
  switch (shape.type) {
    case 'structure':
    case 'map':
    case 'document':
      return 'json';
    case 'list':
    case 'boolean':
    case 'string':
      return shape.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'timestamp':
      // In a request a text; in the description of a job Step Functions gives milliseconds since 1970.
      return 'json';
  }
}
