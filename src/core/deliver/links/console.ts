/** A page of AWS's console. */
export interface Link {
  readonly label: string;
  readonly href: string;
}

/** Hosts of the console by the beginning of a region's name; each partition has its own. The isolated ones are not on the internet. */
const PARTITIONS: readonly (readonly [begins: string, domain: string | undefined])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['us-iso', undefined],
  ['eu-iso', undefined],
  ['', 'console.aws.amazon.com'],
];

/** The beginning of a page's address, `https://eu-west-1.console.aws.amazon.com`; undefined where there is no console to lead to. */
export function consoleOf(region: string): string | undefined {
  const domain = PARTITIONS.find(([begins]) => region.startsWith(begins))?.[1];
  return domain === undefined || !/^[a-z0-9-]+$/.test(region) ? undefined : `https://${region}.${domain}`;
}

/** Streams of a log group, those whose names begin with `streams`. */
export function logLink(home: string, region: string, group: string, streams?: string): string {
  const filter = streams === undefined ? '' : `$3FlogStreamNameFilter$3D${inFragment(streams)}`;
  return `${home}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${inFragment(group)}${filter}`;
}

/** One stream, with its events. */
export function streamLink(home: string, region: string, group: string, stream: string): string {
  return `${home}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${inFragment(group)}/log-events/${inFragment(stream)}`;
}

/** The page of an execution of Step Functions; undefined where its partition has no console. */
export function executionLink(arn: string): string | undefined {
  const region = arn.split(':')[3] ?? '';
  const home = consoleOf(region);
  return home === undefined || !arn.includes(':execution:') ? undefined : `${home}/states/home?region=${region}#/v2/executions/details/${arn.split(':').map(encodeURIComponent).join(':')}`;
}

/** CloudWatch's page escapes twice, and writes the outer escape with a dollar. */
function inFragment(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
}
