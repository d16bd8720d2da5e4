import type { Shape } from '../../../core/catalog/shape.ts';
import type { ParameterType, PortType } from '../../../core/model/pipeline.ts';

type Plain = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'any';

function ofShape(shape: Shape | undefined): Plain {
  switch (shape?.type) {
    case undefined:
    case 'document':
      return 'any';
    case 'integer':
    case 'number':
      return 'number';
    case 'structure':
    case 'map':
      return 'object';
    case 'list':
    case 'boolean':
      return shape.type;
    default:
      return 'text';
  }
}

const OF_PARAMETER: Readonly<Record<ParameterType, Plain>> = {
  string: 'text', 's3-uri': 'text', arn: 'text', 'image-uri': 'text', 'instance-type': 'text', role: 'text',
  integer: 'number', number: 'number', boolean: 'boolean', list: 'list', object: 'object',
};

const WORDS: Readonly<Record<Plain, string>> = { text: 'a text', number: 'a number', boolean: 'true or false', list: 'a list', object: 'an object', any: 'any value' };

/** Why a parameter of a type cannot stand in a field; undefined when it can. Numbers and booleans become texts, not the reverse (design.md 3). */
export function parameterMisfit(type: ParameterType, shape: Shape | undefined, list = false): string | undefined {
  const gives = OF_PARAMETER[type];
  const takes = list ? 'list' : ofShape(shape);
  if (takes === 'any' || gives === takes || (takes === 'text' && (gives === 'number' || gives === 'boolean'))) return undefined;
  if (takes === 'text' && (gives === 'list' || gives === 'object')) return undefined;
  return `gives ${WORDS[gives]}; the field takes ${WORDS[takes]}`;
}

/** Why an output of a type cannot stand in a field that is no typed port; undefined when it can or when its type says nothing. */
export function outputMisfit(type: PortType, givesList: boolean, shape: Shape | undefined): string | undefined {
  const takes = ofShape(shape);
  if (takes === 'any' || (type === 'json' && !givesList)) return undefined;
  const gives: Plain = givesList || type === 'list' ? 'list' : type === 'number' ? 'number' : type === 'metrics' ? 'any' : type === 'boolean' ? 'boolean' : 'text';
  if (gives === 'any' || gives === takes || (takes === 'text' && (gives === 'number' || gives === 'boolean'))) return undefined;
  return `gives ${WORDS[gives]}; the field takes ${WORDS[takes]}`;
}

/** The parameter type that a field wants: its JSON type, refined by what its name says it holds. */
export function parameterTypeFor(shape: Shape | undefined, name: string, type: PortType | undefined, list = false): ParameterType {
  if (list) return 'list';
  switch (ofShape(shape)) {
    case 'number':
      return shape?.type === 'integer' ? 'integer' : 'number';
    case 'boolean':
      return 'boolean';
    case 'list':
      return 'list';
    case 'object':
      return 'object';
    default:
      break;
  }
  if (type === 'role' || /Role(Arn)?$/.test(name)) return 'role';
  if (type === 'image' || /(ImageUri|TrainingImage|^Image)$/.test(name)) return 'image-uri';
  if (/InstanceType$/.test(name)) return 'instance-type';
  if (type === 'dataset' || type === 'model-artifact' || type === 's3-uri' || /(S3Uri|S3OutputPath|S3OutputLocation|ModelDataUrl|S3Path)$/.test(name)) return 's3-uri';
  if (type === 'arn' || /Arn$/.test(name)) return 'arn';
  if (type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  return 'string';
}
