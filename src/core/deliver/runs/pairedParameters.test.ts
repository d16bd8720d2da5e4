import { expect, test } from 'vitest';
import { pairedParameters } from './pairedParameters.ts';

const manifest = (depth: number) => ({ parameters: [{ name: 'Data', phase: 'run' }, { name: 'Depth', phase: 'run', default: depth }, { name: 'Image', phase: 'deploy', default: 'x' }, { name: 'Rate', phase: 'run', default: 0.1 }] });

test('each run by the defaults of its own version; what differs comes first', () => {
  expect(pairedParameters({ input: { Data: 'a', Rate: 0.1 }, manifest: manifest(6) }, { input: { Data: 'a', Extra: true }, manifest: manifest(8) })).toEqual([
    { name: 'Depth', a: { value: 6, byDefault: true }, b: { value: 8, byDefault: true }, differs: true },
    { name: 'Extra', a: { value: undefined, byDefault: false }, b: { value: true, byDefault: false }, differs: true },
    { name: 'Data', a: { value: 'a', byDefault: false }, b: { value: 'a', byDefault: false }, differs: false },
    { name: 'Rate', a: { value: 0.1, byDefault: false }, b: { value: 0.1, byDefault: true }, differs: false },
  ]);
});

test('without manifests there is what was given', () => {
  expect(pairedParameters({ input: { a: 1 }, manifest: undefined }, { input: {}, manifest: undefined })).toEqual([{ name: 'a', a: { value: 1, byDefault: false }, b: { value: undefined, byDefault: false }, differs: true }]);
});
