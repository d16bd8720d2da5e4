import { isObject, type Json } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import { report, type At, type Here } from './here.ts';
import { hasToken, isPlaceholder, withoutTokens, wrongType } from './placeholder.ts';

/** What a Task calls. */

interface Patterns {
  readonly sync?: true;
  readonly token?: true;
}

/** The optimised integrations and how each can be waited for (AWS, "Integrating optimized services"). */
const INTEGRATIONS: ReadonlyMap<string, Patterns> = new Map<string, Patterns>([
  ['apigateway', { token: true }],
  ['athena', { sync: true }],
  ['batch', { sync: true }],
  ['bedrock', { sync: true, token: true }],
  ['codebuild', { sync: true }],
  ['databrew', { sync: true }],
  ['dynamodb', {}],
  ['ecs', { sync: true, token: true }],
  ['eks', { sync: true, token: true }],
  ['elasticmapreduce', { sync: true }],
  ['emr-containers', { sync: true }],
  ['emr-serverless', { sync: true }],
  ['events', { token: true }],
  ['glue', { sync: true }],
  ['http', {}],
  ['lambda', { token: true }],
  ['mediaconvert', { sync: true }],
  ['sagemaker', { sync: true }],
  ['sns', { token: true }],
  ['sqs', { token: true }],
  ['states', { sync: true, token: true }],
]);

/** The account is digits; what a person has to fill in there (ACCOUNT_ID) is mentioned. */
const ARN = /^arn:aws[\w-]*:[^:\s]+:[^:\s]*:\d*:\S.*$/s;
/** `service:action` with the pattern after it, of an integration. The region and account may be there, and count for nothing. */
const INTEGRATION = /^arn:[^:]+:states:[^:]*:[^:]*:(?!activity:)(aws-sdk:)?([\w-]+):([\w-]+)(?:\.(.+))?$/;

/** The resource of an ItemReader or ResultWriter: a call of S3, of which Step Functions takes a few only here. */
export function checkMapResource(here: Here, field: string, value: Json, at: At): void {
  readableResource(here, field, value, at);
}

function readableResource(here: Here, field: string, value: Json, at: At): value is string {
  if (isCloudFormationReference(value)) return false;
  if (typeof value !== 'string') wrongType(here, field, 'an ARN', value, at);
  // AWS documents a constant that is never evaluated.
  else if (value === '' || value.startsWith('{%')) wrongType(here, field, 'an ARN', value, at);
  else if (/\$\{[^}]*$/.test(value)) report(here, 'asl-substitution', { field }, at);
  else if (ARN.test(value) || value.includes('${')) return true;
  else if (!isPlaceholder(here, field, value, at)) report(here, 'asl-resource', { found: value }, at);
  return false;
}

/** The resource of a Task. */
export function checkResource(here: Here, field: string, value: Json, at: At): void {
  if (!readableResource(here, field, value, at)) return;
  const [, sdk, service, , pattern] = INTEGRATION.exec(withoutTokens(value)) ?? [];
  if (service === undefined) {
    if (/^arn:[^:]+:states:[^:]*:[^:]*:activity:/.test(value)) checkMachineType(here, 'An activity', at);
    return;
  }
  if (sdk === undefined && !INTEGRATIONS.has(service) && !hasToken(value)) {
    report(here, 'asl-integration', { found: service, meant: nearest(service, INTEGRATIONS.keys()) ?? '' }, at);
  }
  if (pattern !== undefined) checkPattern(here, service, sdk !== undefined, pattern, at);
}

function checkPattern(here: Here, service: string, sdk: boolean, pattern: string, at: At): void {
  const known = sdk ? { token: true as const } : INTEGRATIONS.get(service);
  const name = sdk ? `aws-sdk:${service}` : service;
  const waits = pattern === 'sync' || (pattern === 'sync:2' && service === 'states' && !sdk);
  if (waits && known !== undefined && !('sync' in known)) {
    report(here, 'asl-integration-pattern', { service: name, pattern: `.${pattern}`, advice: 'Take the pattern away, and wait in a loop of Wait and a call that asks for the status.' }, at);
  } else if (pattern === 'waitForTaskToken' && known !== undefined && known.token !== true) {
    report(here, 'asl-integration-pattern', { service: name, pattern: `.${pattern}`, advice: 'Take the pattern away, or hand the token out by a service that can, such as lambda or sqs.' }, at);
  } else if (!waits && pattern !== 'waitForTaskToken') {
    const meant = nearest(pattern, ['sync', 'waitForTaskToken', ...(service === 'states' ? ['sync:2'] : [])]);
    report(here, 'asl-integration-pattern', { service: name, pattern: `.${pattern}`, advice: meant === undefined ? 'Use .sync or .waitForTaskToken, or neither.' : `Did you mean “.${meant}”?` }, at);
  } else checkMachineType(here, `.${pattern}`, at);
}

/** EXPRESS machines call and go on; waiting for a job, a token or an activity needs STANDARD. */
export function checkMachineType(here: Here, pattern: string, at: At | undefined): void {
  const { run, scope } = here;
  if (scope.machineType === 'EXPRESS') report(here, 'asl-express-pattern', { pattern }, at);
  else if (scope.machineType === undefined && !run.standardOnly) {
    run.standardOnly = true;
    report(here, 'asl-standard-only', { pattern }, at);
  }
}

/** `{"Ref": …}` and `{"Fn::…": …}`: the definition is part of a template. */
function isCloudFormationReference(value: Json): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref|Fn::[A-Za-z]+)$/.test(keys[0] ?? '');
}
