import type { Json, JsonObject } from '../base/json.ts';
import type { QueryLanguage } from '../asl/types.ts';
import type { TaskAnswer } from './answer.ts';
import type { Datum } from './data/datum.ts';
import type { StateFailure } from './failure.ts';
import { fillJsonataTemplate } from './data/jsonataTemplate.ts';
import { preparePath, readPath } from './data/path.ts';
import { fillTemplate, prepareDynamic } from './data/template.ts';
import type { ProgramState } from './program.ts';
import type { Random } from './random.ts';
import type { Sight, Variables } from './sight.ts';
import type { Course, Inside, MapItem, Place, Stay } from './thread.ts';
import type { Filter, World } from './world.ts';

/** One visit to a state: from its entering to its leaving, over all its attempts. What its fields can see. */
export class Visit implements Sight, Stay {
  readonly world: World;
  readonly place: Place;
  readonly state: ProgramState;
  /** As it came. */
  readonly raw: Datum;
  /** After `InputPath`. */
  input: Json;
  dollar: Json;
  result: Json | undefined = undefined;
  errorOutput: Json | undefined = undefined;
  /** Retries made so far. */
  retries = 0;
  enteredId = 0;
  enteredTime: number;
  failure: StateFailure | undefined = undefined;
  inside: Inside | undefined = undefined;
  /** Of a task that waits for one. */
  token: string | undefined = undefined;
  /** Of the Map whose item is being selected. */
  selecting: MapItem | undefined = undefined;

  constructor(world: World, place: Place, state: ProgramState, raw: Datum) {
    this.world = world;
    this.place = place;
    this.state = state;
    this.raw = raw;
    this.input = raw.value;
    this.dollar = raw.value;
    this.enteredTime = world.scheduler.now;
  }

  get language(): QueryLanguage {
    return this.state.language;
  }
  get variables(): Variables {
    return this.place.variables;
  }
  get random(): Random {
    return this.world.random;
  }
  get now(): number {
    return this.world.scheduler.now;
  }

  /**
   * Takes up a stay in which an execution ended. AWS runs all anew inside a state whose data were too large, and where what ran
   * inside had ended and the state itself then failed (AWS developer guide, "Redrive behavior of individual states").
   */
  goOn({ enteredId, enteredTime, failure, inside }: Stay): void {
    this.enteredId = enteredId;
    this.enteredTime = enteredTime;
    const anew = failure !== undefined && (failure.error === 'States.DataLimitExceeded' || inside?.over === true);
    this.inside = anew ? undefined : inside;
  }

  /** What runs side by side inside, as it stands; what `begin` gives where nothing does. A state's is always of the same kind. */
  *within<T extends Inside>(begin: () => Course<T>): Course<T> {
    return (this.inside ??= yield* begin()) as T;
  }

  /** Notes what is decided here and no event says. */
  decided(what: { readonly kind: 'rule'; readonly index: number | 'default' } | { readonly kind: 'retry'; readonly index: number } | { readonly kind: 'failed'; readonly error: string | undefined; readonly caughtTo?: string }): void {
    this.place.log.decisions.push({ state: this.state.name, enteredId: this.enteredId, ...what });
  }

  /** Tells whoever looks on what a filter made. */
  saw(filter: Filter, value: Json): void {
    this.world.look?.(filter, value);
  }

  /** Asks for the answer to one call of this state, and counts it. */
  ask(resource: string, input: Json, times: { readonly timeoutSeconds?: number | undefined; readonly heartbeatSeconds?: number | undefined } = {}): TaskAnswer {
    const { world, state, place } = this;
    const invocation = world.calls.get(state.name) ?? 0;
    world.calls.set(state.name, invocation + 1);
    return world.answers({
      state: state.name,
      resource,
      input,
      invocation,
      attempt: this.retries,
      iteration: place.items.map((i) => i.index),
      now: this.now,
      timeoutSeconds: times.timeoutSeconds,
      heartbeatSeconds: times.heartbeatSeconds,
      random: () => this.random.next(),
      objects: world.objects,
    });
  }

  /** The context object (AWS developer guide, "Accessing execution data from the Context object"). */
  context(): JsonObject {
    if (this.world.context !== undefined) return this.world.context;
    const { execution } = this.place;
    const item = this.selecting ?? this.place.items.at(-1);
    const type = this.state.type;
    return {
      Execution: {
        Id: execution.id,
        Input: execution.input,
        Name: execution.name,
        RoleArn: this.world.roleArn,
        StartTime: execution.startTime,
        ...(execution.express ? {} : { RedriveCount: execution.redriveCount, ...(execution.redriveTime === undefined ? {} : { RedriveTime: execution.redriveTime }) }),
      },
      StateMachine: { Id: this.world.machine.id, Name: this.world.machine.name },
      State: {
        Name: this.state.name,
        EnteredTime: new Date(this.enteredTime).toISOString(),
        ...(type === 'Task' || type === 'Parallel' || type === 'Map' ? { RetryCount: this.retries } : {}),
      },
      ...(this.token === undefined ? {} : { Task: { Token: this.token } }),
      ...(item === undefined ? {} : { Map: { Item: { ...(item.key === undefined ? {} : { Key: item.key }), Index: item.index, Value: item.value } } }),
    };
  }

  /** The value of a JSONPath path as fields hold it: `$`, `$$` and variables. @throws StateFailure where it leads nowhere. */
  path(text: string): Json {
    return readPath(preparePath(text), { dollar: this.dollar, context: () => this.context(), variable: (name) => this.variables.get(name) });
  }

  /** The value of a field that holds a path or an intrinsic function: `ErrorPath`, `CausePath`. */
  pathOrIntrinsic(field: string, text: string): Json {
    return fillTemplate(this.state.once(field, () => prepareDynamic(field, text)), this);
  }

  /** A template of the state, filled: of a field that is there. */
  *fill(field: string, value: Json): Course<Json> {
    const prepared = this.state.template(field, value);
    if (prepared.language === 'JSONPath') return fillTemplate(prepared.template, this);
    const made = fillJsonataTemplate(prepared.template, this);
    return (made instanceof Promise ? yield made : made) as Json;
  }
}
