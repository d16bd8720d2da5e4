import { isObject, type Json } from '../../base/json.ts';
import type { Answers, TaskCall } from '../answer.ts';
import { calledResource } from '../../asl/calledResource.ts';
import { errorsOf } from './errors.ts';

/**
 * Markers of signals (emitted-asl.md 12): objects in S3 that one branch of an execution writes and another waits for. They live in
 * the execution, so a redrive finds those that are there. Every other object is left to the other answers.
 */

/** Reading a marker gives what was written, once the writing is over; before, there is no such key. */
export function readingMarkers(otherwise: Answers): Answers {
  return (call) => {
    const answer = otherwise(call);
    const place = markerAt(call, 'getObject');
    if (place === undefined || !('return' in answer)) return answer;
    const seconds = answer.seconds === undefined ? {} : { seconds: answer.seconds };
    const object = call.objects.get(place);
    if (object !== undefined && object.from <= call.now) return { return: { ...(isObject(answer.return) ? answer.return : {}), Body: object.text }, ...seconds };
    const missing = errorsOf(call.resource).find((e) => e.error === 'S3.NoSuchKeyException');
    return { throw: { error: 'S3.NoSuchKeyException', cause: missing?.cause }, ...seconds };
  };
}

/** Whoever answers that a marker is written, it is there when the answer comes. */
export function leavingMarkers(otherwise: Answers): Answers {
  return (call) => {
    const answer = otherwise(call);
    const place = markerAt(call, 'putObject');
    if (place !== undefined && 'return' in answer) call.objects.set(place, { text: bodyOf(call.input), from: call.now + (answer.seconds ?? 0) * 1000 });
    return answer;
  };
}

function markerAt({ resource, input }: TaskCall, action: string): string | undefined {
  const called = calledResource(resource);
  if (called.to !== 'service' || called.service !== 's3' || called.action !== action || !isObject(input)) return undefined;
  const { Bucket, Key } = input;
  return typeof Bucket === 'string' && typeof Key === 'string' && Key.includes('/_signals/') ? `${Bucket}/${Key}` : undefined;
}

/** What is sent as a structure is stored as its JSON. */
function bodyOf(input: Json): string {
  const body = isObject(input) ? input['Body'] : undefined;
  return typeof body === 'string' ? body : JSON.stringify(body ?? null);
}
