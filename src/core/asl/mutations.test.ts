import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/effort.ts';
import { findCorpora } from '../../testing/corpora.ts';
import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { pointer, valueAt, withValueAt, type Pointer } from '../base/pointer.ts';
import { checkDefinition } from './check.ts';
import { checkAsl } from './checkText.ts';
import { readExpression } from './jsonataSyntax.ts';

/** Right definitions, broken in one place: the check says so, whatever the definition and the place. */

const OWN: Json = {
  Comment: 'All types of states',
  StartAt: 'Prepare',
  States: {
    Prepare: { Type: 'Pass', Parameters: { 'a.$': '$.a', b: [{ 'c.$': "States.Format('{}', $.c)" }] }, ResultPath: '$.prepared', Next: 'Work' },
    Work: {
      Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f', 'Payload.$': '$' }, TimeoutSeconds: 60, HeartbeatSeconds: 5,
      Retry: [{ ErrorEquals: ['X'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 2 }], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Broken', ResultPath: '$.e' }], Next: 'Each',
    },
    Each: { Type: 'Map', ItemsPath: '$.items', MaxConcurrency: 2, ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', QueryLanguage: 'JSONata', Output: { x: '{% $states.input.x + 1 %}' }, End: true } } }, Next: 'Both' },
    Both: { Type: 'Parallel', Branches: [{ StartAt: 'L', States: { L: { Type: 'Wait', Seconds: 1, End: true } } }, { StartAt: 'R', States: { R: { Type: 'Succeed' } } }], Next: 'Good?' },
    'Good?': { Type: 'Choice', Choices: [{ And: [{ Variable: '$.x', IsPresent: true }, { Variable: '$.x', NumericGreaterThan: 1 }], Next: 'Done' }], Default: 'Broken' },
    Done: { Type: 'Succeed' },
    Broken: { Type: 'Fail', Error: 'E', Cause: 'C' },
  },
};

const folder = findCorpora('asl-valid');
const corpus: readonly Json[] = [OWN, ...(folder === null ? [] : readdirSync(folder).filter((f) => f.endsWith('.json')).map((f) => JSON.parse(readFileSync(join(folder, f), 'utf8')) as Json))];

interface Place {
  readonly at: Pointer;
  readonly state: JsonObject;
}

/** All states of a definition, in all its scopes. */
function statesOf(definition: Json, at: Pointer = ''): readonly Place[] {
  const states = isObject(definition) ? definition['States'] : undefined;
  if (!isObject(states)) return [];
  return Object.entries(states).flatMap(([name, state]) => {
    if (!isObject(state)) return [];
    const here = at + pointer('States', name);
    const branches = isList(state['Branches']) ? state['Branches'].flatMap((b, i) => statesOf(b, `${here}/Branches/${i}`)) : [];
    const bodies = ['ItemProcessor', 'Iterator'].flatMap((field) => statesOf(state[field] ?? null, `${here}/${field}`));
    return [{ at: here, state }, ...branches, ...bodies];
  });
}

interface Breakage {
  readonly name: string;
  /** The broken definition, or undefined where this breakage does not fit the state. */
  readonly apply: (definition: Json, place: Place) => Json | undefined;
}

const set = (definition: Json, at: Pointer, value: Json | undefined): Json => withValueAt(definition, at, value) ?? null;
const hasText = (state: JsonObject, field: string) => typeof state[field] === 'string' && !String(state[field]).includes('${');
const isAta = (definition: Json, { state }: Place) => (state['QueryLanguage'] ?? (definition as JsonObject)['QueryLanguage']) === 'JSONata';

const changed = (name: string, field: string, value: Json): Breakage => ({
  name,
  apply: (definition, { at, state }) => (Object.hasOwn(state, field) ? set(definition, at + pointer(field), value) : undefined),
});
const added = (name: string, field: string, value: Json, fits: (state: JsonObject, definition: Json, place: Place) => boolean): Breakage => ({
  name,
  apply: (definition, place) => (fits(place.state, definition, place) && !Object.hasOwn(place.state, field) ? set(definition, place.at + pointer(field), value) : undefined),
});

const BREAKAGES: readonly Breakage[] = [
  changed('a target that does not exist', 'Next', 'No state has this name'),
  changed('a default that does not exist', 'Default', 'No state has this name'),
  changed('a target that is a number', 'Next', 7),
  changed('a type that does not exist', 'Type', 'Taks'),
  changed('End that is false', 'End', false),
  changed('a comment that is a list', 'Comment', ['x']),
  changed('a resource that is a number', 'Resource', 1),
  changed('rules that are no list', 'Choices', { a: 1 }),
  changed('branches that are no list', 'Branches', { a: 1 }),
  changed('a negative wait', 'Seconds', -1),
  changed('a time-out of zero', 'TimeoutSeconds', 0),
  changed('a time-out of another type', 'TimeoutSeconds', true),
  changed('a path that is none', 'InputPath', 'a.b'),
  changed('a path left open', 'OutputPath', "$['a"),
  changed('a result written to many places', 'ResultPath', '$..a'),
  changed('items from a filter', 'ItemsPath', '$.a[?(@.b)]'),
  changed('concurrency below zero', 'MaxConcurrency', -1),
  changed('retry that is an object', 'Retry', {}),
  changed('a retry element without errors', 'Retry', [{ MaxAttempts: 1 }]),
  changed('a catch without target', 'Catch', [{ ErrorEquals: ['X'] }]),
  changed('a catch to nowhere', 'Catch', [{ ErrorEquals: ['X'], Next: 'No state has this name' }]),
  changed('a template with a text for a path', 'Parameters', { 'a.$': 'b' }),
  changed('a template with a double', 'Parameters', { a: 1, 'a.$': '$' }),
  changed('a selector with an unknown function', 'ResultSelector', { 'a.$': 'States.Nope($)' }),
  changed('an expression left open', 'Arguments', { deep: [{ a: '{% 1' }] }),
  changed('an expression that does not parse', 'Output', '{% 1 + %}'),
  changed('a condition that is plain text', 'Choices', [{ Condition: 'x', Next: 'y' }]),
  changed('variables that are a text', 'Assign', 'x'),
  changed('an unknown mode', 'ItemProcessor', { ProcessorConfig: { Mode: 'FAST' }, StartAt: 'A', States: { A: { Type: 'Succeed' } } }),
  changed('a body without states', 'ItemProcessor', { StartAt: 'A', States: {} }),
  added('End beside Next', 'End', true, (s) => Object.hasOwn(s, 'Next')),
  added('a field of nothing', 'Colour', 'red', () => true),
  added('a field of other states', 'Choices', [], (s) => s['Type'] !== 'Choice'),
  added('a field of JSONPath', 'InputPath', '$', (_, d, p) => isAta(d, p)),
  added('a field of JSONata', 'Output', 1, (s, d, p) => !isAta(d, p) && s['Type'] !== 'Fail'),
  added('an unknown language', 'QueryLanguage', 'XPath', () => true),
  ...['Type', 'Next', 'End', 'Resource', 'Choices', 'Branches', 'Seconds'].map((field): Breakage => ({
    name: `no ${field}`,
    apply: (definition, { at, state }) => (Object.hasOwn(state, field) ? set(definition, at + pointer(field), undefined) : undefined),
  })),
  ...['Next', 'Type', 'Resource', 'Parameters', 'Arguments', 'ResultPath', 'Default', 'Retry', 'Catch', 'Seconds', 'ItemProcessor', 'Branches', 'Choices', 'End'].map((field): Breakage => ({
    name: `${field} misspelt`,
    apply: (definition, { at, state }) => {
      const misspelt = field.slice(0, 1) + field.slice(2);
      return Object.hasOwn(state, field) ? set(set(definition, at + pointer(misspelt), state[field]), at + pointer(field), undefined) : undefined;
    },
  })),
  {
    name: 'a state that nothing leads to',
    apply: (definition, { at }) => set(definition, at.replace(/\/[^/]*$/, '') + pointer('Left alone'), { Type: 'Succeed' }),
  },
  {
    name: 'a state called like another of another scope',
    apply: (definition, { at, state }) => {
      const inner = statesOf(state['ItemProcessor'] ?? null)[0] ?? statesOf((isList(state['Branches']) ? state['Branches'][0] : undefined) ?? null)[0];
      const names = isObject(inner?.state) ? [at.split('/').pop() ?? ''] : [];
      const field = isObject(state['ItemProcessor']) ? 'ItemProcessor' : 'Branches/0';
      return names[0] === undefined ? undefined : set(definition, `${at}/${field}/States/${names[0]}`, { Type: 'Succeed' });
    },
  },
  {
    name: 'a start that does not exist',
    apply: (definition, { at }) => set(definition, `${at.split('/').slice(0, -2).join('/')}/StartAt`, 'No state has this name'),
  },
  {
    name: 'a quote too many in a resource token',
    apply: (definition, { at, state }) => (hasText(state, 'Resource') ? set(definition, `${at}/Resource`, '${Open') : undefined),
  },
];

const problems = (definition: Json) => checkDefinition(definition, { readExpression }).filter((d) => d.severity !== 'info');
const signs = (definition: Json) => problems(definition).map((d) => `${d.code} ${d.where.pointer}`);
const before = new Map<Json, ReadonlySet<string>>(corpus.map((definition) => [definition, new Set(signs(definition))]));

describe('each breakage is reported in every definition where it fits', () => {
  test.each(BREAKAGES)('$name', ({ apply }) => {
    let tried = 0;
    for (const definition of corpus) {
      // One state of each definition, another one for each breakage.
      const places = statesOf(definition);
      const broken = places.map((place) => () => apply(definition, place)).find((make) => make() !== undefined)?.();
      if (broken === undefined) continue;
      tried++;
      const fresh = signs(broken).filter((sign) => !before.get(definition)?.has(sign));
      if (fresh.length === 0) expect({ broken }).toBe('reported');
      for (const { where } of problems(broken)) expect(where.pointer === undefined ? undefined : valueAt(broken, where.pointer.replace(/\/[^/]*$/, ''))).toBeDefined();
    }
    if (folder !== null) expect(tried).toBeGreaterThan(0);
  });
});

describe('nothing crashes the check', () => {
  const anyJson = fc.json().map((text) => JSON.parse(text) as Json);
  const options = { numRuns: runs(300) };

  test('any JSON', () => {
    fc.assert(fc.property(anyJson, (value) => checkDefinition(value, { readExpression }).length >= 0), options);
  });

  test('any JSON in any place of a definition', () => {
    fc.assert(
      fc.property(fc.constantFrom(...corpus), fc.nat(), fc.nat(), anyJson, (definition, which, field, value) => {
        const places = statesOf(definition);
        const place = places[which % Math.max(places.length, 1)];
        if (place === undefined) return;
        const keys = Object.keys(place.state);
        const broken = set(definition, place.at + pointer(keys[field % keys.length] ?? 'Type'), value);
        for (const { message, hint } of checkDefinition(broken, { readExpression })) expect(`${message}${hint}`).not.toMatch(/undefined|\[object/);
      }),
      options,
    );
  });

  test('any text, and any definition cut off or with a character changed', () => {
    const texts = corpus.map((definition) => JSON.stringify(definition));
    const cut = fc.tuple(fc.constantFrom(...texts), fc.nat()).map(([text, at]) => text.slice(0, at % text.length));
    const typo = fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.constantFrom(...'{}[]",:\\$%0aé\0')).map(([text, at, c]) => text.slice(0, at % text.length) + c + text.slice((at % text.length) + 1));
    fc.assert(
      fc.property(fc.oneof(fc.string(), cut, typo), fc.constantFrom('x.json', 'x.yaml', ''), (text, name) => {
        for (const { where, hint } of checkAsl(text, name)) expect((where.line ?? 0) >= 1 && (where.column ?? 0) >= 1 && hint.length > 0).toBe(true);
      }),
      options,
    );
  });
});
