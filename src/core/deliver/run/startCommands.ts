export interface Start {
  readonly arn: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly region: string;
}

/** The same start with the AWS command line, for a POSIX shell. */
export function cliCommand({ arn, name, input, region }: Start): string {
  return `aws stepfunctions start-execution \\\n  --region ${quoted(region)} \\\n  --state-machine-arn ${quoted(arn)} \\\n  --name ${quoted(name)} \\\n  --input ${quoted(input)}`;
}

/** The same starts with boto3, in one region. */
export function boto3Calls(starts: readonly Start[]): string {
  const calls = starts.map(({ arn, name, input }) => `sfn.start_execution(\n    stateMachineArn=${python(arn)},\n    name=${python(name)},\n    input=${python(input)},\n)`);
  return `import boto3\n\nsfn = boto3.client("stepfunctions", region_name=${python(starts[0]?.region ?? '')})\n${calls.join('\n')}`;
}

/** A Python text: a JSON text is one too where each character outside ASCII is escaped, those beyond the first plane in Python's way. */
function python(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, (c) => {
    const code = c.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
