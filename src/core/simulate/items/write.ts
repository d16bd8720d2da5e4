import { lastOfArn } from '../../base/arn.ts';
import { isList, isObject, type Json } from '../../base/json.ts';
import type { Course, ExecutionContext } from '../thread.ts';
import type { Visit } from '../visit.ts';
import { argumentsOf, partOf } from './part.ts';

/** How a child execution ended. */
export interface ChildResult {
  readonly execution: ExecutionContext;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
}

/**
 * `ResultWriter`: what a Distributed Map gives when its results are written to S3, or only put into another form (AWS developer
 * guide, "ResultWriter (Map)"), under the name of the run (recorded). The objects themselves are not kept.
 */
export function* writeResults(visit: Visit, run: { readonly arn: string; readonly redriveCount: number }, children: readonly ChildResult[]): Course<Json> {
  const writer = partOf(visit, 'ResultWriter');
  const config = isObject(writer['WriterConfig']) ? writer['WriterConfig'] : {};
  if (writer['Resource'] === undefined) return transformed(children, config['Transformation']);
  const to = yield* argumentsOf(visit, writer, 'ResultWriter');
  const prefix = typeof to['Prefix'] === 'string' && to['Prefix'] !== '' ? `${to['Prefix'].replace(/\/$/, '')}/` : '';
  const folder = `${lastOfArn(run.arn)}${run.redriveCount === 0 ? '' : `/Redrive-${run.redriveCount}`}`;
  return { MapRunArn: run.arn, ResultWriterDetails: { Bucket: to['Bucket'] ?? '', Key: `${prefix}${folder}/manifest.json` } };
}

function transformed(children: readonly ChildResult[], transformation: Json | undefined): Json {
  const succeeded = children.filter((c) => c.status === 'SUCCEEDED');
  if (transformation === 'COMPACT') return succeeded.map((c) => c.output ?? null);
  if (transformation === 'FLATTEN') return succeeded.flatMap((c) => (isList(c.output) ? c.output : [c.output ?? null]));
  return children.map((c) => ({
    ExecutionArn: c.execution.id,
    Input: JSON.stringify(c.execution.input),
    Name: c.execution.name,
    StartDate: c.execution.startTime,
    Status: c.status,
    ...(c.output === undefined ? {} : { Output: JSON.stringify(c.output) }),
    ...(c.error === undefined ? {} : { Error: c.error }),
    ...(c.cause === undefined ? {} : { Cause: c.cause }),
  }));
}
