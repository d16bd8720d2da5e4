import { withClock, type AwsClock } from '../clock.ts';
import { roleName } from '../roleName.ts';
import { garbledFault, textOf } from '../transport/answer.ts';
import type { Reach } from '../transport/reach.ts';
import { withRetries } from '../transport/retry.ts';
import { sendSigned, tag, xmlFault } from '../transport/signed.ts';
import { readClaims } from './claims.ts';
import type { AwsKeys, Identity } from './types.ts';

/** Asks STS who these keys are (`GetCallerIdentity`, which every identity may call). */
export async function whoAmI(keys: AwsKeys, idToken: string | undefined, clock: AwsClock, reach: Reach): Promise<Identity> {
  return withRetries(() => withClock(clock, async () => {
    const answer = await sendSigned(
      { service: 'sts', region: reach.regionOf('sts'), method: 'POST', url: `${reach.baseOf('sts')}/`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'Action=GetCallerIdentity&Version=2011-06-15' },
      keys, clock, reach,
    );
    if (!answer.ok) throw await xmlFault(answer, { action: 'sts:GetCallerIdentity', resource: '*' });
    const xml = textOf(answer);
    const arn = tag(xml, 'Arn');
    if (arn === undefined) throw garbledFault(new URL(reach.baseOf('sts')).host, xml.slice(0, 600));
    const claims = idToken === undefined ? undefined : readClaims(idToken);
    return { arn, account: tag(xml, 'Account') ?? '', role: roleName(arn), person: claims?.person, expiresAt: keys.expiresAt, roles: claims?.roles ?? [] };
  }));
}
