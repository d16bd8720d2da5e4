import { AwsFault, type Permission } from './fault.ts';
import { faultOf } from './refusal.ts';
import { garbledFault } from './transport/answer.ts';
import type { Reach } from './transport/reach.ts';

/** The fault that an exception of the SDK is: an answer of AWS, or no answer. */
export async function sdkFault(error: unknown, url: string, reach: Reach, about?: Permission): Promise<AwsFault> {
  if (error instanceof AwsFault) return error;
  const { name = 'Error', message = '', $metadata } = error as { name?: string; message?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  // The SDK could not make sense of it: its own errors are named otherwise.
  if (error instanceof SyntaxError) return garbledFault(new URL(reach.route(url)).host, message);
  return status === undefined ? reach.explain(url, error) : faultOf({ name, message, status }, about);
}
