/** An execution as its ARN names it. */
export interface NamedRun {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly machine: string;
  readonly name: string;
  readonly machineArn: string;
}

const KEY = 'run=';
const ARN = /^arn:(aws[\w-]*):states:([a-z\d-]+):(\d{12}):execution:([^:\s]{1,80}):([^:\s]{1,80})$/;

/** What stands behind the `#` of an address that opens a run: its ARN, and nothing of who may see it. */
export function hashOfRun(arn: string): string {
  return `#${KEY}${encodeURI(arn)}`;
}

/** The run that the hash of an address leads to; undefined where it leads to none. */
export function runOfHash(hash: string): NamedRun | undefined {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(KEY)) return undefined;
  try {
    return namedRun(decodeURIComponent(text.slice(KEY.length)));
  } catch {
    return undefined;
  }
}

/** Undefined where the text is no ARN of an execution of a standard machine. */
export function namedRun(arn: string): NamedRun | undefined {
  const [, partition = '', region = '', account = '', machine = '', name = ''] = ARN.exec(arn) ?? [];
  return name === '' ? undefined : { arn, region, account, machine, name, machineArn: `arn:${partition}:states:${region}:${account}:stateMachine:${machine}` };
}
