import { expect, it } from 'vitest';
import { placeholdersIn } from './placeholders.ts';

const marked = (text: string): string[] => placeholdersIn(text).map((p) => `${p.phase} ${text.slice(p.start, p.end)}`);

it('finds what is still open in both query languages', () => {
  expect(marked('"RoleArn": "${RoleArn}", "Type": "{% $params.InstanceType %}"')).toEqual(['deploy ${RoleArn}', 'run $params.InstanceType']);
  expect(marked("{% 's3://${Bucket}/' & $states.context.Execution.Name %}")).toEqual(['deploy ${Bucket}', 'run $states.context.Execution.Name']);
  expect(marked('"a.$": "$$.Execution.Input[\'My-Name\']", "b.$": "$$.Execution.Input.B"')).toEqual(["run $$.Execution.Input['My-Name']", 'run $$.Execution.Input.B']);
});
it('leaves other texts alone', () => {
  expect(marked('"$paramsX", "$states.input.params", "$ {a}", "$train.uri"')).toEqual([]);
});
