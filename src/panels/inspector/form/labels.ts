import { pointerTokens, type Pointer } from '../../../core/base/pointer.ts';

/** Words that AWS writes in capitals, as they stand in a label. */
const CAPITALS = new Map(
  ['S3', 'ARN', 'URI', 'URL', 'VPC', 'KMS', 'IAM', 'ECR', 'EFS', 'FSx', 'CPU', 'GPU', 'ID', 'JSON', 'CSV', 'SQL', 'SNS', 'SMS', 'SSE', 'ACL', 'MD5', 'SHA1', 'SHA256', 'CRC32', 'CRC32C', 'HTTP', 'DNS', 'IP', 'API', 'ML', 'AMI', 'DLC'].map((w) => [w.toLowerCase(), w] as const),
);
/** `…InSeconds` and the like end in a unit, which is shown at the right of the value. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/InSeconds?$|Seconds$/, 's'],
  [/InMinutes$/, 'min'],
  [/InHours$/, 'h'],
  [/InDays$/, 'days'],
  [/(SizeInGB|InGB)$/, 'GiB'],
  [/(SizeInMB|InMB)$/, 'MiB'],
  [/(InBytes|Bytes)$/, 'bytes'],
  [/(InPercent|Percentage)$/, '%'],
];

export interface FieldLabel {
  readonly label: string;
  readonly unit?: string;
}

/** A plain label for a member of a request, in sentence case: `VolumeSizeInGB` is "Volume size" in GiB (looks.md 11). */
export function labelOf(name: string): FieldLabel {
  const found = UNITS.find(([pattern]) => pattern.test(name) && name.replace(pattern, '') !== '');
  let stem = name;
  if (found) stem = name.replace(found[0], found[1] === 'GiB' || found[1] === 'MiB' ? (name.includes('Size') ? 'Size' : '') : '') || name;
  // An ARN is told by the field's type; the label names the thing itself.
  if (/[a-z]Arn$/.test(stem)) stem = stem.slice(0, -3);
  const label = sentence(stem);
  return found ? { label, unit: found[1] } : { label };
}

function sentence(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/\bS ?3\b/g, 'S3')
    .trim()
    .split(/\s+/);
  return words
    .map((word, i) => {
      const capital = CAPITALS.get(word.toLowerCase());
      if (capital) return capital;
      return i === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word.charAt(0).toLowerCase() + word.slice(1);
    })
    .join(' ');
}

/** The path of a field as AWS writes it, for tooltips: `ResourceConfig.InstanceType`, `InputDataConfig[0].ChannelName`. */
export function dottedPath(p: Pointer): string {
  const tokens = pointerTokens(p);
  const below = tokens[0] === 'arguments' ? tokens.slice(1) : tokens;
  return below.map((t, i) => (/^\d+$/.test(t) ? `[${t}]` : i === 0 ? t : `.${t}`)).join('');
}
