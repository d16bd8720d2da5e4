import { expect, test } from 'vitest';
import { AwsFault } from '../fault.ts';
import type { Execution, StepFunctions } from '../stepFunctions/types.ts';
import { startOnce } from './startOnce.ts';

const ARN = 'arn:aws:states:eu-west-1:111122223333:execution:train:one';
const taken = new AwsFault('conflict', 'exists already', '', { code: 'ExecutionAlreadyExists' });
const start = { arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:train:live', name: 'one', input: '{"a":1}' };

function aws(answers: { readonly starts?: AwsFault; readonly input?: string | AwsFault }): StepFunctions {
  return {
    startExecution: () => (answers.starts ? Promise.reject(answers.starts) : Promise.resolve(ARN)),
    describeExecution: (arn: string) => {
      expect(arn).toBe(ARN);
      return answers.input instanceof AwsFault ? Promise.reject(answers.input) : Promise.resolve({ input: answers.input } as Execution);
    },
  } as unknown as StepFunctions;
}

test('what AWS starts is started', async () => expect(await startOnce(aws({}), start)).toEqual({ arn: ARN, before: false }));
test('a start whose answer was lost is found again', async () => expect(await startOnce(aws({ starts: taken, input: '{"a":1}' }), start)).toEqual({ arn: ARN, before: true }));
test.each([
  ['belongs to a run with another input', '{"a":2}'],
  ['belongs to a run that may not be read', new AwsFault('access-denied', '', '')],
])('a name that %s is refused as AWS refuses it', async (_, input) => expect(await startOnce(aws({ starts: taken, input }), start).catch((e: unknown) => e)).toBe(taken));
test('other faults are told as they are', async () => {
  const denied = new AwsFault('access-denied', '', '');
  expect(await startOnce(aws({ starts: denied }), start).catch((e: unknown) => e)).toBe(denied);
});
