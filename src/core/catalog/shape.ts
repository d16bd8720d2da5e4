/** Shapes of requests and responses, from AWS's own service models (botocore), in a compact form. */
export type Shape =
  | { readonly type: 'structure'; readonly members: Readonly<Record<string, Member>>; readonly required?: readonly string[]; readonly union?: true }
  | { readonly type: 'list'; readonly member: string; readonly min?: number; readonly max?: number }
  | { readonly type: 'map'; readonly key: string; readonly value: string; readonly min?: number; readonly max?: number }
  | { readonly type: 'string'; readonly enum?: readonly string[]; readonly pattern?: string; readonly min?: number; readonly max?: number }
  | { readonly type: 'integer' | 'number'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'timestamp' }
  /** Any JSON: Lambda's payload, the body of an S3 object. */
  | { readonly type: 'document' };

export interface Member {
  /** Name of the shape in the model. */
  readonly shape: string;
  /** One line in our own words, where there is one. */
  readonly doc?: string;
}

export interface ServiceModel {
  readonly service: string;
  /** botocore version it was read from. */
  readonly version: string;
  readonly operations: Readonly<Record<string, { readonly input: string; readonly output?: string }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export function shapeNamed(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`shape ${name} is not in the model of ${model.service}`);
  return shape;
}
