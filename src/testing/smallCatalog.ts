import type { Catalog, Kind, OutputPort } from '../core/catalog/kind.ts';
import type { Shape } from '../core/catalog/shape.ts';

const ANY: Shape = { type: 'document' };
function kind(id: string, more: Partial<Kind>): Kind {
  return {
    id, label: id, summary: '', family: 'platform', group: 'Flow', icon: '', estimateSeconds: 1, retryDefaults: [], derived: [], template: {},
    inputs: () => [], outputs: () => [], ...(id.includes(':') ? { resource: `arn:aws:states:::${id}` } : {}), ...more,
  };
}
const output = (name: string, source: OutputPort['source'], type: OutputPort['type'] = 'string'): OutputPort => ({ name, label: name, type, source });

const KINDS: readonly Kind[] = [
  kind('lambda:invoke', {}),
  kind('sagemaker:createTrainingJob.sync', {
    derived: [{ pointer: '/TrainingJobName', rule: 'job-name' }],
    outputs: () => [output('artifact', { from: 'response', path: ['ModelArtifacts', 'S3ModelArtifacts'] }, 'model-artifact')],
  }),
  kind('sagemaker:createHyperParameterTuningJob.sync', { derived: [{ pointer: '/HyperParameterTuningJobName', rule: 'short-name' }] }),
  kind('sagemaker:createModel', { derived: [{ pointer: '/ModelName', rule: 'job-name' }], outputs: () => [output('ModelName', { from: 'arn', path: ['ModelArn'] }, 'model')] }),
  ...['choice', 'map', 'parallel', 'wait', 'pass', 'succeed', 'fail'].map((id) => kind(id, {})),
];

/** Four kinds without shapes: enough where the rules of the compiler are the point, and not the services. */
export const smallCatalog: Catalog = { kinds: KINDS, kind: (id) => KINDS.find((k) => k.id === id), model: () => undefined, request: () => ANY, response: () => ANY };
