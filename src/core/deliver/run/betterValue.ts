import type { ParameterType } from '../../model/pipeline.ts';

/** The account that a run is started in. */
export interface Around {
  readonly account: string;
  readonly region: string;
}

/** What a person probably means by a text that is no value of its type: a place in S3 otherwise written, an ARN by its last part. Undefined where nothing is to be helped. */
export function betterValue(type: ParameterType, text: string, around: Around): string | undefined {
  const better = HELP[type]?.(text.trim(), around);
  return better === undefined || better === text.trim() ? undefined : better;
}

const HELP: Readonly<Partial<Record<ParameterType, (text: string, around: Around) => string | undefined>>> = {
  's3-uri': (text) => {
    const arn = /^arn:aws(?:-[a-z]+)*:s3:::([^/]+)(?:\/(.*))?$/.exec(text);
    if (arn) return `s3://${arn[1]}/${arn[2] ?? ''}`;
    const web = /^https?:\/\/([a-z0-9.-]+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\/(.*)$/.exec(text) ?? /^https?:\/\/s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\/([^/]+)\/(.*)$/.exec(text);
    if (web) return `s3://${web[1]}/${decoded(web[2] ?? '')}`;
    const place = /^(?:s3:?\/{1,3})?([a-z0-9][a-z0-9.-]{2,62}\/.*)$/i.exec(text);
    return place && !/^https?:/.test(text) ? `s3://${place[1]}` : undefined;
  },
  role: (text, around) => {
    const name = /^(?:role\/)?([\w+=,.@-]+(?:\/[\w+=,.@-]+)*)$/.exec(text)?.[1];
    return name === undefined || text.startsWith('arn') ? undefined : `arn:${partition(around)}:iam::${around.account}:role/${name}`;
  },
  arn: (text, around) => {
    const [, service, rest] = /^([a-z][a-z0-9-]+):([^:]\S*)$/.exec(text) ?? [];
    return service === undefined || service === 'arn' || text.includes('//') ? undefined : `arn:${partition(around)}:${service}:${around.region}:${around.account}:${rest}`;
  },
};

function partition({ region }: Around): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** An address of the web writes spaces and the like in percent; what is not written so stays. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
