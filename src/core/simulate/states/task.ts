import { isObject, type Json } from '../../base/json.ts';
import type { TaskAnswer } from '../answer.ts';
import { Datum, exceeds } from '../data/datum.ts';
import { reportedFailure, runtimeFailure, StateFailure } from '../failure.ts';
import { numberField } from '../fields.ts';
import { leave, type Leaving } from '../leave.ts';
import { uuidFrom } from '../random.ts';
import { calledResource } from '../../asl/calledResource.ts';
import { taskEvents, type TaskEvents } from '../taskEvents.ts';
import type { Course } from '../thread.ts';
import type { Visit } from '../visit.ts';

/** Task: one call of its resource, answered by the mocks after some virtual time, or ended by its time-out or heartbeat. */
export function* task(visit: Visit): Course<Leaving> {
  const { state, world, place } = visit;
  const resourceArn = String(state.field('Resource'));
  const resource = state.once('resource', () => calledResource(resourceArn));
  if (resource.to === 'service' && resource.pattern !== 'request') visit.token = `token-${uuidFrom(visit.random)}`;
  const input = yield* sent(visit);
  const timeoutSeconds = yield* numberField(visit, 'TimeoutSeconds');
  const heartbeatSeconds = yield* numberField(visit, 'HeartbeatSeconds');
  const credentials = yield* credentialsOf(visit);
  const events = taskEvents(resource, resourceArn, (type, details) => world.event(place, type, details));
  const request = new Datum(input);
  if (exceeds(request.text, world.limits.bytes)) throw new StateFailure('States.DataLimitExceeded', `What the state sends is larger than ${world.limits.bytes} bytes.`);
  events.scheduled(request.text, { timeoutSeconds, heartbeatSeconds, roleArn: credentials });
  const answer = visit.ask(resourceArn, input, { timeoutSeconds, heartbeatSeconds });
  events.started();
  yield* untilAnswered(visit, answer, timeoutSeconds, heartbeatSeconds, events);
  if ('throw' in answer) {
    events.failed(answer.throw.error, answer.throw.cause);
    if (answer.throw.error === 'States.Runtime') throw runtimeFailure(answer.throw.cause ?? '');
    throw reportedFailure(answer.throw.error, answer.throw.cause);
  }
  const result = new Datum('return' in answer ? answer.return : null);
  try {
    world.checkSize(result, events.called);
  } catch (thrown) {
    if (thrown instanceof StateFailure) events.failed(thrown.error, thrown.reason);
    throw thrown;
  }
  events.succeeded(result.text);
  visit.saw('result', result.value);
  return yield* leave(visit, result.value);
}

function* sent(visit: Visit): Course<Json> {
  const field = visit.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const template = visit.state.field(field);
  const value = template === undefined ? visit.input : yield* visit.fill(field, template);
  visit.saw(field === 'Arguments' ? 'afterArguments' : 'afterParameters', value);
  return value;
}

function* credentialsOf(visit: Visit): Course<string | undefined> {
  const template = visit.state.field('Credentials');
  if (template === undefined) return undefined;
  const value = yield* visit.fill('Credentials', template);
  return isObject(value) && typeof value['RoleArn'] === 'string' ? value['RoleArn'] : undefined;
}

/** Lets the time until the answer go by. @throws StateFailure `States.Timeout` where the state does not wait that long. */
function* untilAnswered(visit: Visit, answer: TaskAnswer, timeout: number | undefined, heartbeat: number | undefined, events: TaskEvents): Course<void> {
  const seconds = 'never' in answer ? Infinity : (answer.seconds ?? 0);
  const silence = answer.heartbeatEverySeconds ?? ('never' in answer ? Infinity : 0);
  const beatMissed = heartbeat !== undefined && silence > heartbeat && seconds > heartbeat ? heartbeat : Infinity;
  const limit = Math.min(timeout ?? Infinity, beatMissed);
  const passes = Math.min(seconds, limit);
  if (passes > 0) yield { kind: 'sleep', until: visit.now + passes * 1000 };
  if (seconds <= limit) return;
  events.timedOut();
  throw reportedFailure(beatMissed < (timeout ?? Infinity) ? 'States.HeartbeatTimeout' : 'States.Timeout', undefined);
}
