import { isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { consoleOf, executionLink, logLink, streamLink, type Link } from './console.ts';

/** A call of a service as the history of an execution tells of it. */
export interface Called {
  /** `arn:aws:states:::sagemaker:createTrainingJob.sync`, or the ARN of a Lambda function. */
  readonly resource: string;
  readonly region: string;
  /** What was sent (TaskScheduled) and what the service said when it had taken it (TaskSubmitted), JSON texts. */
  readonly sent?: string;
  readonly submitted?: string;
  /** The answer, or the cause of a failure, which for jobs is their description. */
  readonly result?: string;
}

/** What a kind of call leads to; `answer` is what was submitted, filled up with the result. */
type Linker = (at: { readonly home: string; readonly region: string; readonly sent: JsonObject; readonly answer: JsonObject }) => readonly Link[];

/**
 * The pages of AWS's console about what a task has started: the job and its log, as far as the history tells their names. No link
 * where it does not, or where the region has no console.
 */
export function jobLinks({ resource, region, sent, submitted, result }: Called): readonly Link[] {
  const lambda = /^arn:[^:]*:lambda:([^:]+):\d*:function:(.+)$/.exec(resource);
  const home = consoleOf(lambda?.[1] ?? region);
  if (home === undefined) return [];
  if (lambda) return functionLinks(home, lambda[1] as string, lambda[2] as string);
  // `aws-sdk:` names the same actions; what comes behind a point is how long Step Functions waits.
  const [, service = '', action = ''] = /^arn:[^:]*:states:::(?:aws-sdk:)?([^:]+):([^:.]+)/.exec(resource) ?? [];
  const linker = own(LINKERS, `${service}:${action}`);
  return linker?.({ home, region, sent: objectIn(sent), answer: { ...objectIn(result), ...objectIn(submitted) } }) ?? [];
}

const LINKERS: Readonly<Record<string, Linker>> = {
  'sagemaker:createTrainingJob': sageMaker('jobs', 'TrainingJobName', 'Training job', 'TrainingJobs'),
  'sagemaker:createProcessingJob': sageMaker('processing-jobs', 'ProcessingJobName', 'Processing job', 'ProcessingJobs'),
  'sagemaker:createTransformJob': sageMaker('transform-jobs', 'TransformJobName', 'Transform job', 'TransformJobs'),
  // The jobs of a tuning job carry its name in front.
  'sagemaker:createHyperParameterTuningJob': sageMaker('hyper-tuning-jobs', 'HyperParameterTuningJobName', 'Tuning job', 'TrainingJobs'),
  'sagemaker:createLabelingJob': sageMaker('labeling-jobs/details', 'LabelingJobName', 'Labeling job', 'LabelingJobs'),
  'sagemaker:createModel': sageMaker('models', 'ModelName', 'Model'),
  'sagemaker:createEndpointConfig': sageMaker('endpointConfig', 'EndpointConfigName', 'Endpoint configuration'),
  'sagemaker:createEndpoint': endpoint,
  'sagemaker:updateEndpoint': endpoint,
  'sagemaker:describeEndpoint': endpoint,
  'lambda:invoke': ({ home, region, sent }) => named(sent['FunctionName'], (name) => functionLinks(home, region, name.replace(/^arn:.*:function:|^\d+:function:/, ''))),
  'batch:submitJob': ({ home, region, answer }) => [
    ...named(answer['JobId'], (id) => [link('Batch job', `${home}/batch/home?region=${region}#jobs/detail/${encodeURIComponent(id)}`)]),
    ...named(streamOfBatch(answer), (stream) => [link('Log', streamLink(home, region, '/aws/batch/job', stream))]),
  ],
  'glue:startJobRun': ({ home, region, sent, answer }) => named(answer['JobRunId'] ?? answer['Id'], (run) => [
    ...named(sent['JobName'], (job) => [link('Glue run', `${home}/gluestudio/home?region=${region}#/job/${encodeURIComponent(job)}/run/${encodeURIComponent(run)}`)]),
    link('Log', logLink(home, region, '/aws-glue/jobs/output', run)),
    link('Errors', logLink(home, region, '/aws-glue/jobs/error', run)),
  ]),
  'ecs:runTask': ({ home, region, answer }) => named(taskOf(answer), (arn) => {
    const [, cluster, task] = /:task\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
    if (cluster === undefined || task === undefined) return [];
    const page = `${home}/ecs/v2/clusters/${encodeURIComponent(cluster)}/tasks/${encodeURIComponent(task)}`;
    return [link('ECS task', `${page}/configuration?region=${region}`), link('Log', `${page}/logs?region=${region}`)];
  }),
  'elasticmapreduce:createCluster': ({ home, region, answer }) => cluster(home, region, answer['ClusterId'] ?? (isObject(answer['Cluster']) ? answer['Cluster']['Id'] : undefined)),
  'elasticmapreduce:addStep': ({ home, region, sent }) => cluster(home, region, sent['ClusterId']),
  'states:startExecution': ({ answer }) => named(answer['ExecutionArn'], (arn) => {
    const href = executionLink(arn);
    return href === undefined ? [] : [link('Execution', href)];
  }),
  'athena:startQueryExecution': ({ home, region, answer }) => named(answer['QueryExecutionId'] ?? (isObject(answer['QueryExecution']) ? answer['QueryExecution']['QueryExecutionId'] : undefined), (id) => [
    link('Query', `${home}/athena/home?region=${region}#/query-editor/history/${encodeURIComponent(id)}`),
  ]),
};

/** A resource of SageMaker, known by the name that it was sent; its log streams begin with that. */
function sageMaker(page: string, field: string, label: string, logs?: string): Linker {
  return ({ home, region, sent, answer }) => named(sent[field] ?? answer[field], (name) => [
    link(label, `${home}/sagemaker/home?region=${region}#/${page}/${encodeURIComponent(name)}`),
    ...(logs === undefined ? [] : [link('Log', logLink(home, region, `/aws/sagemaker/${logs}`, page === 'hyper-tuning-jobs' ? name : `${name}/`))]),
  ]);
}

function endpoint({ home, region, sent }: Parameters<Linker>[0]): readonly Link[] {
  return named(sent['EndpointName'], (name) => [
    link('Endpoint', `${home}/sagemaker/home?region=${region}#/endpoints/${encodeURIComponent(name)}`),
    link('Log', logLink(home, region, `/aws/sagemaker/Endpoints/${name}`)),
  ]);
}

function functionLinks(home: string, region: string, qualified: string): readonly Link[] {
  const name = qualified.replace(/:.*$/, '');
  return [
    link('Function', `${home}/lambda/home?region=${region}#/functions/${encodeURIComponent(name)}?tab=monitoring`),
    link('Log', logLink(home, region, `/aws/lambda/${name}`)),
  ];
}

function cluster(home: string, region: string, id: Json | undefined): readonly Link[] {
  return named(id, (known) => [link('EMR cluster', `${home}/emr/home?region=${region}#/clusterDetails/${encodeURIComponent(known)}`)]);
}

/** ECS tells a task when it is taken as one of a list, and when it has ended as itself. */
function taskOf(answer: JsonObject): Json | undefined {
  const tasks = answer['Tasks'];
  const first = Array.isArray(tasks) ? (tasks[0] as Json | undefined) : answer;
  return isObject(first) ? first['TaskArn'] : undefined;
}

function streamOfBatch(answer: JsonObject): Json | undefined {
  return isObject(answer['Container']) ? answer['Container']['LogStreamName'] : undefined;
}

function named(value: Json | undefined, links: (text: string) => readonly Link[]): readonly Link[] {
  return typeof value === 'string' && value !== '' ? links(value) : [];
}

function link(label: string, href: string): Link {
  return { label, href };
}

/** What AWS cut off, or what is a sentence and no description of a job, is no object. */
function objectIn(text: string | undefined): JsonObject {
  try {
    const value = JSON.parse(text ?? '{}') as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
