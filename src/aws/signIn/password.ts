import type { AwsClock } from '../clock.ts';
import { AwsFault } from '../fault.ts';
import { readClaims } from './claims.ts';
import { answerSrp, srpTimestamp, startSrp } from './srp.ts';
import type { AskFurther, Tokens } from './types.ts';
import type { Answer, UserPool } from './userPool.ts';

export interface PasswordSignIn {
  readonly pool: UserPool;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clock: AwsClock;
}

/**
 * Signs in to a user pool by name and password (SRP): neither the password nor its hash is sent.
 * @param ask what the pool wants besides: a new password in place of a temporary one, or the code of a second factor
 * @throws AwsFault `wrong-password`, or whatever kept the calls from their answers
 */
export async function signInByPassword({ pool, userPoolId, clientId, clock }: PasswordSignIn, user: string, password: string, ask: AskFurther): Promise<Tokens> {
  const start = startSrp(crypto.getRandomValues(new Uint8Array(128)));
  const asked = await pool.call('InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', ClientId: clientId, AuthParameters: { USERNAME: user, SRP_A: start.publicA } });
  const given = asked.ChallengeParameters ?? {};
  if (asked.ChallengeName !== 'PASSWORD_VERIFIER') throw furtherStep(asked.ChallengeName);
  const challenge = { salt: given['SALT'] ?? '', publicB: given['SRP_B'] ?? '', secretBlock: given['SECRET_BLOCK'] ?? '', userId: given['USER_ID_FOR_SRP'] ?? user };
  const timestamp = srpTimestamp(clock.now());
  const answered = await pool.call('RespondToAuthChallenge', {
    ChallengeName: 'PASSWORD_VERIFIER',
    ClientId: clientId,
    ...(asked.Session === undefined ? {} : { Session: asked.Session }),
    ChallengeResponses: {
      USERNAME: challenge.userId,
      TIMESTAMP: timestamp,
      PASSWORD_CLAIM_SECRET_BLOCK: challenge.secretBlock,
      PASSWORD_CLAIM_SIGNATURE: answerSrp(start, challenge, userPoolId.split('_')[1] ?? '', password, timestamp),
    },
  });
  return tokensOf(await furtherSteps(pool, clientId, challenge.userId, answered, ask), clock);
}

/** Under which name the code of a second factor is answered (API reference, RespondToAuthChallenge). */
const CODES: Readonly<Record<string, { readonly field: string; readonly by: 'app' | 'message' }>> = {
  SOFTWARE_TOKEN_MFA: { field: 'SOFTWARE_TOKEN_MFA_CODE', by: 'app' },
  SMS_MFA: { field: 'SMS_MFA_CODE', by: 'message' },
  EMAIL_OTP: { field: 'EMAIL_OTP_CODE', by: 'message' },
};
/** What a person can give once more, in the same session. */
const AGAIN = ['CodeMismatchException', 'InvalidPasswordException'];

async function furtherSteps(pool: UserPool, clientId: string, user: string, answered: Answer, ask: AskFurther): Promise<Answer> {
  let at = answered;
  let refused: string | undefined;
  while (at.ChallengeName !== undefined) {
    const { ChallengeName: name, Session, ChallengeParameters: given = {} } = at;
    let reply: Readonly<Record<string, string>>;
    if (name === 'NEW_PASSWORD_REQUIRED' && listIn(given['requiredAttributes']).length === 0) reply = { NEW_PASSWORD: await ask({ kind: 'new-password', refused }) };
    else if (name === 'SELECT_MFA_TYPE') reply = { ANSWER: listIn(given['MFAS_CAN_CHOOSE']).find((c) => Object.hasOwn(CODES, c)) ?? '' };
    else if (Object.hasOwn(CODES, name)) {
      const { field, by } = CODES[name] as (typeof CODES)[string];
      reply = { [field]: (await ask({ kind: 'code', by, refused })).trim() };
    } else throw furtherStep(name);
    try {
      at = await pool.call('RespondToAuthChallenge', { ChallengeName: name, ClientId: clientId, ...(Session === undefined ? {} : { Session }), ChallengeResponses: { USERNAME: user, ...reply } });
      refused = undefined;
    } catch (error) {
      if (!(error instanceof AwsFault) || !AGAIN.includes(error.code ?? '')) throw error;
      refused = error.code === 'CodeMismatchException' ? 'This is not the code of this moment.' : error.detail.replace(/^\w+: /, '');
    }
  }
  return at;
}

/** A list that AWS writes as a text. */
function listIn(text = '[]'): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return [];
  }
}

/** New tokens for a refresh token that `signInByPassword` gave. */
export async function renewByPool({ pool, clientId, clock }: PasswordSignIn, refreshToken: string): Promise<Tokens> {
  const answer = await pool.call('InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: clientId, AuthParameters: { REFRESH_TOKEN: refreshToken } });
  return { ...tokensOf(answer, clock), refreshToken: answer.AuthenticationResult?.RefreshToken ?? refreshToken };
}

function tokensOf(answer: Answer, clock: AwsClock): Tokens {
  const { IdToken, AccessToken, RefreshToken, ExpiresIn = 3600 } = answer.AuthenticationResult ?? {};
  if (IdToken === undefined || AccessToken === undefined) throw furtherStep(answer.ChallengeName);
  // A token that was just made states the server's time.
  clock.learn(readClaims(IdToken).issuedAt ?? clock.now());
  return { idToken: IdToken, accessToken: AccessToken, refreshToken: RefreshToken, expiresAt: clock.now() + ExpiresIn * 1000, by: 'password' };
}

function furtherStep(challenge: string | undefined): AwsFault {
  const what = challenge === 'NEW_PASSWORD_REQUIRED' ? 'a new password and further attributes' : challenge === 'MFA_SETUP' ? 'a second factor to be set up' : `a further step (${challenge ?? 'none named'})`;
  return new AwsFault('invalid', `The user pool asks for ${what}, which this form cannot give.`, 'Sign in on the managed login page instead: give its domain in the connection.', { detail: challenge ?? '' });
}
