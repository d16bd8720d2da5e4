/**
 * The outputs of the stacks in `public/templates/` that a connection is made of. Their names are a format: a connection
 * form reads them from what `aws cloudformation describe-stacks` prints.
 */
export const STACK_OUTPUTS = {
  CauceRegion: 'Region of the pools and the state machines, `us-east-1`',
  CauceIssuer: 'Issuer of the tokens, `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC123`',
  CauceUserPoolDomain: 'Host of the managed login, without a scheme, `my-team.auth.us-east-1.amazoncognito.com`',
  CauceUserPoolId: 'User pool, `us-east-1_AbC123`',
  CauceClientId: 'App client of the page, without a secret',
  CauceIdentityPoolId: 'Identity pool, `us-east-1:00000000-0000-0000-0000-000000000000`',
  CauceLauncherRole: 'ARN of the role that starts and watches executions',
  CauceDesignerRole: 'ARN of the role that also creates and changes state machines',
  CauceArtifactBucket: 'Bucket that the run form uploads files to, in the same region',
  CauceProxyUrl: 'Pass-through proxy, ends with a slash: the host of the AWS endpoint follows, then its path, `https://…/aws/` + `states.us-east-1.amazonaws.com/`',
  CauceSiteUrl: 'Address of the page, where a sign-in comes back to',
} as const satisfies Readonly<Record<string, string>>;
export type StackOutput = keyof typeof STACK_OUTPUTS;
