/** Forms that nothing but a credential has. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/, 'an AWS access key'],
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, 'a private key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i, 'a password in an address'],
];
const ONE_OF_THEM = /AKIA|ASIA|PRIVATE KEY|gh[pousr]_|xox|:\/\/[^/]*@/;

/** Names of fields that hold credentials: DB_PASSWORD, apiKey, AwsSecretAccessKey, auth-token. */
const NAME = /(?:^|[-_.\s]|(?<=[a-z0-9])(?=[A-Z]))(?:password|passwd|passphrase|secret|secret[-_]?(?:access[-_]?)?key|api[-_]?key|access[-_]?key|private[-_]?key|(?:auth|access|api|bearer|session|refresh)[-_]?token|credentials?)$/i;

/** What a literal text looks like, if it looks like a credential; by its form, or by the name of its field. */
export function secretIn(name: string, text: string): string | undefined {
  if (text.length < 4) return undefined;
  if (ONE_OF_THEM.test(text)) for (const [form, what] of FORMS) if (form.test(text)) return what;
  if (!isSecretName(name) || /^(?:arn:|\{\{resolve:|\/|s3:\/\/)/.test(text) || /^(?:true|false|none|null|[\d.]+)$/i.test(text)) return undefined;
  return 'a secret';
}

const names = new Map<string, boolean>();

/** Remembered, for the same few hundred names stand in every step. */
function isSecretName(name: string): boolean {
  let is = names.get(name);
  if (is === undefined) {
    if (names.size > 5000) names.clear();
    names.set(name, (is = NAME.test(name)));
  }
  return is;
}
