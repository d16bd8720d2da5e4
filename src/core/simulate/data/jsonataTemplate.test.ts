import { expect, test } from 'vitest';
import { jsonataSight } from '../../../testing/jsonataSight.ts';
import { fillJsonataTemplate, prepareJsonataTemplate } from './jsonataTemplate.ts';

const sight = jsonataSight({ a: 1, list: [{ b: 1 }] });

test('a value without an expression stays the very object', () => {
  const value = { a: [1, { b: 'x {% 1 %}' }], c: ' {% 1 %}', d: '{%}' };
  expect(fillJsonataTemplate(prepareJsonataTemplate(value, 'Output'), sight)).toBe(value);
});

test('expressions anywhere inside are evaluated, without waiting where none has to be waited for', () => {
  const template = prepareJsonataTemplate({ a: '{% $states.input.a %}', __proto__x: ['{% 1 %}', 2, { c: "{% 'x' & 1 %}" }], d: null }, 'Output');
  expect(fillJsonataTemplate(template, sight)).toEqual({ a: 1, __proto__x: [1, 2, { c: 'x1' }], d: null });
});

test('the order of keys is kept around an expression that has to be waited for', async () => {
  const template = prepareJsonataTemplate({ z: '{% $states.input.a %}', b: '{% $sum([1, 2]) %}', a: [1, '{% $states.input.list.b %}'] }, 'Arguments');
  const filled = fillJsonataTemplate(template, sight);
  expect(filled).toBeInstanceOf(Promise);
  expect(JSON.stringify(await filled)).toBe('{"z":1,"b":3,"a":[1,1]}');
});

test('a key may have any name', () => {
  const value = JSON.parse('{"__proto__": "{% 1 %}", "constructor": 2}') as { [key: string]: string };
  expect(JSON.stringify(fillJsonataTemplate(prepareJsonataTemplate(value, 'Output'), sight))).toBe('{"__proto__":1,"constructor":2}');
});

test.each<[string, unknown]>([
  ['Output', '{% $none %}'],
  ['Output/result', { result: '{% $none %}' }],
  ['Output/a/b[1]', { a: { b: [0, '{% $none %}'] } }],
  ['Output/first', { first: '{% $none %}', second: '{% $nothing %}' }],
])('a failure names the field %s', async (location, value) => {
  await expect(async () => fillJsonataTemplate(prepareJsonataTemplate(value as never, 'Output'), sight)).rejects.toMatchObject({ location });
});
