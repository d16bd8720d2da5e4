import type { Json } from '../base/json.ts';
import { textProblem } from './check/text.ts';
import { shapeOr } from './lookup.ts';
import type { ServiceModel, Shape } from './shape.ts';

/** Texts of the forms that AWS's patterns ask for; the first that a shape accepts is its sample. */
const TEXTS: readonly string[] = [
  'sample', 'Sample-1', 'a', '1', '0.5', 's3://bucket/key', 'https://example.com/key', '/opt/ml/sample', 'sample/1', '1K', 'fs-0123456789abcdef0', 'mig-1g.5gb', 'Mon:3',
  'arn:aws:iam::123456789012:role/Sample',
  'arn:aws:lambda:us-east-1:123456789012:function:sample',
  'arn:aws:lambda:us-east-1:123456789012:function:sample:$LATEST/durable-execution/sample/1',
  'arn:aws:sns:us-east-1:123456789012:sample',
  ...['training-job', 'processing-job', 'transform-job', 'hyper-parameter-tuning-job', 'labeling-job', 'automl-job', 'model', 'endpoint', 'endpoint-config', 'model-package', 'model-package-group', 'training-plan', 'inference-component', 'mlflow-app', 'mlflow-tracking-server', 'image-version', 'reserved-capacity', 'cluster', 'experiment', 'ml-reservation']
    .map((kind) => `arn:aws:sagemaker:us-east-1:123456789012:${kind}/sample`),
  'arn:aws:sagemaker:us-east-1:aws:hub-content/hub/Model/sample/1.0.0',
  'arn:aws:sagemaker:us-east-1:aws:hub-content/hub/DataSet/sample/1.0.0',
  'arn:aws:sagemaker:us-east-1:123456789012:sample',
];

/** A value that a shape accepts, with the required members only: for tests and examples. A recursive shape ends at its second level. */
export function sampleValue(model: ServiceModel, shape: Shape, around: readonly Shape[] = []): Json {
  switch (shape.type) {
    case 'structure': {
      const names = new Set(shape.required ?? []);
      const [first] = Object.keys(shape.members);
      if (shape.union && names.size === 0 && first !== undefined) names.add(first);
      if (around.includes(shape)) return {};
      return Object.fromEntries([...names].map((name) => [name, sampleValue(model, shapeOr(model, shape.members[name]?.shape ?? ''), [...around, shape])]));
    }
    case 'list':
      return Array.from({ length: Math.max(1, shape.min ?? 1) }, () => sampleValue(model, shapeOr(model, shape.member), [...around, shape]));
    case 'map':
      return { [sampleKey(model, shape)]: sampleValue(model, shapeOr(model, shape.value), [...around, shape]) };
    case 'string':
      return sampleText(shape);
    case 'integer':
    case 'number': {
      const low = shape.min ?? Math.min(1, shape.max ?? 1);
      return Math.min(Math.max(1, low), shape.max ?? Infinity);
    }
    case 'boolean':
      return true;
    case 'timestamp':
      return '2026-01-31T06:00:00Z';
    case 'document':
      return { key: 'value' };
  }
}

/** A key that a map accepts. */
export function sampleKey(model: ServiceModel, map: Shape & { readonly type: 'map' }): string {
  const key = shapeOr(model, map.key);
  return key.type === 'string' ? sampleText(key) : 'key';
}

function sampleText(shape: Shape & { readonly type: 'string' }): string {
  if (shape.enum?.[0] !== undefined) return shape.enum[0];
  const found = TEXTS.find((text) => textProblem(shape, text) === undefined);
  if (found !== undefined) return found;
  const min = shape.min ?? 1;
  const padded = TEXTS.map((text) => text + 'a'.repeat(Math.max(0, min - text.length)));
  return padded.find((text) => textProblem(shape, text) === undefined) ?? 'a'.repeat(min);
}
