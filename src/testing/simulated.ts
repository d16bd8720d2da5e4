import type { Json, JsonObject } from '../core/base/json.ts';
import type { TaskAnswer, TaskCall } from '../core/simulate/answer.ts';
import { Execution, Program, type Simulation, type SimulationOptions } from '../core/simulate/simulate.ts';

export interface Simulated extends Simulation {
  /** The calls of tasks and readers, in order. */
  readonly calls: readonly TaskCall[];
  /** `Type` of every event, in order. */
  readonly types: readonly string[];
}

export type ScriptedAnswers = Readonly<Record<string, readonly TaskAnswer[]>>;
type More = Partial<SimulationOptions> & { readonly machine?: JsonObject };

/** Simulates states in a row of their own: answers by state, call by call; the last one goes on; `{}` where there is none. */
export async function simulated(states: JsonObject, answers: ScriptedAnswers = {}, more: More = {}): Promise<Simulated> {
  return begun(states, answers, more).run();
}

/** The same, not run yet: it may be run, redriven and run again. */
export function begun(states: JsonObject, answers: ScriptedAnswers = {}, more: More = {}): { readonly execution: Execution; readonly run: () => Promise<Simulated> } {
  const calls: TaskCall[] = [];
  const { machine, ...options } = more;
  const program = new Program({ StartAt: Object.keys(states)[0] ?? '', States: states, ...machine });
  const execution = new Execution(program, {
    input: {},
    ...options,
    answers: (call) => {
      calls.push(call);
      const own = answers[call.state] ?? [];
      return own[Math.min(call.invocation, own.length - 1)] ?? { return: {} };
    },
  });
  return {
    execution,
    async run() {
      const run = await execution.run();
      return { ...run, calls: [...calls], types: run.events.map((e) => e.type) };
    },
  };
}

export const LAMBDA = 'arn:aws:lambda:us-east-1:111111111111:function:f';

/** A Task that ends the machine. */
export function taskState(more: JsonObject = {}): JsonObject {
  return { Type: 'Task', Resource: LAMBDA, End: true, ...more };
}

export function throws(error: string, cause?: string): TaskAnswer {
  return { throw: { error, cause } };
}

export function gives(value: Json, seconds = 0): TaskAnswer {
  return { return: value, seconds };
}
