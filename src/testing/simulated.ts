import type { Json, JsonObject } from '../core/base/json.ts';
import type { TaskAnswer, TaskCall } from '../core/simulate/answer.ts';
import { simulate, type Simulation, type SimulationOptions } from '../core/simulate/simulate.ts';

export interface Simulated extends Simulation {
  /** The calls of tasks and readers, in order. */
  readonly calls: readonly TaskCall[];
  /** `Type` of every event, in order. */
  readonly types: readonly string[];
}

/** Simulates states in a row of their own: answers by state, call by call; the last one goes on; `{}` where there is none. */
export async function simulated(states: JsonObject, answers: Readonly<Record<string, readonly TaskAnswer[]>> = {}, more: Partial<SimulationOptions> & { readonly machine?: JsonObject } = {}): Promise<Simulated> {
  const calls: TaskCall[] = [];
  const { machine, ...options } = more;
  const run = await simulate(
    { StartAt: Object.keys(states)[0] ?? '', States: states, ...machine },
    {
      input: {},
      ...options,
      answers: (call) => {
        calls.push(call);
        const own = answers[call.state] ?? [];
        return own[Math.min(call.invocation, own.length - 1)] ?? { return: {} };
      },
    },
  );
  return { ...run, calls, types: run.events.map((e) => e.type) };
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
