import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../base/json.ts';
import { elementKey, indexedPointer, keyedPointer } from './elements.ts';

const channels = [{ ChannelName: 'train' }, { ChannelName: { $param: 'N' } }, { ChannelName: 'train' }, { ChannelName: '#0' }, { ChannelName: 'a/b' }];

it('names elements by their literal name, else by index', () => {
  expect(channels.map((_, i) => elementKey(channels, i))).toEqual(['train', '#1', '#2', '#3', 'a/b']);
});

it('an address by names survives reordering', () => {
  const before = { InputDataConfig: [{ ChannelName: 'train', X: 1 }, { ChannelName: 'test', X: 2 }] };
  const after = { InputDataConfig: [...before.InputDataConfig].reverse() };
  const address = keyedPointer(before, '/InputDataConfig/1/X');
  expect(address).toBe('/InputDataConfig/test/X');
  expect(indexedPointer(after, address)).toBe('/InputDataConfig/0/X');
  expect(indexedPointer({ InputDataConfig: [] }, address)).toBeUndefined();
  expect(indexedPointer(before, '/InputDataConfig/-')).toBe('/InputDataConfig/2');
});

it('the way there and back is the identity for every element of any list', () => {
  const element = fc.record({ ChannelName: fc.oneof(fc.constantFrom('train', 'test', '0', '1', '#0', '#1', '-', 'a/b', '~', ''), fc.constant({ $param: 'N' })), V: fc.constant(1) });
  fc.assert(fc.property(fc.array(element, { minLength: 1, maxLength: 6 }), fc.nat(5), (list, n) => {
    const args: Json = { L: list as unknown as Json };
    const at = `/L/${n % list.length}/V`;
    expect(indexedPointer(args, keyedPointer(args, at))).toBe(at);
  }));
});
