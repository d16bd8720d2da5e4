import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { childPointer, pointer, type Pointer } from '../../base/pointer.ts';
import type { Retrier } from '../../model/pipeline.ts';
import type { Lowered } from '../lower/lower.ts';
import type { Assignment, Catch, Exit, Machine, ParametersState, State } from '../lower/machine.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { SourceMapEntry } from '../types.ts';
import { freeTokens, type Printing } from './dialect.ts';
import { jsonataLanguage } from './inJsonata.ts';
import { jsonpathLanguage } from './inJsonPath.ts';
import type { LanguagePrinter } from './language.ts';
import { definitionJson } from './serialize.ts';

export interface Emitted {
  readonly definitionText: string;
  readonly sourceMap: readonly SourceMapEntry[];
}

/** The bytes of the definition and where each part comes from. */
export function emit(resolved: Resolved, lowered: Lowered): Emitted {
  const { context, pipeline } = resolved;
  const printing: Printing = {
    parameters: context.parameters,
    variables: lowered.variables,
    hasParameters: lowered.hasParameters,
    tokens: freeTokens(JSON.stringify(pipeline)),
    diagnostics: context.diagnostics,
  };
  const language = context.language === 'jsonata' ? jsonataLanguage(printing) : jsonpathLanguage(printing);
  const sourceMap: SourceMapEntry[] = [];
  const emitter = new Emitter(resolved, language, sourceMap);
  const { timeoutSeconds } = pipeline.machine ?? {};
  const definition = {
    ...(context.language === 'jsonata' ? { QueryLanguage: 'JSONata' } : {}),
    ...emitter.machine(lowered.machine, ''),
    ...(timeoutSeconds === undefined ? {} : { TimeoutSeconds: timeoutSeconds }),
  };
  return { definitionText: definitionJson(definition, printing.tokens), sourceMap };
}

class Emitter {
  constructor(
    private readonly resolved: Resolved,
    private readonly language: LanguagePrinter,
    private readonly sourceMap: SourceMapEntry[],
  ) {}

  machine(machine: Machine, at: Pointer): JsonObject {
    return { StartAt: machine.startAt, States: Object.fromEntries(machine.states.map((s) => [s.name, this.state(s, `${at}/States${pointer(s.name)}`)])) };
  }

  private state(state: State, at: Pointer): JsonObject {
    if (state.step !== undefined) this.sourceMap.push({ pointer: at, step: state.step });
    switch (state.type) {
      case 'Task': {
        const args = this.language.arguments(state.arguments);
        if (state.step !== undefined && state.origin !== undefined) this.mapArguments(state.step, args, `${at}/${this.language.argumentsField}`, state.origin);
        return {
          Type: 'Task',
          Resource: state.resource,
          ...(Object.keys(args as JsonObject).length > 0 ? { [this.language.argumentsField]: args } : {}),
          ...this.field(state, at, '/timeoutSeconds', state.timeout && this.language.number('TimeoutSeconds', state.timeout)),
          ...this.field(state, at, '/heartbeatSeconds', state.heartbeat && this.language.number('HeartbeatSeconds', state.heartbeat)),
          ...this.assign(state.assign),
          ...retriers(state.retry),
          ...this.catches(state.catches),
          ...this.exit(state.exit, 'Task'),
        };
      }
      case 'Pass': {
        const fields = this.language.pass(state);
        if (state.step !== undefined) this.mapMade(state.step, fields, at);
        return { Type: 'Pass', ...fields, ...next(state.exit) };
      }
      case 'Wait':
        return {
          Type: 'Wait',
          ...this.field(state, at, '/arguments/Seconds', state.seconds && this.language.number('Seconds', state.seconds)),
          ...this.field(state, at, '/arguments/Timestamp', state.timestamp && this.language.number('Timestamp', state.timestamp)),
          ...this.assign(state.assign),
          ...this.exit(state.exit, 'Wait'),
        };
      case 'Choice': {
        const rules = state.rules.map((rule, i) => {
          if (state.step !== undefined) this.sourceMap.push({ pointer: `${at}/Choices/${i}`, step: state.step, argument: `/branches/${rule.way}` });
          return { ...this.language.condition(rule.condition), ...this.assign(rule.assign), Next: rule.next };
        });
        return { Type: 'Choice', Choices: rules, ...this.assign(state.assign), Default: state.otherwise };
      }
      case 'Parallel':
        return {
          Type: 'Parallel',
          Branches: state.branches.map((b, i) => this.machine(b, `${at}/Branches/${i}`)),
          ...this.assign(state.assign),
          ...retriers(state.retry),
          ...this.catches(state.catches),
          ...this.exit(state.exit, 'Parallel'),
        };
      case 'Map':
        return {
          Type: 'Map',
          ...this.field(state, at, '/items', this.language.items(state.items)),
          ...this.field(state, at, '/maxConcurrency', state.maxConcurrency && this.language.number('MaxConcurrency', state.maxConcurrency)),
          ...(state.selector ? { ItemSelector: this.language.arguments(state.selector) } : {}),
          ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...this.machine(state.body, `${at}/ItemProcessor`) },
          ...this.assign(state.assign),
          ...retriers(state.retry),
          ...this.catches(state.catches),
          ...this.exit(state.exit, 'Map'),
        };
      case 'Succeed':
        return { Type: 'Succeed', ...this.language.succeed(state.returns) };
      case 'Fail':
        return { Type: 'Fail', ...this.failField(state.step, at, 'Error', state.error), ...this.failField(state.step, at, 'Cause', state.cause) };
      case 'Parameters':
        return { Type: 'Pass', ...this.parameters(state) };
    }
  }

  private failField(step: string | undefined, at: Pointer, name: 'Error' | 'Cause', value: Parameters<LanguagePrinter['fail']>[1] | undefined): JsonObject {
    if (value === undefined) return {};
    const [key, json] = this.language.fail(name, value);
    if (step !== undefined) this.sourceMap.push({ pointer: `${at}/${key}`, step, argument: `/arguments/${name}` });
    return { [key]: json };
  }

  private parameters(state: ParametersState): JsonObject {
    const defaults = this.resolved.context.environment?.values.inputDefaults ?? {};
    const runs = state.run.map((name) => {
      const value = Object.hasOwn(defaults, name) ? defaults[name] : this.resolved.context.parameters.get(name)?.default;
      return { name, ...(value === undefined ? {} : { default: value }) };
    });
    return { ...this.language.parameters(runs, state.deployed, state.assign), ...next(state.exit) };
  }

  private field(state: State, at: Pointer, argument: Pointer, field: readonly [string, Json] | undefined): JsonObject {
    if (field === undefined) return {};
    const [key, json] = field;
    if (state.step !== undefined) this.sourceMap.push({ pointer: `${at}/${key}`, step: state.step, argument });
    return { [key]: json };
  }

  /** Every key of the printed arguments leads back to the drawn field it stands for. */
  private mapArguments(step: string, printed: Json, at: Pointer, argument: Pointer): void {
    const visit = (json: Json, to: Pointer, from: Pointer): void => {
      if (from !== argument) this.sourceMap.push({ pointer: to, step, argument: from });
      if (isList(json)) json.forEach((v, i) => visit(v, childPointer(to, i), childPointer(from, i)));
      else if (isObject(json)) for (const key of Object.keys(json)) visit(json[key] as Json, childPointer(to, key), childPointer(from, this.language.drawnKey(key)));
    };
    visit(printed, at, argument);
  }

  /** What a Pass makes stands in `Parameters`, `Result`, or, key by key, in the one variable that it assigns. */
  private mapMade(step: string, fields: JsonObject, at: Pointer): void {
    for (const field of ['Parameters', 'Result']) if (fields[field] !== undefined) this.mapArguments(step, fields[field], `${at}/${field}`, '/arguments');
    const variables = Object.entries((fields['Assign'] ?? {}) as JsonObject);
    if (fields['Parameters'] === undefined && variables.length === 1) {
      const [name, value] = variables[0] as [string, Json];
      this.mapArguments(step, value, `${at}/Assign${pointer(name)}`, '/arguments');
    }
  }

  private assign(assignments: readonly Assignment[]): JsonObject {
    return assignments.length === 0 ? {} : { Assign: this.language.assign(assignments) };
  }

  private catches(catches: readonly Catch[]): JsonObject {
    if (catches.length === 0) return {};
    return { Catch: catches.map((c) => ({ ErrorEquals: [...c.errors], ...this.assign(c.assign), ...this.language.handOn, Next: c.next })) };
  }

  private exit(exit: Exit, type: 'Task' | 'Wait' | 'Parallel' | 'Map'): JsonObject {
    if ('next' in exit) return { ...(type === 'Wait' ? {} : this.language.handOn), Next: exit.next };
    return { ...this.language.returns(exit.returns, type), End: true };
  }
}

function next(exit: Exit): JsonObject {
  return 'next' in exit ? { Next: exit.next } : { End: true };
}

function retriers(retry: readonly Retrier[]): JsonObject {
  if (retry.length === 0) return {};
  return {
    Retry: retry.map((r) => ({
      ErrorEquals: [...r.errors],
      ...(r.intervalSeconds === undefined ? {} : { IntervalSeconds: r.intervalSeconds }),
      ...(r.maxAttempts === undefined ? {} : { MaxAttempts: r.maxAttempts }),
      ...(r.backoffRate === undefined ? {} : { BackoffRate: r.backoffRate }),
      ...(r.maxDelaySeconds === undefined ? {} : { MaxDelaySeconds: r.maxDelaySeconds }),
      ...(r.jitter === undefined ? {} : { JitterStrategy: r.jitter }),
    })),
  };
}
