import { isList, isObject, own, type Json, type JsonObject } from '../core/base/json.ts';
import type { Language } from '../core/model/pipeline.ts';
import { ruleHolds } from './choiceRules.ts';
import { evaluate, evaluateReference, type Sight } from './evaluate.ts';
import { RunError } from './jsonPath.ts';

/** What a task answers at its n-th call (0, 1, …): a value, or an error. */
export type Mock = (input: Json, call: number) => { readonly return: Json } | { readonly throw: { readonly Error: string; readonly Cause?: string } };

export interface Run {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** What was sent to each task, call by call. */
  readonly taskInputs: Readonly<Record<string, readonly Json[]>>;
  /** States in the order in which they were entered. Branches run one after the other here. */
  readonly entered: readonly string[];
}

const EXECUTION = { Id: 'arn:aws:states:eu-west-1:111111111111:execution:machine:run-1', Name: 'run-1', StartTime: '2030-01-01T00:00:00.000Z' };
const MOST_STATES = 5_000;

/**
 * Runs an emitted definition with mocked tasks, without time: enough of the States Language for the tests of the compiler
 * (no distributed Map, no filters). An emitted machine that would need more fails the test.
 */
export async function runMachine(definition: JsonObject, input: Json, mocks: Readonly<Record<string, Mock>> = {}): Promise<Run> {
  const machine = new Machine(definition['QueryLanguage'] === 'JSONata' ? 'jsonata' : 'jsonpath', input, mocks);
  try {
    const output = await machine.scope(definition, input, {}, {});
    return { status: 'SUCCEEDED', output, taskInputs: machine.taskInputs, entered: machine.entered };
  } catch (e) {
    if (!(e instanceof RunError)) throw e;
    return { status: 'FAILED', error: e.name_, cause: e.message, taskInputs: machine.taskInputs, entered: machine.entered };
  }
}

type Variables = Readonly<Record<string, Json>>;
interface Step { readonly output: Json; readonly next?: string; readonly assigned: Variables }

class Machine {
  readonly taskInputs: Record<string, Json[]> = {};
  readonly entered: string[] = [];
  private readonly language: Language;
  private readonly input: Json;
  private readonly mocks: Readonly<Record<string, Mock>>;
  constructor(language: Language, input: Json, mocks: Readonly<Record<string, Mock>>) {
    this.language = language;
    this.input = input;
    this.mocks = mocks;
  }

  async scope(scope: JsonObject, input: Json, outer: Variables, context: JsonObject): Promise<Json> {
    const states = scope['States'] as JsonObject;
    let variables = outer;
    let value = input;
    for (let name = scope['StartAt'] as string | undefined; name !== undefined; ) {
      const state = own(states, name);
      if (!isObject(state) || this.entered.length > MOST_STATES) throw new RunError('States.Runtime', `no state ${name}`);
      this.entered.push(name);
      const step = await this.attempt(name, state, value, variables, context);
      variables = { ...variables, ...step.assigned };
      value = step.output;
      name = step.next;
    }
    return value;
  }

  /** One state with its retries and catchers. */
  private async attempt(name: string, state: JsonObject, input: Json, variables: Variables, context: JsonObject): Promise<Step> {
    const counts = new Map<Json, number>();
    for (let tries = 0; ; tries++) {
      const sight: Sight = { language: this.language, input, variables, context: { ...context, Execution: { ...EXECUTION, Input: this.input }, State: { Name: name, RetryCount: tries } } };
      try {
        return await this.state(name, state, sight);
      } catch (e) {
        if (!(e instanceof RunError) || e.name_ === 'States.Runtime') throw e;
        const retrier = listOf(state['Retry']).find((r) => fits(r, e.name_));
        if (retrier && (counts.get(retrier) ?? 0) < Number(retrier['MaxAttempts'] ?? 3)) { counts.set(retrier, (counts.get(retrier) ?? 0) + 1); continue; }
        const catcher = listOf(state['Catch']).find((c) => fits(c, e.name_));
        if (!catcher) throw e;
        const errorOutput = { Error: e.name_, ...(e.message === '' ? {} : { Cause: e.message }) };
        const seen: Sight = { ...sight, errorOutput, dollar: errorOutput };
        const assigned = (await evaluate(catcher['Assign'] ?? {}, seen)) as Variables;
        const output = this.language === 'jsonata' ? (catcher['Output'] === undefined ? errorOutput : await evaluate(catcher['Output'], seen)) : catcher['ResultPath'] === null ? input : errorOutput;
        return { output, assigned, next: catcher['Next'] as string };
      }
    }
  }

  private async state(name: string, state: JsonObject, sight: Sight): Promise<Step> {
    switch (state['Type']) {
      case 'Choice': return this.choice(state, sight);
      case 'Fail': throw new RunError(String(await this.field(state, 'Error', sight) ?? ''), String((await this.field(state, 'Cause', sight)) ?? ''));
      case 'Wait':
        for (const f of ['Seconds', 'Timestamp']) await this.field(state, f, sight);
        return this.leave(state, sight, undefined);
      case 'Succeed': return this.leave({ ...state, End: true }, sight, undefined);
      case 'Pass': {
        const made = state['Parameters'] !== undefined ? await evaluate(state['Parameters'], sight) : (state['Result'] ?? sight.input);
        return this.leave(state, sight, this.language === 'jsonpath' ? made : undefined);
      }
      case 'Task': return this.leave(state, sight, await this.task(name, state, sight));
      case 'Parallel': {
        const results: Json[] = [];
        for (const branch of listOf(state['Branches'])) results.push(await this.scope(branch, sight.input, sight.variables, {}));
        return this.leave(state, sight, results);
      }
      case 'Map': return this.leave(state, sight, await this.map(state, sight));
      default: throw new RunError('States.Runtime', `no type ${String(state['Type'])}`);
    }
  }

  private async task(name: string, state: JsonObject, sight: Sight): Promise<Json> {
    for (const f of ['TimeoutSeconds', 'HeartbeatSeconds']) await this.field(state, f, sight);
    const sent = await evaluate(state['Arguments'] ?? state['Parameters'] ?? sight.input, sight);
    const calls = (this.taskInputs[name] ??= []);
    calls.push(sent);
    const answer = (this.mocks[name] ?? (() => ({ return: {} })))(sent, calls.length - 1);
    if ('throw' in answer) throw new RunError(answer.throw.Error, answer.throw.Cause ?? '');
    return answer.return;
  }

  private async map(state: JsonObject, sight: Sight): Promise<Json> {
    const items = (await this.field(state, 'Items', sight, 'ItemsPath')) ?? sight.input;
    await this.field(state, 'MaxConcurrency', sight);
    if (!isList(items)) throw new RunError('States.QueryEvaluationError', 'the items of a Map are a list');
    const results: Json[] = [];
    for (const [Index, Value] of items.entries()) {
      const context = { ...sight.context, Map: { Item: { Index, Value } } };
      const input = state['ItemSelector'] === undefined ? Value : await evaluate(state['ItemSelector'], { ...sight, context });
      results.push(await this.scope(state['ItemProcessor'] as JsonObject, input, sight.variables, { Map: { Item: { Index, Value } } }));
    }
    return results;
  }

  private async choice(state: JsonObject, sight: Sight): Promise<Step> {
    let taken: JsonObject | undefined;
    for (const rule of listOf(state['Choices'])) {
      const holds = this.language === 'jsonata' ? await evaluate(rule['Condition'] ?? null, sight) : ruleHolds(rule, (p) => evaluateReference(p, sight));
      if (typeof holds !== 'boolean') throw new RunError('States.QueryEvaluationError', 'a condition is a boolean');
      if (holds) { taken = rule; break; }
    }
    const next = taken ? taken['Next'] : state['Default'];
    if (typeof next !== 'string') throw new RunError('States.NoChoiceMatched', '');
    return { output: sight.input, next, assigned: (await evaluate((taken ?? state)['Assign'] ?? {}, sight)) as Variables };
  }

  /** `Assign` and what is handed on, evaluated on the values of entry. */
  private async leave(state: JsonObject, sight: Sight, result: Json | undefined): Promise<Step> {
    const seen: Sight = result === undefined ? sight : { ...sight, dollar: result, ...(state['Type'] === 'Pass' ? {} : { result }) };
    const assigned = (await evaluate(state['Assign'] ?? {}, seen)) as Variables;
    const next = state['End'] === true ? {} : { next: state['Next'] as string };
    return { output: await this.output(state, seen, result), assigned, ...next };
  }

  private async output(state: JsonObject, seen: Sight, result: Json | undefined): Promise<Json> {
    const whole = result ?? seen.input;
    if (this.language === 'jsonata') return state['Output'] === undefined ? whole : evaluate(state['Output'], seen);
    const selected = state['ResultSelector'] === undefined ? whole : await evaluate(state['ResultSelector'], seen);
    const kept = state['ResultPath'] === null ? seen.input : selected;
    return state['OutputPath'] === null ? {} : kept;
  }

  private async field(state: JsonObject, name: string, sight: Sight, twin = `${name}Path`): Promise<Json | undefined> {
    if (state[name] !== undefined) return evaluate(state[name], sight);
    return typeof state[twin] === 'string' ? evaluateReference(state[twin], sight) : undefined;
  }
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}
function fits(rule: JsonObject, error: string): boolean {
  return isList(rule['ErrorEquals']) && rule['ErrorEquals'].some((e) => e === error || e === 'States.ALL' || (e === 'States.TaskFailed' && error !== 'States.Timeout'));
}
