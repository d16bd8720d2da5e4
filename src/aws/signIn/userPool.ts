import { AwsFault, type Refusal } from '../fault.ts';
import { faultOf } from '../refusal.ts';
import type { Reach } from '../transport/reach.ts';
import { callUnsigned } from '../transport/unsigned.ts';

/** The calls of a user pool that need no credentials. */
export interface UserPool {
  call(action: 'InitiateAuth' | 'RespondToAuthChallenge' | 'RevokeToken' | 'GlobalSignOut', input: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export interface Answer {
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
  readonly Session?: string;
  readonly AuthenticationResult?: { readonly IdToken?: string; readonly AccessToken?: string; readonly RefreshToken?: string; readonly ExpiresIn?: number };
}

export function createUserPool(reach: Reach): UserPool {
  return { call: (action, input) => callUnsigned<Answer>(reach, 'cognito-idp', action, input, authFault) };
}

function authFault({ name, message, status }: Refusal): AwsFault | Promise<AwsFault> {
  const more = { code: name, detail: `${name}: ${message}` };
  if (name === 'NotAuthorizedException' && /expired|revoked|invalid refresh/i.test(message)) return new AwsFault('expired', 'The sign-in is over.', 'Sign in again; nothing of the drawing is lost.', more);
  if (name === 'NotAuthorizedException' || name === 'UserNotFoundException') return new AwsFault('wrong-password', 'The user pool does not accept this name and password.', 'Check both; after several attempts the pool may make you wait.', more);
  if (name === 'PasswordResetRequiredException') return new AwsFault('wrong-password', 'The password has to be reset first.', 'Reset it on the managed login page of the user pool, or ask who manages it.', more);
  if (name === 'UserNotConfirmedException') return new AwsFault('wrong-password', 'This user is not confirmed yet.', 'Use the code that the user pool sent, on its managed login page.', more);
  if (name === 'ResourceNotFoundException') return new AwsFault('not-found', 'The user pool does not know this app client.', 'Check the ids of the user pool and its app client in this connection.', more);
  if (name === 'InvalidParameterException' && /flow not enabled/i.test(message)) return new AwsFault('invalid', 'The app client does not allow signing in by password (SRP).', 'Allow ALLOW_USER_SRP_AUTH for it, or sign in on the managed login page.', more);
  return faultOf({ name, message, status });
}
