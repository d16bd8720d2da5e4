import type { ServiceCall } from '../calls.ts';
import { arnOfBucket, askArns, EVERY, type Grant, type Surroundings } from '../grant.ts';
import type { Known } from '../known.ts';
import { ANY, isOpen, join, literal, split, type Text } from '../text.ts';

/** Calls of S3 by the IAM action that each needs (S3 guide, using-with-s3-policy-actions). */
const OBJECT_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  getObject: ['s3:GetObject'],
  headObject: ['s3:GetObject'],
  getObjectAttributes: ['s3:GetObject', 's3:GetObjectAttributes'],
  getObjectTagging: ['s3:GetObjectTagging'],
  putObject: ['s3:PutObject'],
  copyObject: ['s3:PutObject'],
  deleteObject: ['s3:DeleteObject'],
};
const LISTS = new Set(['listObjectsV2', 'listObjects', 'headBucket']);
const OBJECTS = askArns('S3ObjectArns', 'S3 objects, for example arn:aws:s3:::bucket/folder/*');
const BUCKETS = askArns('S3BucketArns', 'S3 buckets');

export function storageGrants(call: ServiceCall, around: Surroundings): readonly Grant[] {
  const { action, arguments: sent, of } = call;
  const bucket = sent.member('Bucket');
  if (LISTS.has(action)) {
    const listing: Grant = { sid: 'ListBuckets', actions: ['s3:ListBucket'], resources: places(bucket, undefined), ...prefixCondition(sent.member('Prefix')) };
    // What a Distributed Map lists may be read by it too (Step Functions guide, input-output-itemreader).
    return of === 'items' ? [listing, { sid: 'ReadObjects', actions: ['s3:GetObject'], resources: places(bucket, under(sent.member('Prefix'))) }] : [listing];
  }
  if (of === 'results') {
    // Results are written in parts (Step Functions guide, iam-policies-eg-dist-map).
    return [{ sid: 'WriteResults', actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'], resources: places(bucket, under(sent.member('Prefix'))) }];
  }
  const actions = OBJECT_ACTIONS[action];
  if (!actions) {
    around.gap(call.state, `what s3:${action} needs is not known; the role has the action of the same name`);
    return [{ sid: 'OtherS3', actions: [`s3:${action.charAt(0).toUpperCase()}${action.slice(1)}`], resources: places(bucket, undefined) }];
  }
  const versioned = actions.includes('s3:GetObject') && sent.member('VersionId') !== undefined;
  const grants: Grant[] = [{ sid: sidOf(actions), actions: versioned ? [...actions, 's3:GetObjectVersion'] : actions, resources: places(bucket, sent.member('Key')?.texts ?? [EVERY]) }];
  // Of an object that may be missing S3 says so only to who may list the bucket; others are denied access (S3 API, GetObject).
  if (actions.includes('s3:GetObject') && call.expects?.includes('S3.NoSuchKeyException') === true) grants.push({ sid: 'ListBuckets', actions: ['s3:ListBucket'], resources: places(bucket, undefined) });
  if (action === 'copyObject') grants.push({ sid: 'ReadObjects', actions: ['s3:GetObject'], resources: sources(sent.member('CopySource')) });
  return grants;
}

function sidOf(actions: readonly string[]): string {
  return actions.includes('s3:PutObject') ? 'WriteObjects' : actions.includes('s3:DeleteObject') ? 'DeleteObjects' : 'ReadObjects';
}

/** Buckets, or objects in them where keys are given. */
function places(bucket: Known | undefined, keys: readonly Text[] | undefined): Grant['resources'] {
  return (bucket?.texts ?? [EVERY]).flatMap((b): Grant['resources'] => {
    if (isOpen(b)) return [keys ? OBJECTS : BUCKETS];
    return keys ? keys.map((key) => arnOfBucket(b, '/', key)) : [arnOfBucket(b)];
  });
}

function under(prefix: Known | undefined): readonly Text[] {
  return (prefix?.texts ?? [[]]).map((p) => (p.length === 0 ? [ANY] : join(p, [ANY])));
}

function sources(source: Known | undefined): Grant['resources'] {
  return (source?.texts ?? [EVERY]).map((text) => {
    const whole = join(text.map((p, i) => (i === 0 && typeof p === 'string' ? p.replace(/^\//, '') : p)));
    const [bucket = []] = split(whole, '/');
    return isOpen(bucket) || bucket.length === 0 ? OBJECTS : arnOfBucket(whole);
  });
}

/** Listing can be limited to a prefix that is known to its end. */
function prefixCondition(prefix: Known | undefined): Pick<Grant, 'condition'> {
  const texts = prefix?.texts ?? [];
  if (texts.length === 0 || texts.some((t) => isOpen(t) || literal(t) === '')) return {};
  return { condition: { StringLike: { 's3:prefix': texts.map((t) => join(t, [ANY])) } } };
}
