import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../testing/effort.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { executionNameFault } from './executionName.ts';
import { runFields } from './runForm.ts';
import { MOST_RUNS, sweepRuns, varyingIn, type Sweep } from './sweep.ts';
import { readAxis, type Axis } from './sweepAxis.ts';
import { patternFault, sweepId, sweepOfName, sweepRunName } from './sweepName.ts';

const parameter = (name: string, type: string, more: JsonObject = {}): JsonObject => ({ name, type, phase: 'run', required: more['default'] === undefined, constraints: {}, usedIn: [], ...more });
const fields = runFields({
  parameters: [
    parameter('Data', 's3-uri'), parameter('Depth', 'integer', { default: 6, constraints: { minimum: 1, maximum: 100 } }), parameter('Eta', 'number', { default: 0.3 }),
    parameter('Stage', 'string', { default: 'a' }), parameter('Fast', 'boolean', { default: false }), parameter('Layers', 'list', { default: [] }),
  ],
});
const list = (text: string): Axis => ({ by: 'list', text });
const range = (from: string, to: string, amount: string, more: Partial<Axis & { by: 'range' }> = {}): Axis => ({ by: 'range', from, to, pace: 'count', amount, scale: 'linear', ...more });
const axis = (name: string, given: Axis) => readAxis(fields.find((f) => f.name === name)!.parameter, given);

describe('the values of a parameter', () => {
  test.each<[string, Axis, Json[]]>([
    ['Depth', list('4, 6,8'), [4, 6, 8]],
    ['Depth', list('4\n6  8;10'), [4, 6, 8, 10]],
    ['Fast', list('true false'), [true, false]],
    ['Stage', list('a, b c'), ['a', 'b c']],
    ['Stage', list('a, b\nc'), ['a, b', 'c']],
    ['Stage', list('["a, b", "c\\nd"]'), ['a, b', 'c\nd']],
    ['Layers', list('[64, 32]\n[128]'), [[64, 32], [128]]],
    ['Depth', range('2', '10', '5'), [2, 4, 6, 8, 10]],
    ['Depth', range('10', '1', '3', { pace: 'step' }), [10, 7, 4, 1]],
    ['Depth', range('1', '100', '3', { scale: 'log' }), [1, 10, 100]],
    ['Depth', range('1', '4', '20'), [1, 2, 3, 4]],
    ['Eta', range('0.1', '0.5', '0.1', { pace: 'step' }), [0.1, 0.2, 0.3, 0.4, 0.5]],
    ['Eta', range('0.1', '0.45', '0.1', { pace: 'step' }), [0.1, 0.2, 0.3, 0.4]],
    ['Eta', range('0.001', '1', '4', { scale: 'log' }), [0.001, 0.01, 0.1, 1]],
    ['Eta', range('1', '0.001', '10', { scale: 'log', pace: 'step' }), [1, 0.1, 0.01, 0.001]],
    ['Eta', range('1000000', '1000001', '3'), [1000000, 1000000.5, 1000001]],
  ])('%s of %j', (name, given, values) => expect(axis(name, given)).toEqual({ values }));

  test.each<[string, Axis, RegExp]>([
    ['Depth', list(' '), /at least one/],
    ['Depth', list('4 x'), /^x: A whole number/],
    ['Depth', list('4 101'), /101: The maximum is 100/],
    ['Depth', list('4 5 4'), /4 stands there twice/],
    ['Stage', list('["a"'), /not a JSON list. Line 1, column/],
    ['Layers', list('[1]\n[2'), /\[2: This is not JSON. Line 1, column/],
    ['Eta', range('', '1', '3'), /first and the last/],
    ['Eta', range('1', '1', '3'), /the same/],
    ['Eta', range('0', '1', '3', { scale: 'log' }), /above 0/],
    ['Eta', range('0', '1', ''), /how many/],
    ['Eta', range('0', '1', '1'), /2 at least/],
    ['Eta', range('0', '1', '-1', { pace: 'step' }), /The step lies above 0/],
    ['Eta', range('1', '2', '1', { pace: 'step', scale: 'log' }), /factor lies above 1/],
    ['Eta', range('0', '1', '1e-9', { pace: 'step' }), /more than 1000/],
    ['Depth', range('1', '200', '3'), /101: The maximum is 100/],
  ])('%s of %j is refused', (name, given, words) => expect((axis(name, given) as { fault: string }).fault).toMatch(words));

  test('a range keeps its ends, its order and its distances', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(fc.property(number, number, fc.integer({ min: 2, max: 60 }), fc.boolean(), (a, b, count, log) => {
      const [from, to] = log ? [Math.abs(a) + 1e-3, Math.abs(b) + 1e-3] : [a, b];
      fc.pre(Math.abs(from - to) > 1e-3 * Math.max(1, Math.abs(from)));
      const read = axis('Eta', range(String(from), String(to), String(count), { scale: log ? 'log' : 'linear' }));
      const values = ('values' in read ? read.values : []) as number[];
      expect(values).toHaveLength(count);
      const near = Math.abs(from - to) / 100;
      expect(Math.abs((values[0] ?? NaN) - from)).toBeLessThan(near);
      expect(Math.abs((values.at(-1) ?? NaN) - to)).toBeLessThan(near);
      const exact = values.map((_, i) => (log ? from * (to / from) ** (i / (count - 1)) : from + ((to - from) * i) / (count - 1)));
      values.forEach((v, i) => {
        if (i > 0) expect(Math.sign(v - (values[i - 1] ?? NaN))).toBe(Math.sign(to - from));
        const gap = Math.abs((exact[i] ?? NaN) - (exact[i - 1] ?? exact[i + 1] ?? NaN));
        expect(Math.abs(v - (exact[i] ?? NaN))).toBeLessThanOrEqual(gap / 500);
      });
    }), { numRuns: runs(300) });
  });
});

describe('the runs of a sweep', () => {
  const typed = { Data: 's3://b/k', Eta: '0.1' };
  const made = (sweep: Sweep, extra: JsonObject = {}) => sweepRuns(fields, typed, sweep, extra);

  test('every combination, the last changing fastest; what does not vary is in all of them', () => {
    const { runs: all, count, varying, fault } = made({ combine: 'product', axes: { Stage: list('x, y'), Depth: list('4 6') } }, { Other: 1 });
    expect({ count, varying, fault }).toEqual({ count: 4, varying: ['Depth', 'Stage'], fault: undefined });
    expect(all.map((r) => r.varied)).toEqual([{ Depth: 4, Stage: 'x' }, { Depth: 4, Stage: 'y' }, { Depth: 6, Stage: 'x' }, { Depth: 6, Stage: 'y' }]);
    expect(JSON.stringify(all[1]?.input)).toBe('{"Data":"s3://b/k","Depth":4,"Eta":0.1,"Stage":"y","Other":1}');
  });

  test('side by side', () => {
    const axes = { Stage: list('x, y'), Depth: list('4 6') };
    expect(made({ combine: 'zip', axes }).runs.map((r) => r.varied)).toEqual([{ Depth: 4, Stage: 'x' }, { Depth: 6, Stage: 'y' }]);
    expect(made({ combine: 'zip', axes: { ...axes, Depth: list('4') } })).toMatchObject({ runs: [], fault: 'Side by side needs as many values for each: Depth has 1, Stage has 2.' });
  });

  test('what is wrong is said and nothing is made', () => {
    expect(made({ combine: 'product', axes: {} })).toMatchObject({ count: 0, runs: [], fault: 'Let at least one parameter vary.' });
    expect(made({ combine: 'product', axes: { Depth: list('x'), Stage: list('a') } })).toMatchObject({ runs: [], faults: { Depth: expect.stringMatching(/whole number/) as string }, fault: undefined });
    const many = made({ combine: 'product', axes: { Depth: range('1', '100', '100'), Eta: range('0', '1', '3') } });
    expect(many).toMatchObject({ count: 300, runs: [] });
    expect(many.fault).toMatch(/300 runs are more than 200, the most that a sweep starts/);
    expect(sweepRuns(fields, {}, { combine: 'product', axes: { Depth: list('1 2') } }).filled.missing).toEqual(['Data']);
    expect(made({ combine: 'product', axes: { Stage: list(`["${'x'.repeat(300_000)}"]`) } })).toMatchObject({ runs: [], fault: expect.stringMatching(/256 KiB/) as string });
  });

  test('a combination stands there once, and all of them do', () => {
    const lengths = fc.record({ depth: fc.integer({ min: 1, max: 6 }), eta: fc.integer({ min: 1, max: 6 }), stage: fc.integer({ min: 1, max: 5 }) });
    fc.assert(fc.property(lengths, ({ depth, eta, stage }) => {
      const numbers = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
      const all = made({ combine: 'product', axes: { Depth: list(numbers(depth).join(' ')), Eta: list(numbers(eta).join(' ')), Stage: list(numbers(stage).join(',')) } });
      expect(all.count).toBe(depth * eta * stage);
      expect(all.runs).toHaveLength(all.count);
      expect(new Set(all.runs.map((r) => JSON.stringify(r.input))).size).toBe(all.count);
      if (all.count > 1) expect([...varyingIn(all.runs.map((r) => r.input))].sort()).toEqual([...(depth > 1 ? ['Depth'] : []), ...(eta > 1 ? ['Eta'] : []), ...(stage > 1 ? ['Stage'] : [])].sort());
    }), { numRuns: runs(60) });
  });
});

describe('names', () => {
  test('say which sweep, which run and how many, whatever machine and values are called', () => {
    const word = fc.string({ maxLength: 120 });
    fc.assert(fc.property(word, word, fc.integer({ min: 1, max: MOST_RUNS }), fc.string({ unit: 'grapheme-ascii' }), fc.nat(), (machine, value, of, drawn, n) => {
      const id = sweepId(drawn);
      const number = (n % of) + 1;
      const name = sweepRunName('{machine}-{V}', machine, { V: value }, { id, number, of });
      expect(executionNameFault(name)).toBeUndefined();
      expect(sweepOfName(name)).toEqual({ id, number, of });
    }), { numRuns: runs(300) });
  });

  test('as they are read by people', () => {
    expect(sweepRunName('{machine}-d{Depth}-{Eta}', 'income-dev', { Depth: 4, Eta: 0.1 }, { id: 'k3f9a2', number: 7, of: 12 })).toBe('income-dev-d4-0-1--sk3f9a2-07of12');
    expect(sweepOfName('income-dev-20261125T120304-abc9Z1')).toBeUndefined();
    expect(sweepOfName('x--sk3f9a2-13of12')).toBeUndefined();
  });

  test('a pattern names what there is', () => {
    expect(patternFault('{machine}-{Depth}', ['Depth'])).toBeUndefined();
    expect(patternFault('{Dept}', ['Depth'])).toMatch(/no parameter "Dept"/);
    expect(patternFault('{Depth', ['Depth'])).toMatch(/not closed/);
  });
});
