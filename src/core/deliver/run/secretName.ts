const SECRET = /passw(or)?d|passphrase|secret|credential|(api|private|access|signing)[-_]?key|token$/i;

/** Whether a parameter is named like a secret: its value is then kept nowhere. Everybody who may read executions reads their inputs, for 90 days. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}
