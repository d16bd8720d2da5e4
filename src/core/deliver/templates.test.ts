import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { stackOf } from '../../testing/cloudFormation.ts';
import { isAllowed, statementsOf, textsOf, type Call } from '../../testing/iam.ts';
import type { JsonObject } from '../base/json.ts';
import { uploadKey } from './run/uploadKey.ts';
import { STACK_OUTPUTS } from './stackOutputs.ts';

const text = (name: string): string => readFileSync(`public/templates/${name}`, 'utf8');
const GIVEN = { DomainPrefix: 'team', MachinePrefix: 'income-', ExecutionRolePrefix: 'income-workflow' };
const identity = stackOf(text('identity.yaml'), { ...GIVEN, UploadBucket: 'income-dev' });
const hosting = (given: Readonly<Record<string, string>> = {}) => stackOf(text('hosting.yaml'), { AllowedRegions: 'us-east-1,eu-central-1', IssuerHosts: 'team.auth.us-east-1.amazoncognito.com', ...given });

const policy = (name: string): JsonObject => identity.properties(name)['PolicyDocument'] as JsonObject;
const policiesOf = (role: string): readonly JsonObject[] => textsOf(identity.properties(role)['ManagedPolicyArns']).map((ref) => policy(ref.slice(1, -1)));
const may = (role: string, call: Call): boolean => isAllowed(policiesOf(role), call);

const arn = (rest: string): string => `arn:aws:states:us-east-1:111122223333:${rest}`;
const pass = (role: string, service: string): Call => ({ action: 'iam:PassRole', resource: `arn:aws:iam::111122223333:role/${role}`, context: { 'iam:PassedToService': service } });

const LAUNCH: readonly Call[] = [
  { action: 'states:StartExecution', resource: arn('stateMachine:income-training') },
  { action: 'states:StartExecution', resource: arn('stateMachine:income-training:live') },
  { action: 'states:DescribeStateMachine', resource: arn('stateMachine:income-training:3') },
  { action: 'states:ListExecutions', resource: arn('stateMachine:income-training') },
  { action: 'states:ListStateMachines', resource: '*' },
  ...['DescribeExecution', 'GetExecutionHistory', 'StopExecution', 'RedriveExecution', 'DescribeStateMachineForExecution', 'ListMapRuns'].map((a) => ({ action: `states:${a}`, resource: arn('execution:income-training:run-1') })),
  { action: 'states:DescribeExecution', resource: arn('execution:income-training/map:child-1') },
  { action: 'states:DescribeMapRun', resource: arn('mapRun:income-training/map:run-1') },
  { action: 's3:PutObject', resource: 'arn:aws:s3:::income-dev/uploads/data.csv' },
];
const DESIGN: readonly Call[] = [
  ...['CreateStateMachine', 'UpdateStateMachine', 'PublishStateMachineVersion', 'CreateStateMachineAlias', 'UpdateStateMachineAlias', 'TagResource'].map((a) => ({ action: `states:${a}`, resource: arn('stateMachine:income-training') })),
  { action: 'states:ValidateStateMachineDefinition', resource: '*' },
  pass('income-workflow-dev', 'states.amazonaws.com'),
];
const NOBODY: readonly Call[] = [
  { action: 'states:StartExecution', resource: arn('stateMachine:payroll') },
  { action: 'states:StopExecution', resource: arn('execution:payroll:income-') },
  { action: 'states:DescribeExecution', resource: arn('execution:payroll/income-:x') },
  { action: 'states:DeleteStateMachine', resource: arn('stateMachine:income-training') },
  { action: 'states:RevealSecrets', resource: '*' },
  { action: 's3:PutObject', resource: 'arn:aws:s3:::income-dev/models/model.tar.gz' },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::income-dev/uploads/data.csv' },
  pass('admin', 'states.amazonaws.com'),
  pass('income-workflow-dev', 'lambda.amazonaws.com'),
  { ...pass('income-workflow-dev', ''), context: {} },
];
const shown = (call: Call): string => `${call.action} ${call.resource} ${JSON.stringify(call.context ?? {})}`;
const decided = (role: string, calls: readonly Call[]): string[] => calls.map((c) => `${may(role, c) ? 'yes' : 'no'} ${shown(c)}`);

describe('identity.yaml', () => {
  it('lets a launcher run machines of the prefix, and nothing else', () => {
    expect(decided('LauncherRole', LAUNCH)).toEqual(LAUNCH.map((c) => `yes ${shown(c)}`));
    expect(decided('LauncherRole', [...DESIGN, ...NOBODY])).toEqual([...DESIGN, ...NOBODY].map((c) => `no ${shown(c)}`));
  });

  it('lets a designer also change them and hand over execution roles to Step Functions', () => {
    expect(decided('DesignerRole', [...LAUNCH, ...DESIGN])).toEqual([...LAUNCH, ...DESIGN].map((c) => `yes ${shown(c)}`));
    expect(decided('DesignerRole', NOBODY)).toEqual(NOBODY.map((c) => `no ${shown(c)}`));
  });

  it('names no PassRole in what a launcher has, and one to Step Functions in what a designer has', () => {
    const passing = (role: string) => policiesOf(role).flatMap(statementsOf).filter((s) => textsOf(s['Action']).some((a) => /^(iam:|\*)/i.test(a)));
    expect(passing('LauncherRole')).toEqual([]);
    expect(passing('DesignerRole').map((s) => [s['Action'], s['Condition']])).toEqual([['iam:PassRole', { StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' } }]]);
  });

  it('has no wildcard action, and the resource * only where an action acts on none', () => {
    const statements = ['LauncherRole', 'DesignerRole'].flatMap(policiesOf).flatMap(statementsOf);
    expect(statements.flatMap((s) => textsOf(s['Action'])).filter((a) => /[*?]/.test(a))).toEqual([]);
    const everywhere = statements.filter((s) => textsOf(s['Resource']).includes('*')).flatMap((s) => textsOf(s['Action']));
    expect([...new Set(everywhere)]).toEqual(['states:ListStateMachines', 'states:ValidateStateMachineDefinition']);
  });

  it('has no uploads without a bucket', () => {
    const without = stackOf(text('identity.yaml'), GIVEN).properties('LaunchPolicy')['PolicyDocument'] as JsonObject;
    expect(statementsOf(without).filter((s) => textsOf(s['Action']).some((a) => a.startsWith('s3:')))).toEqual([]);
  });

  it.each(['LauncherRole', 'DesignerRole'])('%s trusts authenticated identities of this identity pool only', (role) => {
    const trust = [identity.properties(role)['AssumeRolePolicyDocument'] as JsonObject];
    const assume = (aud: string, ...amr: string[]): boolean =>
      isAllowed(trust, { action: 'sts:AssumeRoleWithWebIdentity', resource: '', context: { 'cognito-identity.amazonaws.com:aud': aud, 'cognito-identity.amazonaws.com:amr': amr } });
    expect(statementsOf(trust[0] as JsonObject).map((s) => s['Principal'])).toEqual([{ Federated: 'cognito-identity.amazonaws.com' }]);
    expect(assume('<IdentityPool>', 'authenticated', 'cognito-idp.us-east-1.amazonaws.com/x')).toBe(true);
    expect(assume('<IdentityPool>', 'unauthenticated')).toBe(false);
    expect(assume('<UserPool>', 'authenticated')).toBe(false);
  });

  it('takes codes and no secret, knows no guests, and gives designers their role by group', () => {
    expect(identity.properties('Client')).toMatchObject({ GenerateSecret: false, AllowedOAuthFlows: ['code'], CallbackURLs: ['http://localhost:5173/'] });
    expect(identity.properties('UserPool')).toMatchObject({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    expect(identity.properties('IdentityPool')).toMatchObject({ AllowUnauthenticatedIdentities: false, AllowClassicFlow: false });
    expect(identity.properties('Designers')).toMatchObject({ RoleArn: '<DesignerRole.Arn>' });
    expect(identity.properties('RoleAttachment')).toMatchObject({
      Roles: { authenticated: '<LauncherRole.Arn>' },
      RoleMappings: { UserPool: { IdentityProvider: '<UserPool.ProviderName>:<Client>', Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } },
    });
  });
});

describe('artifacts.yaml', () => {
  const stack = stackOf(text('artifacts.yaml'), { SiteOrigins: 'http://localhost:5173,https://d1.cloudfront.net' });

  it('lets pages of its origins put files, and do nothing else', () => {
    expect(stack.properties('Bucket')['CorsConfiguration']).toEqual({ CorsRules: [{ AllowedOrigins: ['http://localhost:5173', 'https://d1.cloudfront.net'], AllowedMethods: ['PUT'], AllowedHeaders: ['*'], MaxAge: 3000 }] });
  });

  it('grants nobody anything, and is closed to the public', () => {
    expect(stack.properties('Bucket')['PublicAccessBlockConfiguration']).toEqual({ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true });
    expect(statementsOf(stack.properties('BucketPolicy')['PolicyDocument'] as JsonObject).map((s) => s['Effect'])).toEqual(['Deny']);
    expect(stack.outputs).toEqual({ CauceArtifactBucket: '<Bucket>' });
  });

  it('deletes uploads in time and nothing else; what the form uploads is what the roles may put', () => {
    const { Rules } = stack.properties('Bucket')['LifecycleConfiguration'] as unknown as { Rules: { Prefix?: string; ExpirationInDays?: number }[] };
    const key = uploadKey('data.csv', 0, 'abcdef');
    expect(Rules.filter((r) => r.ExpirationInDays !== undefined).map((r) => [key.startsWith(r.Prefix ?? '-'), r.ExpirationInDays])).toEqual([[true, 90]]);
    expect(may('LauncherRole', { action: 's3:PutObject', resource: `arn:aws:s3:::income-dev/${key}` })).toBe(true);
  });
});

describe('hosting.yaml', () => {
  const csp = ((hosting().properties('PageHeaders')['ResponseHeadersPolicyConfig'] as JsonObject)['SecurityHeadersConfig'] as { ContentSecurityPolicy: { ContentSecurityPolicy: string } }).ContentSecurityPolicy.ContentSecurityPolicy;
  const directives = new Map(csp.split('; ').map((d) => [d.split(' ')[0] as string, d.split(' ').slice(1)]));

  it('allows scripts of its own only, and nothing that was not named', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(csp).not.toMatch(/unsafe-eval|http:|\*(?!\.s3\.)/);
    expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
  });

  it('lets the page call the endpoints of the allowed regions and the hosts of the sign-in', () => {
    const hosts = (service: string): string[] => [`https://${service}.us-east-1.amazonaws.com`, `https://${service}.eu-central-1.amazonaws.com`];
    expect(directives.get('connect-src')).toEqual(["'self'", ...['states', 'cognito-identity', 'cognito-idp', 'sts', '*.s3'].flatMap(hosts), 'https://team.auth.us-east-1.amazoncognito.com']);
  });

  it('keeps the bucket private: its distribution reads, nobody else', () => {
    const { properties } = hosting();
    expect(properties('Bucket')['PublicAccessBlockConfiguration']).toEqual({ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true });
    expect(statementsOf(properties('BucketPolicy')['PolicyDocument'] as JsonObject)).toEqual([
      { Sid: 'OnlyThisDistribution', Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: '<Bucket.Arn>/*', Condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/<Distribution>' } } },
    ]);
  });

  it('has no proxy unless it is asked for', () => {
    const { resources, outputs } = hosting();
    expect(Object.keys(resources).filter((name) => name.startsWith('Proxy'))).toEqual([]);
    expect(outputs).not.toHaveProperty('CauceProxyUrl');
  });

  it('answers a preflight of the origins it knows, and passes the rest with the path that was signed', () => {
    const proxy = hosting({ ProxyRegion: 'us-east-1', ProxyOrigins: 'https://a.example,http://localhost:5173' });
    const handler = vm.runInNewContext(`${String(proxy.properties('ProxyFunction')['FunctionCode'])};handler`) as (event: unknown) => Record<string, unknown>;
    const preflight = (origin: string) => handler({ request: { method: 'OPTIONS', uri: '/aws/states.us-east-1.amazonaws.com/', headers: { origin: { value: origin } } } });
    expect(preflight('https://a.example')).toMatchObject({ statusCode: 204, headers: { 'access-control-allow-origin': { value: 'https://a.example' } } });
    expect(preflight('https://evil.example')).toMatchObject({ statusCode: 403 });
    const headers = { authorization: { value: 'AWS4-HMAC-SHA256 …' }, 'x-amz-target': { value: 'AWSStepFunctions.StartExecution' } };
    expect(handler({ request: { method: 'POST', uri: '/aws/states.us-east-1.amazonaws.com/', headers } })).toEqual({ method: 'POST', uri: '/', headers });
    expect(proxy.outputs['CauceProxyUrl']).toBe('https://<Distribution.DomainName>/aws/');
  });
});

describe('outputs', () => {
  it('are those that a connection is made of', () => {
    const made = [...Object.keys(identity.outputs), ...Object.keys(hosting({ ProxyRegion: 'us-east-1' }).outputs)].filter((name) => name.startsWith('Cauce'));
    expect([...new Set(made)].sort()).toEqual(Object.keys(STACK_OUTPUTS).sort());
  });
});
