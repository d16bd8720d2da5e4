import { isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import type { Catalog } from '../../catalog/kind.ts';
import type { Answers, TaskCall } from '../answer.ts';
import { withHints, type Hints } from './hints.ts';
import { madeFor, type Made } from './made.ts';
import { calledResource, operationOf, type CalledResource } from '../../asl/calledResource.ts';
import { sageMakerAnswer } from './sagemaker.ts';
import { serviceAnswer, withSdkMetadata } from './services.ts';
import { completed, responseShape } from './shaped.ts';

export interface PlausibleOptions {
  /** The models of services that are loaded; answers of a service without its model have fewer members. */
  readonly catalog: Catalog;
  /** By state: what is read of its answer. */
  readonly hints?: Readonly<Record<string, Hints>>;
  /** By state: seconds until it answers; without one the estimate of its kind. */
  readonly durations?: Readonly<Record<string, number>>;
}

/**
 * Answers every task as its service would if all went well: made of the request and of AWS's own shape of the response, so that
 * a pipeline runs without a mock. The same call gets the same answer. Never throws, and fails no task but an activity.
 */
export function plausibleAnswers(options: PlausibleOptions): Answers {
  return (call) => {
    // Nobody but a worker answers an activity; an account with nothing in it has none (recorded).
    const called = calledResource(call.resource);
    if (called.to === 'activity') return { throw: { error: 'States.Runtime', cause: `The activity ${call.resource} does not exist.` } };
    const seconds = own(options.durations, call.state) ?? defaultSeconds(options.catalog, call.resource);
    const made = madeFor(call, seconds);
    const answer = plausibleAnswer(called, call, made, options.catalog);
    return { return: withHints(answer, own(options.hints, call.state) ?? {}, made), seconds };
  };
}

/**
 * How long a task of this resource takes where nobody said so: the catalogue's estimate of its kind; else ten minutes for a job
 * that is waited for or a token, and a second for any other call.
 */
export function defaultSeconds(catalog: Catalog, resource: string): number {
  const id = resource.replace(/^arn:[^:]+:states:[^:]*:[^:]*:/, '');
  const kind = catalog.kind(id);
  if (kind) return kind.estimateSeconds;
  const called = calledResource(resource);
  if (called.to === 'function') return catalog.kind('lambda:invoke')?.estimateSeconds ?? 1;
  const waits = called.to === 'activity' || (called.to === 'service' && called.pattern !== 'request');
  return waits ? 600 : 1;
}

function plausibleAnswer(called: CalledResource, call: TaskCall, made: Made, catalog: Catalog): Json {
  // Functions, workers and holders of a token answer what they like: what is read of it, the hints say.
  if (called.to !== 'service' || called.pattern === 'waitForTaskToken') return {};
  const request: JsonObject = isObject(call.input) ? call.input : {};
  const model = catalog.model(called.service);
  const operation = operationOf(called.action);
  const answer =
    called.service === 'sagemaker'
      ? sageMakerAnswer(operation, called.pattern, request, made, model)
      : serviceAnswer(called.service, called.action, { request, pattern: called.pattern, sdk: called.sdk, made });
  if (!isObject(answer)) return answer;
  const whole = called.pattern === 'request' ? completed(model, responseShape(model, operation), answer) : answer;
  return called.sdk || called.pattern !== 'request' ? whole : withSdkMetadata(whole, made);
}
