import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCorpora } from '../../../testing/corpora.ts';
import { sightOf } from '../../../testing/sight.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { fillTemplate, prepareDynamic, prepareTemplate } from './template.ts';

function fill(template: Json, input: Json, context: JsonObject = {}): Json {
  return fillTemplate(prepareTemplate(template), sightOf(input, context, { v: 'V' }));
}

describe('templates', () => {
  test('one without .$ is the very same value', () => {
    const template = { a: [1, { b: '$.c' }] };
    expect(fill(template, {})).toBe(template);
  });

  test('paths, variables, the context and functions, at any depth', () => {
    const template = { a: { 'b.$': '$.x', c: ['$.x', { 'd.$': '$$.State.Name' }] }, 'e.$': '$v', 'f.$': " States.Format('{}', $.x)", 'g.$': '$.l[*]' };
    expect(fill(template, { x: 1, l: [] }, { State: { Name: 'S' } })).toEqual({ a: { b: 1, c: ['$.x', { d: 'S' }] }, e: 'V', f: '1', g: [] });
  });

  test('a list at the top', () => {
    expect(fill([{ 'a.$': '$' }, 2], 1)).toEqual([{ a: 1 }, 2]);
  });

  test('constant parts are shared', () => {
    const constant = { b: 1 };
    expect((fill({ constant, 'a.$': '$' }, 1) as JsonObject)['constant']).toBe(constant);
  });

  test('the key __proto__ is a key', () => {
    expect(JSON.stringify(fill({ '__proto__.$': '$.a' }, { a: 1 }))).toBe('{"__proto__":1}');
  });

  test('an index past the end of a list is null', () => {
    expect(fill({ 'v.$': '$.items[5]' }, { items: [1, 2] })).toEqual({ v: null });
  });

  test.each<[JsonObject, Json, JsonObject, string]>([
    [{ a: { 'address.$': '$.application.address' } }, { flagged: false }, {}, `The JSONPath '$.application.address' specified for the field 'address.$' could not be found in the input '{"flagged":false}'`],
    [{ 'checkId.$': '$$.Map.Item.Value.checkId' }, {}, { Execution: {} }, `The JSONPath '$$.Map.Item.Value.checkId' specified for the field 'checkId.$' could not be found in the input '{"Execution":{}}'`],
  ])('%j fails in the words of AWS', (template, input, context, reason) => {
    expect(() => fill(template, input, context)).toThrow(expect.objectContaining({ error: 'States.Runtime', reason }));
  });

  test('a field of its own: ErrorPath', () => {
    expect(fillTemplate(prepareDynamic('ErrorPath', '$.Error'), sightOf({ Error: 'E' }))).toBe('E');
    expect(fillTemplate(prepareDynamic('CausePath', "States.Format('{}', $.Error)"), sightOf({ Error: 'E' }))).toBe('E');
    expect(() => fillTemplate(prepareDynamic('ErrorPath', '$.ErrorX'), sightOf({ Error: 'E' }))).toThrow(
      expect.objectContaining({ error: 'States.Runtime', reason: `The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the input '{"Error":"E"}'` }),
    );
  });

  test.each<Json>([{ 'a.$': 1 }, { 'a.$': 'x' }, { 'a.$': 'States.Nothing()' }])('%j cannot be prepared', (template) => {
    expect(() => prepareTemplate(template)).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
  });
});

const folder = findCorpora('aws-recorded');

interface Entry {
  readonly entered?: string;
  readonly exited?: string;
  readonly input?: Json;
  readonly output?: Json;
}
interface PassState {
  readonly Type: string;
  readonly QueryLanguage?: string;
  readonly Parameters?: Json;
}

/** Pass states that do nothing but fill a template without `$$` and variables: their recorded output is the filled template. */
function recordedTemplates(): readonly (readonly [string, Json, Json, Json])[] {
  if (folder === null) return [];
  return readdirSync(folder).flatMap((name) => {
    const [definition, trace] = ['definition.json', 'trace.json'].map((file) => join(folder, name, file)) as [string, string];
    if (!existsSync(definition) || !existsSync(trace)) return [];
    const machine = JSON.parse(readFileSync(definition, 'utf8')) as { readonly QueryLanguage?: string; readonly States: Readonly<Record<string, PassState>> };
    const entries = JSON.parse(readFileSync(trace, 'utf8')) as readonly Entry[];
    return Object.entries(machine.States).flatMap(([state, { Type, QueryLanguage = machine.QueryLanguage, Parameters, ...others }]) => {
      const entered = entries.find((entry) => entry.entered === state);
      const exited = entries.find((entry) => entry.exited === state);
      const alone = !Object.keys(others).some((field) => field.endsWith('Path') || field === 'Result');
      if (Type !== 'Pass' || QueryLanguage === 'JSONata' || Parameters === undefined || !alone || entered?.input === undefined || exited?.output === undefined) return [];
      return /"\$\$|"\$\w|[(, ]\$[$\w]|UUID|MathRandom\([^,]*,[^,]*\)/.test(JSON.stringify(Parameters)) ? [] : [[`${name} ${state}`, Parameters, entered.input, exited.output] as const];
    });
  });
}

const recorded = recordedTemplates();

describe.skipIf(folder === null)('fills templates as AWS did', () => {
  test('there are recordings', () => {
    expect(recorded.length).toBeGreaterThan(50);
  });

  test.each(recorded)('%s', (_, template, input, output) => {
    expect(fill(template, input)).toEqual(output);
  });
});
