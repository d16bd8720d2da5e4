import { fits, fitsShape, portTypeOfParameter, type Fit, type Typed } from '../../../core/catalog/fit.ts';
import type { Shape } from '../../../core/catalog/shape.ts';
import type { ParameterType, PortType } from '../../../core/model/pipeline.ts';
import type { Slot } from './slot.ts';

type Place = Pick<Slot, 'type' | 'list' | 'shape'>;

/** Why a value of a type cannot stand in a place; undefined when it can, or when nobody knows what the place takes. */
export function misfit(value: Typed, place: Place): string | undefined {
  const fit: Fit = place.type ? fits(value, { type: place.type, ...(place.list ? { list: true } : {}) }) : place.shape ? fitsShape(value, place.shape) : { ok: true };
  return fit.ok ? undefined : `is ${fit.reason}`;
}

/** Why a parameter of a type cannot stand in a place. */
export function parameterMisfit(type: ParameterType, place: Place): string | undefined {
  return misfit({ type: portTypeOfParameter(type) }, place);
}

/** The parameter type that a field wants: its JSON type, refined by what its name says it holds. */
export function parameterTypeFor(shape: Shape | undefined, name: string, type: PortType | undefined, list = false): ParameterType {
  if (list) return 'list';
  switch (shape?.type) {
    case 'integer':
    case 'number':
    case 'boolean':
    case 'list':
      return shape.type;
    case 'structure':
    case 'map':
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
