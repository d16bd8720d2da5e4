import { describe, expect, test } from 'vitest';
import type { Environment, Pipeline } from '../model/pipeline.ts';
import { boundMachine } from './boundMachine.ts';

const ROLE = 'arn:aws:iam::111122223333:role/runs';
const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/states/p-dev';
const machineOf = (environment: Environment) => boundMachine({ format: 'cauce/1', name: 'p', language: 'jsonata', machine: { role: ROLE }, steps: {}, environments: { dev: environment } } as unknown as Pipeline, 'dev');

describe('what a machine needs before AWS is asked', () => {
  test('a log level above OFF needs a log group', () => {
    expect(machineOf({ logLevel: 'ERROR' }).faults).toEqual(['Executions are logged in dev (ERROR), and nobody says to which log group. Give the environment its ARN (the template of the execution role makes one), or turn the log off.']);
    expect(machineOf({ logLevel: 'ERROR', logGroup: 'logs' }).faults).toEqual([expect.stringContaining('"logs" is no ARN of a log group') as string]);
    expect(machineOf({ logLevel: 'OFF' })).toMatchObject({ faults: [], logGroup: undefined });
  });

  test('the ARN may be given with or without its end', () => {
    for (const logGroup of [GROUP, `${GROUP}:*`, ` ${GROUP} `]) expect(machineOf({ logLevel: 'ALL', logGroup })).toMatchObject({ faults: [], logGroup: GROUP });
    // Nothing is logged there, so nothing leads there.
    expect(machineOf({ logGroup: GROUP }).logGroup).toBeUndefined();
  });

  test('tags that AWS would refuse', () => {
    expect(machineOf({ tags: { 'aws:mine': '1' } }).faults).toHaveLength(1);
    expect(machineOf({ tags: { owner: 'x'.repeat(257) } }).faults).toEqual([expect.stringContaining('too long') as string]);
    expect(machineOf({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, ''])) }).faults).toEqual(['dev has 51 tags; AWS keeps 50.']);
  });
});
