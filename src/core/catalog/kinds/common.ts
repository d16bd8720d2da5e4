import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { pointer, valueAt, type Pointer } from '../../base/pointer.ts';
import { looksLikeBinding } from '../../model/binding.ts';
import type { PortType, Retrier, Step } from '../../model/pipeline.ts';
import { elementKey } from '../elements.ts';
import type { InputPort, OutputPort, PortSource } from '../kind.ts';

/** emitted-asl.md 8.1: written into a step when it is added; the compiler adds none. */
export const SAGEMAKER_RETRY: readonly Retrier[] = [
  { errors: ['SageMaker.AmazonSageMakerException', 'ThrottlingException'], intervalSeconds: 5, maxAttempts: 5, backoffRate: 2, maxDelaySeconds: 60, jitter: 'FULL' },
];
export const LAMBDA_RETRY: readonly Retrier[] = [
  { errors: ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'], intervalSeconds: 2, maxAttempts: 6, backoffRate: 2 },
];

/** The arguments of a step, whatever a file holds there. */
export function argumentsOf(step: Step): JsonObject {
  const args = (step as unknown as { readonly arguments?: Json }).arguments;
  return isObject(args) && !looksLikeBinding(args) ? args : {};
}

/** The list at a pointer below the arguments; empty where there is none or where it is bound as a whole. */
export function listAt(args: JsonObject, at: Pointer): readonly Json[] {
  const list = valueAt(args, at);
  return isList(list) ? list : [];
}

export function input(at: Pointer, label: string, type: PortType, required = false): InputPort {
  return { pointer: at, label, type, required };
}

/** A port for each element of a list, and one that appends an element. */
export function elementInputs(
  args: JsonObject,
  list: Pointer,
  valueAtElement: Pointer,
  more: { readonly type: (key: string) => PortType; readonly element: JsonObject; readonly add: string; readonly has?: (element: JsonObject) => boolean; readonly required?: boolean },
): readonly InputPort[] {
  const elements = listAt(args, list);
  const whole = valueAt(args, list);
  const ports = elements.flatMap((element, index): readonly InputPort[] => {
    if (!isObject(element) || looksLikeBinding(element) || more.has?.(element) === false) return [];
    const key = elementKey(elements, index);
    return [{ pointer: list + pointer(index) + valueAtElement, label: key, type: more.type(key), required: more.required ?? true }];
  });
  // A list that is bound as a whole takes no further element.
  if (whole !== undefined && !isList(whole)) return [input(list, more.add, 'list')];
  return [...ports, { pointer: `${list}/-`, label: more.add, type: more.type(''), required: false, template: { list, element: more.element, valueAt: valueAtElement } }];
}

/** What a job reads or writes at a place in S3, by its name: code is a plain place, a model an artifact, all else data. */
export function placeType(name: string): PortType {
  if (/code|script|source/i.test(name)) return 's3-uri';
  return /model|artifact/i.test(name) ? 'model-artifact' : 'dataset';
}

export function output(name: string, label: string, type: PortType, source: PortSource): OutputPort {
  return { name, label, type, source };
}

/** The name that a job has in its description. */
export function jobName(member: string): OutputPort {
  return output('job-name', 'Job name', 'name', { from: 'response', path: [member] });
}

/**
 * The name of what a call makes: the argument itself where it may be evaluated again with the same result, else the end of
 * the ARN in the response (emitted-asl.md 4). SageMaker's ARNs are in lower case, as are the names that Cauce makes.
 */
export function madeName(args: JsonObject, member: string, arnMember: string): PortSource {
  const given = args[member];
  return given !== undefined && isRepeatable(given) ? { from: 'argument', pointer: `/${member}` } : { from: 'arn', path: [arnMember] };
}

function isRepeatable(json: Json): boolean {
  if (typeof json === 'string') return true;
  if (!isObject(json)) return false;
  if ('$param' in json) return true;
  if ('$context' in json) return json['$context'] !== 'retryCount';
  return isList(json['$text']) && json['$text'].every(isRepeatable);
}
