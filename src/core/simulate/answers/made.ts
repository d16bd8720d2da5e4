import { randomFrom, uuidFrom } from '../random.ts';
import type { TaskCall } from '../answer.ts';

export const REGION = 'us-east-1';
export const ACCOUNT = '111111111111';

/** What an answer is made of beside its request: ids, figures and times that are the same whenever the same call is made. */
export interface Made {
  uuid(): string;
  hex(length: number): string;
  /** At least 0, below 1. */
  fraction(): number;
  /** RFC 3339, so many seconds after the call. */
  time(seconds: number): string;
  /** How long the task takes. */
  readonly seconds: number;
}

/**
 * Drawn from the call itself, not from the stream of the execution: an execution in the other query language draws other
 * numbers from that (a UUID here is none there), and still gets the same answers.
 */
export function madeFor(call: TaskCall, seconds: number): Made {
  const random = randomFrom(hashOf(`${call.state}\n${call.iteration.join(',')}\n${call.invocation}`));
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(random.next() * 16).toString(16)).join('');
  return {
    uuid: () => uuidFrom(random),
    hex,
    fraction: () => random.next(),
    time: (after) => new Date(call.now + Math.round(after * 1000)).toISOString(),
    seconds,
  };
}

/** FNV-1a (public domain), 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function arnOf(service: string, path: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;
}

/** A place below another in S3, with one slash between them. */
export function below(place: string, path: string): string {
  return place.endsWith('/') ? place + path : `${place}/${path}`;
}

/**
 * A figure that a metric of this name could have at the end of a training that went well: small where less is better, else
 * between 0.9 and 0.95.
 */
export function metricFigure(name: string, made: Made): number {
  const low = /loss|err|rmse|mse|mae|mape|perplexity|drift|bias/i.test(name);
  return Math.round((low ? 0.05 + made.fraction() * 0.05 : 0.9 + made.fraction() * 0.05) * 10_000) / 10_000;
}
