/** How a task waits for what it calls. */
export type Pattern = 'request' | 'sync' | 'sync:2' | 'waitForTaskToken';

/** What the `Resource` of a Task state names. */
export type CalledResource =
  /** A service: an optimised integration, or with `sdk` a call of AWS's SDK. `action` as it is written, in camel case. */
  | { readonly to: 'service'; readonly sdk: boolean; readonly service: string; readonly action: string; readonly pattern: Pattern }
  /** A Lambda function by its ARN: the result is the function's own answer. */
  | { readonly to: 'function'; readonly name: string }
  | { readonly to: 'activity'; readonly name: string }
  | { readonly to: 'unknown' };

const SERVICE = /^arn:[^:]+:states:[^:]*:[^:]*:(aws-sdk:)?([\w-]+):([\w-]+)(?:\.(sync|sync:2|waitForTaskToken))?$/;
const FUNCTION = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)/;
const ACTIVITY = /^arn:[^:]+:states:[^:]*:[^:]*:activity:(.+)$/;

/** Reads a `Resource`. Never throws; what it does not know is `unknown`. */
export function calledResource(resource: string): CalledResource {
  const activity = ACTIVITY.exec(resource)?.[1];
  if (activity !== undefined) return { to: 'activity', name: activity };
  const name = FUNCTION.exec(resource)?.[1];
  if (name !== undefined) return { to: 'function', name };
  const [, sdk, service, action, pattern = 'request'] = SERVICE.exec(resource) ?? [];
  if (service === undefined || action === undefined) return { to: 'unknown' };
  return { to: 'service', sdk: sdk !== undefined, service, action, pattern: pattern as Pattern };
}

/** The name of the operation in AWS's API: `createTrainingJob` is `CreateTrainingJob`. */
export function operationOf(action: string): string {
  return action.charAt(0).toUpperCase() + action.slice(1);
}
