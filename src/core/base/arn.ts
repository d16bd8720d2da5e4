/** What an ARN ends with: a name, or the number of a version. */
export function lastOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
