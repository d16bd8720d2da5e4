import { describe, expect, it } from 'vitest';
import { withValueAt, valueAt } from '../../../core/base/pointer.ts';
import type { Json } from '../../../core/base/json.ts';
import type { Shape } from '../../../core/catalog/shape.ts';
import { childrenOf, nodeAt, rootNode, writeThrough, type FormSource } from './fieldNode.ts';
import { searchFields } from './searchFields.ts';

const shapes: Record<string, Shape> = {
  Str: { type: 'string' },
  Int: { type: 'integer', min: 1 },
  Mode: { type: 'string', enum: ['File', 'Pipe'] },
  Channels: { type: 'list', member: 'Channel' },
  Channel: { type: 'structure', required: ['ChannelName', 'DataSource'], members: { DataSource: { shape: 'DataSource' }, ChannelName: { shape: 'Str' }, Nested: { shape: 'Channel' } } },
  DataSource: { type: 'structure', members: { S3Uri: { shape: 'Str' } } },
  Hyper: { type: 'map', key: 'Str', value: 'Str' },
};
const source: FormSource = {
  request: { type: 'structure', required: ['Role', 'Channels'], members: { Mode: { shape: 'Mode', doc: 'How data are read.' }, Count: { shape: 'Int' }, Role: { shape: 'Str' }, Channels: { shape: 'Channels' }, Hyper: { shape: 'Hyper' } } },
  named: (n) => shapes[n],
  inputs: [{ pointer: '/Channels/0/DataSource/S3Uri', label: 'Train channel', type: 'dataset', required: true }],
  derived: [{ pointer: '/Mode', rule: 'job-name' }],
};
const args = { Role: 'r', Channels: [{ ChannelName: 'train', DataSource: { S3Uri: { $output: 'prep/train' } } }], Hyper: { eta: { $param: 'Eta' } }, Odd: { a: 1 } };

describe('the form of a request', () => {
  it('has required members first and keeps fields that the model does not know', () => {
    expect(childrenOf(source, rootNode(source, args)).map((n) => [n.name, n.required])).toEqual([
      ['Role', true], ['Channels', true], ['Mode', false], ['Count', false], ['Hyper', false], ['Odd', false],
    ]);
  });

  it('takes labels from typed ports, names of elements from their name field', () => {
    expect(nodeAt(source, args, '/arguments/Channels/0')?.label).toBe('train');
    expect(nodeAt(source, args, '/arguments/Channels/0/DataSource/S3Uri')).toMatchObject({ label: 'Train channel', required: true });
    expect(nodeAt(source, args, '/arguments/Channels/1')).toMatchObject({ label: '#2', value: undefined });
    expect(nodeAt(source, args, '/arguments/Mode')?.derived).toBeDefined();
    expect(nodeAt(source, args, '/arguments/Nothing')).toBeUndefined();
  });

  it('makes missing parents in the kind that the request wants', () => {
    const at = '/arguments/Channels/0/DataSource/S3Uri';
    const write = writeThrough(source, {}, at, 's3://b/x');
    expect(write).toEqual({ pointer: '/arguments/Channels', value: [{ DataSource: { S3Uri: 's3://b/x' } }] });
    const appended = writeThrough(source, args, '/arguments/Channels/1/DataSource/S3Uri', 'y');
    expect(appended).toEqual({ pointer: '/arguments/Channels/1', value: { DataSource: { S3Uri: 'y' } } });
    const step = withValueAt({ arguments: args } as Json, appended.pointer, appended.value);
    expect(valueAt(step, '/arguments/Channels/1/DataSource/S3Uri')).toBe('y');
    expect(writeThrough(source, args, '/arguments/Role', 'q')).toEqual({ pointer: '/arguments/Role', value: 'q' });
  });
});

describe('searching fields', () => {
  const find = (q: string) => searchFields(source, rootNode(source, args), q, 20).nodes.map((n) => n.pointer);
  it('finds names, paths, values, parameters and documentation', () => {
    expect(find('count')[0]).toBe('/arguments/Count');
    expect(find('Eta')[0]).toBe('/arguments/Hyper/eta');
    expect(find('prep')).toEqual(['/arguments/Channels/0/DataSource/S3Uri']);
    expect(find('datasource s3')).toContain('/arguments/Channels/1/DataSource/S3Uri');
    expect(find('data are')).toEqual(['/arguments/Mode']);
    expect(find('zzz')).toEqual([]);
  });
});
