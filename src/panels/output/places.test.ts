import { describe, expect, it } from 'vitest';
import type { SourceMapEntry } from '../../core/compile/types.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { definitionPlaces, filePlaces, markersIn, type Places } from './places.ts';

const definition = {
  StartAt: 'Train',
  States: {
    Train: { Type: 'Task', Arguments: { RoleArn: '${Role}', ResourceConfig: { InstanceType: 'ml.m5.large' } } },
    'Train wait': { Type: 'Wait', Seconds: 5 },
  },
};
const text = JSON.stringify(definition, null, 2);
const sourceMap: SourceMapEntry[] = [
  { pointer: '/States/Train', step: 'train' },
  { pointer: '/States/Train wait', step: 'train' },
  { pointer: '/States/Train/Arguments/RoleArn', step: 'train', argument: '/arguments/RoleArn' },
  { pointer: '/States/Train/Arguments/ResourceConfig/InstanceType', step: 'train', argument: '/arguments/ResourceConfig/InstanceType' },
];
const shown = (source: string, stretch: { start: number; end: number } | null | undefined): string => (stretch ? source.slice(stretch.start, stretch.end) : '');

describe('places of a definition', () => {
  const places = definitionPlaces(text, sourceMap);

  it('gives every state that a step makes', () => {
    expect(places.ofStep('train').map((s) => shown(text, s).split(':')[0])).toEqual(['"Train"', '"Train wait"']);
    expect(places.ofStep('other')).toEqual([]);
  });
  it('gives the stretch of a field, or of what is around it', () => {
    expect(shown(text, places.ofField('train', '/arguments/RoleArn'))).toBe('"RoleArn": "${Role}"');
    expect(shown(text, places.ofField('train', '/arguments/Gone'))).toMatch(/^"Train": \{/);
    expect(places.ofField('other', '/arguments/RoleArn')).toBeNull();
  });
  it('tells what a place is made from', () => {
    expect(places.at(text.indexOf('ml.m5'))).toEqual({ step: 'train', argument: '/arguments/ResourceConfig/InstanceType' });
    expect(places.at(text.indexOf('"Seconds"'))).toEqual({ step: 'train' });
    expect(places.at(text.indexOf('StartAt'))).toBeNull();
  });
  it('marks diagnostics where they are', () => {
    const of = (where: object) => markersIn(places, [{ severity: 'error', code: 'c', message: 'Wrong.', hint: 'Mend.', where }]);
    expect(of({ step: 'train', argument: '/arguments/RoleArn' }).map((m) => [shown(text, m), m.message])).toEqual([['"RoleArn": "${Role}"', 'Wrong. Mend.']]);
    expect(of({ step: 'train' }).map((m) => shown(text, m))).toEqual(['"Train"']);
    expect(of({ pointer: '/StartAt' }).map((m) => shown(text, m))).toEqual(['"StartAt": "Train"']);
    expect(of({ parameter: 'Role' })).toEqual([]);
  });
});

describe('places of the file', () => {
  const pipeline: Pipeline = {
    format: 'cauce/1',
    name: 'p',
    steps: {
      each: { kind: 'map', name: 'Each', steps: { inner: { kind: 'lambda:invoke', name: 'Inner', arguments: { FunctionName: 'f' } } } },
      both: { kind: 'parallel', name: 'Both', branches: [{ id: 'b1', steps: { deep: { kind: 'pass', name: 'Deep' } } }] },
    },
  };
  const file = JSON.stringify(pipeline, null, 2);
  const places: Places = filePlaces(file, pipeline);

  it('finds steps in every scope', () => {
    for (const id of ['each', 'inner', 'both', 'deep']) expect(shown(file, places.ofStep(id)[0])).toMatch(new RegExp(`^"${id}"`));
  });
  it('goes both ways between field and text', () => {
    expect(shown(file, places.ofField('inner', '/arguments/FunctionName'))).toBe('"FunctionName": "f"');
    expect(places.at(file.indexOf('"f"'))).toEqual({ step: 'inner', argument: '/arguments/FunctionName' });
    expect(places.at(file.indexOf('"inner"'))).toEqual({ step: 'inner' });
  });
});
