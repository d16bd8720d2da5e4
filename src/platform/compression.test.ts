// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { carriedIn, withCarried, withoutCarried, type Carried } from '../core/deliver/carry/carriedPipeline.ts';
import type { JsonObject } from '../core/base/json.ts';
import { gzip } from './compression.ts';

const definitionText = `${JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 1, End: true } } }, null, 2)}\n`;
const carried: Carried = { pipeline: { format: 'cauce/1', name: 'März $& "a"', steps: {} }, manifest: { format: 'cauce-manifest/1' }, environment: 'dev' };
const read = (text: string) => carriedIn(JSON.parse(text) as JsonObject, gzip);

describe('the pipeline in the definition', () => {
  test('travels, and is taken out without a trace', async () => {
    const text = await withCarried(definitionText, carried, gzip) ?? '';
    expect(await read(text)).toEqual(carried);
    expect({ ...(JSON.parse(text) as object), Comment: undefined }).toEqual({ ...(JSON.parse(definitionText) as object), Comment: undefined });
    expect(withoutCarried(text)).toBe(definitionText);
    expect(withoutCarried(definitionText)).toBe(definitionText);
  });

  test('stays out where it is too large', async () => {
    const random = Array.from({ length: 40_000 }, (_, i) => Math.sin(i).toString(36)).join('');
    expect(await withCarried(definitionText, { ...carried, pipeline: { ...carried.pipeline, description: random } }, gzip)).toBeUndefined();
  });

  test.each(['', 'made by hand', 'cauce-carried/1 ', 'cauce-carried/1 AAAA', 'cauce-carried/2 H4sI', `cauce-carried/1 ${Buffer.from('{"pipeline":1}').toString('base64')}`])('a comment that carries none: %j', async (comment) => {
    expect(await carriedIn({ Comment: comment }, gzip)).toBeUndefined();
  });

  test('more than a drawing can be is not expanded', async () => {
    const small = await gzip.compress(new Uint8Array(1_000_000));
    expect(small.length).toBeLessThan(2000);
    await expect(gzip.expand(small, 10_000)).rejects.toThrow('more than 10000 bytes');
  });
});
