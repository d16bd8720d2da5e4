/** What a `Resource` of a Task is, as histories name it. */
export type Resource =
  | { readonly kind: 'lambda'; readonly arn: string }
  | { readonly kind: 'activity'; readonly arn: string }
  | { readonly kind: 'service'; readonly type: string; readonly action: string; readonly pattern: 'call' | 'sync' | 'token' };

/** Reads `arn:aws:states:::<service>:<action>[.sync|.sync:2|.waitForTaskToken]`, the ARN of a function, of an activity. */
export function readResource(resource: string): Resource {
  if (/^arn:[^:]*:lambda:/.test(resource)) return { kind: 'lambda', arn: resource };
  if (/^arn:[^:]*:states:[^:]*:\d*:activity:/.test(resource) && !resource.includes(':::')) return { kind: 'activity', arn: resource };
  const parts = resource.replace(/^arn:[^:]*:states:::/, '');
  const service = parts.startsWith('aws-sdk:') ? parts.split(':').slice(0, 2).join(':') : (parts.split(':')[0] ?? parts);
  const action = parts.slice(service.length + 1);
  const pattern = action.endsWith('.waitForTaskToken') ? 'token' : /\.sync(:\d+)?$/.test(action) ? 'sync' : 'call';
  return { kind: 'service', type: service, action, pattern };
}
