import { own } from '../../base/json.ts';
import type { Fault } from '../../model/testCases.ts';
import type { Answers, TaskAnswer, TaskCall } from '../answer.ts';
import { throttledError } from './errors.ts';

/**
 * Answers with what goes wrong at some states: the first `times` calls of a state, counted over the execution, or all of them.
 * Calls without a fault are left to `otherwise`, and a fault takes as long as the answer that stood there, so that a failed
 * training costs its time.
 */
export function withFaults(faults: Readonly<Record<string, Fault>>, otherwise: Answers): Answers {
  return (call) => {
    const answer = otherwise(call);
    const fault = own(faults, call.state);
    return fault && call.invocation < (fault.times ?? Infinity) ? faulty(fault, call, answer) : answer;
  };
}

function faulty(fault: Fault, call: TaskCall, answer: TaskAnswer): TaskAnswer {
  switch (fault.kind ?? 'fails') {
    case 'late':
      // Without a time-out nothing ends the wait: that is what there is to see.
      return call.timeoutSeconds === undefined ? { never: true } : { ...answer, seconds: Math.max(answer.seconds ?? 0, call.timeoutSeconds + 1) };
    case 'throttled': {
      const { error, cause } = throttledError(call.resource);
      // A service that is asked too often says so at once.
      return { throw: { error, cause: fault.cause ?? cause }, seconds: 0 };
    }
    case 'fails':
      return { throw: { error: fault.error ?? 'States.TaskFailed', cause: fault.cause }, ...(answer.seconds === undefined ? {} : { seconds: answer.seconds }) };
  }
}
