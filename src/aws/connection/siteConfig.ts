import * as z from 'zod/mini';
import { bucketHost, originsOf, serviceHost } from './hosts.ts';
import { connectionSchema, tidy, type Connection } from './connection.ts';

/**
 * `config.json` beside the page: what whoever hosts it decides for all who open it. Its connections need no typing; what it
 * allows becomes the Content-Security-Policy that the host sends, so that nothing in the page can talk to anybody else.
 */
const siteConfigSchema = z.object({
  format: z.literal('cauce-config/1'),
  connections: z._default(z.array(connectionSchema), []),
  allow: z._default(
    z.object({
      /** AWS regions whose Step Functions, Cognito and STS may be called. */
      regions: z._default(z.array(z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/))), []),
      /** `bucket` or `bucket@region`, for uploads. */
      buckets: z._default(z.array(z.string().check(z.regex(/^[a-z0-9.-]+@[a-z0-9-]+$/))), []),
      /** Further origins: managed logins, issuers, proxies, endpoints. */
      origins: z._default(z.array(z.string().check(z.regex(/^https?:\/\/(\[[0-9a-f:]+\]|[A-Za-z0-9.-]+)(:\d+|:\*)?$/))), []),
    }),
    { regions: [], buckets: [], origins: [] },
  ),
});

export interface SiteConfig {
  readonly connections: readonly Connection[];
  /** Origins that the page may call, beside its own. */
  readonly origins: readonly string[];
}

/**
 * Reads `config.json`. What its own connections need is allowed without being listed.
 * @throws Error with what is wrong, in words
 */
export function readSiteConfig(value: unknown): SiteConfig {
  const read = siteConfigSchema.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Error(`config.json cannot be used: ${issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : 'it has another form'}`);
  }
  const { connections, allow } = read.data;
  const tidied = connections.map(tidy);
  const origins = new Set<string>(allow.origins);
  for (const region of allow.regions) for (const service of ['states', 'cognito-identity', 'cognito-idp', 'sts'] as const) origins.add(`https://${serviceHost(service, region)}`);
  for (const place of allow.buckets) {
    const [bucket = '', region = ''] = place.split('@');
    origins.add(`https://${bucketHost(bucket, region)}`);
  }
  // A proxy given by its path lies on the page's own origin, which is always allowed: any base does.
  for (const connection of tidied) for (const origin of originsOf(connection, 'https://page.invalid')) origins.add(origin);
  return { connections: tidied, origins: [...origins].sort() };
}
