/** `arn:aws:sts::1:assumed-role/Launcher/CognitoIdentityCredentials` is the role `Launcher`. */
export function roleName(arn: string): string {
  return /:assumed-role\/([^/]+)/.exec(arn)?.[1] ?? /:(?:user|role)\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? arn;
}
