import type { AwsKeys } from './types.ts';

/**
 * Temporary keys as people have them: the JSON of `aws sts assume-role` and `aws configure export-credentials`, `export` lines
 * of a shell, or the lines of a credentials file.
 * @throws Error in words for the person
 */
export function readPastedKeys(text: string): AwsKeys {
  const found = new Map<string, string>();
  for (const [, name, value] of text.matchAll(/["']?(\w+)["']?\s*[=:]\s*["']?([^\s"',;]+)/g)) found.set((name as string).replaceAll('_', '').toLowerCase(), value as string);
  const of = (name: string): string | undefined => found.get(`aws${name}`) ?? found.get(name);
  const accessKeyId = of('accesskeyid');
  const secretAccessKey = of('secretaccesskey') ?? of('secretkey');
  const sessionToken = of('sessiontoken') ?? of('securitytoken');
  const expires = Date.parse(of('expiration') ?? of('credentialexpiration') ?? '');
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new Error('An access key id and a secret access key are needed. Paste what "aws configure export-credentials" prints.');
  if (sessionToken === undefined) throw new Error('These are the keys of a user, which never end: a page should not have them. Paste temporary ones, with a session token.');
  return { accessKeyId, secretAccessKey, sessionToken, ...(Number.isNaN(expires) ? {} : { expiresAt: expires }) };
}
