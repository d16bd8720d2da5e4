import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { valueAt } from '../../base/pointer.ts';
import type { ServiceModel } from '../../catalog/shape.ts';
import { arnOf, below, metricFigure, type Made } from './made.ts';
import type { Pattern } from '../../asl/calledResource.ts';
import { completed, echoed, responseShape } from './shaped.ts';

/**
 * What SageMaker answers. A create call gives the ARN of what it makes; a job that is waited for gives the answer of its
 * Describe call, which repeats the request and adds where the results are (SageMaker API reference, Describe…).
 */
export function sageMakerAnswer(operation: string, pattern: Pattern, request: JsonObject, made: Made, model: ServiceModel | undefined): JsonObject {
  const [, verb, noun] = /^(Create|Update|Describe|Start|Register)(\w+)$/.exec(operation) ?? [];
  if (verb === undefined || noun === undefined) return {};
  if (verb === 'Describe' || pattern === 'sync') return description(noun, request, made, model);
  return { [`${noun}Arn`]: arnOf('sagemaker', `${pathOf(noun)}/${nameOf(noun, request, made).toLowerCase()}`) };
}

/** `TrainingJob` is `training-job` in an ARN. */
function pathOf(noun: string): string {
  return noun.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

function nameOf(noun: string, request: JsonObject, made: Made): string {
  const name = request[`${noun}Name`];
  return typeof name === 'string' && name !== '' ? name : `${pathOf(noun)}-${made.hex(8)}`;
}

function description(noun: string, request: JsonObject, made: Made, model: ServiceModel | undefined): JsonObject {
  const shape = responseShape(model, `Describe${noun}`);
  const name = nameOf(noun, request, made);
  const known: JsonObject = {
    [`${noun}Name`]: name,
    [`${noun}Arn`]: arnOf('sagemaker', `${pathOf(noun)}/${name.toLowerCase()}`),
    [`${noun}Status`]: /Endpoint|NotebookInstance|InferenceComponent|Domain|Space|App$/.test(noun) ? 'InService' : 'Completed',
    CreationTime: made.time(0),
    LastModifiedTime: made.time(made.seconds),
  };
  const value = { ...echoed(model, shape, request), ...known, ...detailsOf(noun, name, request, made) };
  const members = shape?.members;
  const fitting = members ? Object.fromEntries(Object.entries(value).filter(([member]) => Object.hasOwn(members, member))) : value;
  return completed(model, shape, fitting);
}

function detailsOf(noun: string, name: string, request: JsonObject, made: Made): JsonObject {
  switch (noun) {
    case 'TrainingJob':
      return trainingDetails(name, request, made);
    case 'ProcessingJob':
    case 'TransformJob': {
      const job = noun.slice(0, -'Job'.length);
      return { [`${job}StartTime`]: made.time(0), [`${job}EndTime`]: made.time(made.seconds) };
    }
    case 'HyperParameterTuningJob':
      return tuningDetails(name, request, made);
    default:
      return {};
  }
}

function trainingDetails(name: string, request: JsonObject, made: Made): JsonObject {
  const output = textAt(request, '/OutputDataConfig/S3OutputPath') ?? `s3://sagemaker-us-east-1-111111111111`;
  const packed = textAt(request, '/OutputDataConfig/CompressionType') !== 'NONE';
  const metrics = listAt(request, '/AlgorithmSpecification/MetricDefinitions').flatMap((m) => textAt(m, '/Name') ?? []);
  const seconds = Math.round(made.seconds);
  return {
    ModelArtifacts: { S3ModelArtifacts: below(output, `${name}/output/${packed ? 'model.tar.gz' : 'model/'}`) },
    SecondaryStatus: 'Completed',
    TrainingStartTime: made.time(0),
    TrainingEndTime: made.time(made.seconds),
    ...(seconds > 0 ? { TrainingTimeInSeconds: seconds, BillableTimeInSeconds: seconds } : {}),
    ...(metrics.length === 0 ? {} : { FinalMetricDataList: metrics.map((m) => ({ MetricName: m, Value: metricFigure(m, made), Timestamp: made.time(made.seconds) })) }),
  };
}

function tuningDetails(name: string, request: JsonObject, made: Made): JsonObject {
  const objective = '/HyperParameterTuningJobConfig/HyperParameterTuningJobObjective';
  const jobs = numberAt(request, '/HyperParameterTuningJobConfig/ResourceLimits/MaxNumberOfTrainingJobs') ?? 10;
  // SageMaker names the trials <tuning job>-<number>-<8 hexadecimal digits>.
  const best = `${name}-${String(1 + Math.floor(made.fraction() * Math.min(jobs, 999))).padStart(3, '0')}-${made.hex(8)}`;
  const metric = textAt(request, `${objective}/MetricName`) ?? textAt(request, '/TrainingJobDefinition/TuningObjective/MetricName') ?? 'objective';
  return {
    HyperParameterTuningEndTime: made.time(made.seconds),
    TrainingJobStatusCounters: { Completed: jobs, InProgress: 0, RetryableError: 0, NonRetryableError: 0, Stopped: 0 },
    ObjectiveStatusCounters: { Succeeded: jobs, Pending: 0, Failed: 0 },
    BestTrainingJob: {
      TrainingJobName: best,
      TrainingJobArn: arnOf('sagemaker', `training-job/${best.toLowerCase()}`),
      TrainingJobStatus: 'Completed',
      CreationTime: made.time(0),
      TrainingStartTime: made.time(0),
      TrainingEndTime: made.time(made.seconds),
      TunedHyperParameters: tuned(valueAt(request, '/HyperParameterTuningJobConfig/ParameterRanges') ?? valueAt(request, '/TrainingJobDefinition/HyperParameterRanges')),
      FinalHyperParameterTuningJobObjectiveMetric: { MetricName: metric, Type: textAt(request, `${objective}/Type`) ?? 'Maximize', Value: metricFigure(metric, made) },
      ObjectiveStatus: 'Succeeded',
    },
  };
}

/** The middle of each range, the first of each list. Hyperparameters are texts. */
function tuned(ranges: Json | undefined): JsonObject {
  const middle = (range: Json): number => (Number(textAt(range, '/MinValue')) + Number(textAt(range, '/MaxValue'))) / 2;
  const of = (list: string, value: (range: Json) => string): readonly (readonly [string, string])[] =>
    listAt(ranges, `/${list}`).flatMap((range) => {
      const name = textAt(range, '/Name');
      return name === undefined ? [] : [[name, value(range)] as const];
    });
  return Object.fromEntries([
    ...of('ContinuousParameterRanges', (r) => String(Number(middle(r).toPrecision(6)))),
    ...of('IntegerParameterRanges', (r) => String(Math.round(middle(r)))),
    ...of('CategoricalParameterRanges', (r) => textAt(r, '/Values/0') ?? ''),
  ]);
}

function textAt(root: Json | undefined, at: string): string | undefined {
  const value = valueAt(root, at);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function numberAt(root: Json | undefined, at: string): number | undefined {
  const value = valueAt(root, at);
  return typeof value === 'number' ? value : undefined;
}

function listAt(root: Json | undefined, at: string): readonly Json[] {
  const value = isObject(root) ? valueAt(root, at) : undefined;
  return isList(value) ? value : [];
}
