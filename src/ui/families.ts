import type { Family } from '../core/catalog/kind.ts';
import type { ParameterType, PortType } from '../core/model/pipeline.ts';

const FAMILY: Readonly<Record<PortType, Family>> = {
  dataset: 'data', 's3-uri': 'data',
  'model-artifact': 'model', model: 'model', endpoint: 'model',
  metrics: 'measure',
  image: 'platform', role: 'platform', arn: 'platform',
  name: 'value', string: 'value', number: 'value', boolean: 'value', json: 'value', list: 'value',
};

/** The family, so the colour and the shape, of what a port carries (looks.md 2). */
export function familyOf(type: PortType): Family {
  return FAMILY[type];
}

const OF_PARAMETER: Readonly<Record<ParameterType, Family>> = {
  's3-uri': 'data', arn: 'platform', role: 'platform', 'image-uri': 'platform',
  string: 'value', integer: 'value', number: 'value', boolean: 'value', list: 'value', object: 'value', 'instance-type': 'value',
};

/** The family of a parameter's type: the same colours as for ports. */
export function familyOfParameter(type: ParameterType): Family {
  return OF_PARAMETER[type];
}
