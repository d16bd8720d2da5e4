import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { executionName, executionNameFault } from './executionName.ts';
import { readForm, runFields, typedFrom } from './runForm.ts';
import { boto3Calls, cliCommand } from './startCommands.ts';

const manifest: JsonObject = {
  parameters: [
    { name: 'Depth', type: 'integer', phase: 'run', required: false, default: 6, constraints: { minimum: 1, maximum: 15 }, usedIn: [] },
    { name: 'Image', type: 'image-uri', phase: 'deploy', required: true, constraints: {}, usedIn: [] },
    { name: 'Data', type: 's3-uri', phase: 'run', required: true, description: 'The table', constraints: {}, usedIn: [] },
    { name: 'Share', type: 'number', phase: 'run', required: false, default: 0.2, constraints: {}, usedIn: [] },
    { name: 'Fast', type: 'boolean', phase: 'run', required: false, default: false, constraints: {}, usedIn: [] },
    { name: 'Tags', type: 'list', phase: 'run', required: false, default: [], constraints: {}, usedIn: [] },
    { name: 'Stage', type: 'string', phase: 'run', required: false, default: 'a', constraints: { allowed: ['a', 'b'] }, usedIn: [] },
    { name: 'Code', type: 'string', phase: 'run', required: false, default: 'x1', constraints: { pattern: '^x\\d$' }, usedIn: [] },
    { name: 'Machine', type: 'instance-type', phase: 'run', required: false, default: 'ml.m5.xlarge', constraints: {}, usedIn: [] },
  ],
};
const fields = runFields(manifest);

test('the form has the run parameters, required ones first', () => {
  expect(fields.map((f) => [f.name, f.required])).toEqual([['Data', true], ['Depth', false], ['Share', false], ['Fast', false], ['Tags', false], ['Stage', false], ['Code', false], ['Machine', false]]);
  expect(fields[0]?.parameter.description).toBe('The table');
  expect(runFields({})).toEqual([]);
});

describe('what is typed', () => {
  test('defaults are not sent, values have the type of their parameter', () => {
    expect(readForm(fields, { Data: ' s3://b/k ', Depth: '7', Share: '.5', Fast: 'true', Tags: '["a"]', Stage: 'b', Code: '' })).toEqual({ input: { Data: 's3://b/k', Depth: 7, Share: 0.5, Fast: true, Tags: ['a'], Stage: 'b' }, faults: {}, missing: [], fault: undefined });
  });

  test('what is required and empty is missing', () => expect(readForm(fields, { Data: ' ' })).toMatchObject({ input: {}, missing: ['Data'], faults: {} }));

  test.each([
    ['Depth', '7.5', /a number; the parameter is an integer/],
    ['Depth', 'seven', /A whole number is needed/],
    ['Depth', '0x10', /A whole number is needed/],
    ['Depth', '16', /The maximum is 15/],
    ['Share', '', undefined],
    ['Share', 'NaN', /A number is needed/],
    ['Fast', 'yes', /Either true or false/],
    ['Tags', '{"a":1}', /an object; the parameter is a list/],
    ['Tags', '[', /not JSON. Line 1, column 2: The text ends/],
    ['Stage', 'c', /Allowed are a, b/],
    ['Code', 'y1', /does not match/],
    ['Data', 's3//b/k', /as s3:\/\/bucket\/key/],
    ['Data', 'b/k', /is written as s3:\/\/bucket\/key/],
    ['Machine', 'large', /looks like ml\.m5\.xlarge/],
  ])('%s: %j', (name, text, words) => {
    const fault = readForm(fields, { Data: 's3://b/k', [name]: text }).faults[name];
    if (words === undefined) expect(fault).toBeUndefined();
    else expect(fault).toMatch(words);
  });

  test('an input that is larger than AWS takes', () => expect(readForm(fields, { Data: `s3://b/${'é'.repeat(140_000)}` }).fault).toMatch(/274 KiB; an execution takes at most 256/));

  test('a pasted input fills the fields, and what has no field is named', () => {
    expect(typedFrom(fields, { Data: 's3://b/k', Depth: 3, Tags: ['a'], Other: 1 })).toEqual({ typed: { Data: 's3://b/k', Depth: '3', Tags: '["a"]' }, unknown: ['Other'] });
    expect(typedFrom(fields, [1])).toEqual({ typed: {}, unknown: [] });
  });
});

test('the name of an execution fits whatever the machine is called', () => {
  expect(executionName('income-dev', Date.UTC(2026, 10, 25, 12, 3, 4), 'a-b_c9Z12')).toBe('income-dev-20261125T120304-abc9Z1');
  const long = executionName('x'.repeat(80), 0, 'abcdef');
  expect(long).toHaveLength(80);
  expect(executionNameFault(long)).toBeUndefined();
  expect(executionNameFault('a b')).toMatch(/Only letters/);
  expect(executionNameFault('')).toMatch(/needs a name/);
  expect(executionNameFault('x'.repeat(81))).toMatch(/has 81 characters/);
});

test('the same start on the command line and with boto3', () => {
  const start = { arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:m', name: 'one', input: `{"a":"it's ü 😀"}`, region: 'eu-west-1' };
  expect(cliCommand(start)).toBe(`aws stepfunctions start-execution \\\n  --region eu-west-1 \\\n  --state-machine-arn ${start.arn} \\\n  --name one \\\n  --input '{"a":"it'\\''s ü 😀"}'`);
  expect(boto3Calls([start, start]).match(/start_execution/g)).toHaveLength(2);
  expect(boto3Calls([start])).toContain(String.raw`input="{\"a\":\"it's \u00fc \U0001f600\"}"`);
});
