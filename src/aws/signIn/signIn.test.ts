import { describe, expect, test } from 'vitest';
import { readClaims } from './claims.ts';
import { readPastedKeys } from './pastedKeys.ts';
import { takeSignInReturn } from './signInWindow.ts';
import { srpTimestamp } from './srp.ts';

describe('pasted keys', () => {
  const keys = { accessKeyId: 'ASIA1', secretAccessKey: 'a/b+c=', sessionToken: 'tok/en+==' };
  test.each([
    ['aws sts', JSON.stringify({ Credentials: { AccessKeyId: 'ASIA1', SecretAccessKey: 'a/b+c=', SessionToken: 'tok/en+==', Expiration: '2026-11-25T12:00:00+00:00' } }, null, 2)],
    ['process', '{"Version":1,"AccessKeyId":"ASIA1","SecretAccessKey":"a/b+c=","SessionToken":"tok/en+==","Expiration":"2026-11-25T12:00:00Z"}'],
    ['shell', 'export AWS_ACCESS_KEY_ID=ASIA1\nexport AWS_SECRET_ACCESS_KEY="a/b+c="\nexport AWS_SESSION_TOKEN=tok/en+==\nexport AWS_CREDENTIAL_EXPIRATION=2026-11-25T12:00:00Z'],
  ])('of %s', (_, text) => expect(readPastedKeys(text)).toEqual({ ...keys, expiresAt: Date.UTC(2026, 10, 25, 12) }));

  test('of a credentials file', () => expect(readPastedKeys('[default]\naws_access_key_id = ASIA1\naws_secret_access_key = a/b+c=\naws_session_token = tok/en+==\n')).toEqual(keys));
  test('of a user: refused', () => expect(() => readPastedKeys('aws_access_key_id=AKIA1\naws_secret_access_key=x')).toThrow(/never end/));
  test('nothing', () => expect(() => readPastedKeys('hello')).toThrow(/are needed/));
});

test('the claims of a token, and of what is none', () => {
  const token = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  expect(readClaims(token({ 'cognito:username': 'añá', 'cognito:roles': ['r1', 2], iat: 10, exp: 20, iss: 'https://i' }))).toEqual({ person: 'añá', roles: ['r1'], issuedAt: 10_000, expiresAt: 20_000, issuer: 'https://i' });
  for (const bad of ['', 'a.b', 'a.!!.c', `a.${btoa('null')}.c`]) expect(readClaims(bad)).toEqual({ person: undefined, roles: [], issuedAt: undefined, expiresAt: undefined, issuer: undefined });
});

test('the date of a proof is English, in UTC, its day without a zero', () => expect(srpTimestamp(Date.UTC(2026, 10, 4, 9, 5, 7))).toBe('Wed Nov 4 09:05:07 UTC 2026'));

describe('coming back from the issuer', () => {
  const arrive = (href: string) => {
    const replaced: string[] = [];
    const returned = takeSignInReturn({ href } as Location, { replaceState: (_: unknown, __: string, url: string) => replaced.push(url) } as unknown as History);
    return { returned, replaced };
  };
  test('code and state leave the address bar at once', () => {
    const href = 'https://cauce.example.com/app/?code=secret&state=abc;popup';
    expect(arrive(href)).toEqual({ returned: { url: href, display: 'popup' }, replaced: ['/app/'] });
    expect(arrive('https://cauce.example.com/?error=access_denied&state=abc;page').returned?.display).toBe('page');
  });
  test('any other address is left alone', () => {
    for (const href of ['https://cauce.example.com/', 'https://cauce.example.com/?state=x', 'https://cauce.example.com/?code=x']) expect(arrive(href)).toEqual({ returned: undefined, replaced: [] });
  });
});
