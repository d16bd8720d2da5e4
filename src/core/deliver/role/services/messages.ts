import type { ServiceCall } from '../calls.ts';
import { arn, arnsOf, askArns, EVERY, named, type Grant, type Surroundings } from '../grant.ts';
import { UNKNOWN, type Known } from '../known.ts';
import { isOpen, literal } from '../text.ts';

const TOPICS = askArns('SnsTopicArns', 'SNS topics');
const QUEUES = askArns('SqsQueueArns', 'SQS queues');
const BUSES = askArns('EventBusArns', 'event buses');

/** Of `sns:publish`: to a topic, an endpoint of a device, or a telephone. */
export function snsGrants({ arguments: sent, action }: ServiceCall): readonly Grant[] {
  const actions = [`sns:${action === 'publish' || action === 'publishBatch' ? 'Publish' : capital(action)}`];
  const target = sent.member('TopicArn') ?? sent.member('TargetArn');
  if (target) return [{ sid: 'Topics', actions, resources: arnsOf(target, TOPICS) }];
  return [sent.member('PhoneNumber') ? { sid: 'TextMessages', actions, resources: [EVERY] } : { sid: 'Topics', actions, resources: [TOPICS] }];
}

/** Queues are called by URL: `https://sqs.<region>.amazonaws.com/<account>/<name>`. */
export function sqsGrants({ arguments: sent, action }: ServiceCall): readonly Grant[] {
  const resources = (sent.member('QueueUrl')?.texts ?? [EVERY]).map((url) => {
    const [, region, account, name] = /^https:\/\/(?:sqs\.([\w-]+)|[\w.-]+)\.amazonaws\.com\/(\d+)\/([\w.-]+)$/.exec(literal(url) ?? '') ?? [];
    return name === undefined || region === undefined ? QUEUES : [`arn:aws:sqs:${region}:${account}:${name}`];
  });
  return [{ sid: 'Queues', actions: [`sqs:${action === 'sendMessageBatch' ? 'SendMessage' : capital(action)}`], resources }];
}

/** Events go to the bus that each names, else to the default one. */
export function eventsGrants({ arguments: sent, action }: ServiceCall, around: Surroundings): readonly Grant[] {
  const entries = sent.member('Entries')?.elements() ?? [];
  const buses = entries.length === 0 ? [UNKNOWN] : entries.map((e): Known | undefined => e.member('EventBusName'));
  const resources = buses.flatMap((bus) => (bus ? named(bus, BUSES, around, (name) => arn('events', 'event-bus/', name)) : [arn('events', 'event-bus/default')]));
  return [{ sid: 'EventBuses', actions: [`events:${capital(action)}`], resources }];
}

const capital = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);

/** HTTP tasks: the call itself, and the connection with its secret (Step Functions guide, call-https-apis). */
export function httpGrants({ arguments: sent, state }: ServiceCall, around: Surroundings): readonly Grant[] {
  const endpoints = sent.member('ApiEndpoint')?.texts ?? [EVERY];
  const methods = (sent.member('Method')?.texts ?? [EVERY]).filter((m) => !isOpen(m));
  if (endpoints.some(isOpen)) around.gap(state, 'the address that the HTTP task calls is only known at run; the role lets it call any. Limit states:HTTPEndpoint');
  const connection = sent.member('Authentication')?.member('ConnectionArn') ?? sent.member('InvocationConfig')?.member('ConnectionArn');
  return [
    {
      sid: 'HttpEndpoints',
      actions: ['states:InvokeHTTPEndpoint'],
      resources: [arn('states', 'stateMachine:', around.machine)],
      condition: { ...(methods.length > 0 ? { StringEquals: { 'states:HTTPMethod': methods } } : {}), StringLike: { 'states:HTTPEndpoint': endpoints } },
    },
    { sid: 'HttpConnections', actions: ['events:RetrieveConnectionCredentials'], resources: arnsOf(connection, askArns('ConnectionArns', 'EventBridge connections')) },
    { sid: 'HttpSecrets', actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], resources: [arn('secretsmanager', 'secret:events!connection/', EVERY)] },
  ];
}
