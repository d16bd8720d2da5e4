// @vitest-environment node
import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { startLocalAws, type LocalAws } from '../../../e2e/localAws.mjs';
import { openAccount } from '../account.ts';
import { importConnections } from '../connection/importOutputs.ts';
import type { Connection } from '../connection/connection.ts';
import { AwsFault } from '../fault.ts';
import { createAwsClock } from '../clock.ts';
import { PAGE, pageEnvironment } from '../testing/environment.ts';
import { signInByPassword } from './password.ts';
import type { FurtherStep, Tokens } from './types.ts';
import type { Answer, UserPool } from './userPool.ts';

const local = await startLocalAws({ returnAddresses: [PAGE] });
const there = 'missing' in local ? undefined : local;
if ('missing' in local) console.log(`Tests against a local AWS are skipped: ${local.missing}`);
const { outputs, connection, endpoint } = there ?? ({ outputs: {}, connection: {} } as unknown as LocalAws);
afterAll(() => there?.stop());

const connectionHere = (): Connection => importConnections(JSON.stringify(connection)).connections[0] as Connection;

/** The code of an authenticator app (RFC 6238, 30 seconds, six digits). */
function totp(secret: string): string {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

async function ofPool(action: string, input: object): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${action}` }, body: JSON.stringify(input) });
  return (await response.json()) as Readonly<Record<string, string>>;
}

describe.skipIf(!there)('a person whose password is a temporary one, and who has a second factor afterwards', () => {
  test('chooses a new password, is asked for codes from then on, and may try again', async () => {
    const environment = pageEnvironment();
    const steps: FurtherStep[] = [];
    const answers = ['A-new-horse-2'];
    const ask = (step: FurtherStep): Promise<string> => {
      steps.push(step);
      return Promise.resolve(answers.shift() ?? '');
    };
    const account = openAccount(connectionHere(), environment);
    const first = await account.signInByPassword('ned', outputs['TemporaryPassword'] ?? '', ask);
    expect(steps).toEqual([{ kind: 'new-password', refused: undefined }]);
    expect(first.identity.person).toBe('ned@example.com');

    const { tokens } = JSON.parse(environment.session.getItem('cauce.tokens') ?? '{}') as { tokens: Tokens };
    const { SecretCode = '' } = await ofPool('AssociateSoftwareToken', { AccessToken: tokens.accessToken });
    await ofPool('VerifySoftwareToken', { AccessToken: tokens.accessToken, UserCode: totp(SecretCode) });
    await first.signOut();

    steps.length = 0;
    answers.push('000000', totp(SecretCode));
    const second = await openAccount(connectionHere(), environment).signInByPassword('ned', 'A-new-horse-2', ask);
    expect(steps).toEqual([{ kind: 'code', by: 'app', refused: undefined }, { kind: 'code', by: 'app', refused: 'This is not the code of this moment.' }]);
    expect(second.identity.role).toBe('cauce-designer');

    // Signed out everywhere: another computer's sign-in of the same person is over too.
    const elsewhere = pageEnvironment();
    answers.push(totp(SecretCode));
    await openAccount(connectionHere(), elsewhere).signInByPassword('ned', 'A-new-horse-2', ask);
    expect(await second.signOut({ everywhere: true })).toEqual({ page: undefined, left: undefined });
    expect(environment.session.length).toBe(0);
    const kept = JSON.parse(elsewhere.session.getItem('cauce.tokens') ?? '{}') as { tokens: Tokens };
    elsewhere.session.setItem('cauce.tokens', JSON.stringify({ connection: 'local', tokens: { ...kept.tokens, expiresAt: 0 } }));
    await expect(openAccount(connectionHere(), elsewhere).resume()).rejects.toMatchObject({ kind: 'expired' });
  });
});

const CLOCK = createAwsClock(Date.now);
const TOKEN: Answer = { AuthenticationResult: { IdToken: 'a.e30.c', AccessToken: 'access', RefreshToken: 'refresh' } };
/** A pool that takes every proof, and then says what it is told to. */
function pool(...answers: readonly (Answer | AwsFault)[]): UserPool & { readonly sent: Readonly<Record<string, unknown>>[] } {
  const sent: Readonly<Record<string, unknown>>[] = [];
  const left = [...answers];
  return {
    sent,
    call: (action, input) => {
      sent.push(input);
      if (action === 'InitiateAuth') return Promise.resolve({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: { SALT: 'abcd', SRP_B: 'f'.repeat(64), SECRET_BLOCK: 'AAAA', USER_ID_FOR_SRP: 'id-of-ned' } });
      const next = left.shift() ?? TOKEN;
      return next instanceof AwsFault ? Promise.reject(next) : Promise.resolve(next);
    },
  };
}
const refusal = (code: string, words: string): AwsFault => new AwsFault('invalid', 'AWS refuses it', '', { code, detail: `${code}: ${words}` });
const signIn = (to: UserPool, ...answers: readonly string[]) => {
  const asked: FurtherStep[] = [];
  const left = [...answers];
  const done = signInByPassword({ pool: to, userPoolId: 'eu-west-1_Pool', clientId: 'c', clock: CLOCK }, 'ned', 'x', (step) => {
    asked.push(step);
    return Promise.resolve(left.shift() ?? '');
  });
  return { asked, done };
};

describe('what a pool may want besides', () => {
  test('a password that does not conform is asked for again, in the words of the pool', async () => {
    const wants: Answer = { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's1', ChallengeParameters: { requiredAttributes: '[]' } };
    const to = pool(wants, refusal('InvalidPasswordException', 'Password did not conform with policy: Password not long enough'), TOKEN);
    const { asked, done } = signIn(to, 'short', 'long enough');
    expect((await done).refreshToken).toBe('refresh');
    expect(asked.map((s) => s.refused)).toEqual([undefined, 'Password did not conform with policy: Password not long enough']);
    expect(to.sent.at(-1)).toEqual({ ChallengeName: 'NEW_PASSWORD_REQUIRED', ClientId: 'c', Session: 's1', ChallengeResponses: { USERNAME: 'id-of-ned', NEW_PASSWORD: 'long enough' } });
  });

  test('of several second factors one that can be typed', async () => {
    const to = pool({ ChallengeName: 'SELECT_MFA_TYPE', ChallengeParameters: { MFAS_CAN_CHOOSE: '["WEB_AUTHN","SMS_MFA"]' } }, { ChallengeName: 'SMS_MFA' }, TOKEN);
    const { asked, done } = signIn(to, ' 123456 ');
    await done;
    expect(asked).toEqual([{ kind: 'code', by: 'message', refused: undefined }]);
    expect(to.sent.slice(2).map((s) => s['ChallengeResponses'])).toEqual([{ USERNAME: 'id-of-ned', ANSWER: 'SMS_MFA' }, { USERNAME: 'id-of-ned', SMS_MFA_CODE: '123456' }]);
  });

  test.each([
    ['MFA_SETUP', {}, 'a second factor to be set up'],
    ['NEW_PASSWORD_REQUIRED', { requiredAttributes: '["userAttributes.phone_number"]' }, 'a new password and further attributes'],
    ['DEVICE_SRP_AUTH', {}, 'a further step (DEVICE_SRP_AUTH)'],
  ])('%s is for the managed login page, and is told so', async (ChallengeName, ChallengeParameters, what) => {
    const { done } = signIn(pool({ ChallengeName, ChallengeParameters }));
    await expect(done).rejects.toMatchObject({ message: `The user pool asks for ${what}, which this form cannot give.`, hint: expect.stringContaining('managed login page') as string });
  });

  test('what else is refused ends it', async () => {
    const { done } = signIn(pool({ ChallengeName: 'SOFTWARE_TOKEN_MFA' }, refusal('NotAuthorizedException', 'Invalid session for the user')), '123456');
    await expect(done).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });
});
