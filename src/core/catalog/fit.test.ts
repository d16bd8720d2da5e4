import { describe, expect, it } from 'vitest';
import { PARAMETER_TYPES, PORT_TYPES, type PortType } from '../model/pipeline.ts';
import { fits, fitsShape, portTypeOfParameter } from './fit.ts';
import type { Shape } from './shape.ts';

const ok = (from: PortType, to: PortType): boolean => fits({ type: from }, { type: to }).ok;
const reason = (from: Parameters<typeof fits>[0], to: Parameters<typeof fits>[1]): string => {
  const fit = fits(from, to);
  return fit.ok ? 'fits' : fit.reason;
};

describe('ports', () => {
  it('take their own type, and JSON takes and gives anything', () => {
    for (const type of PORT_TYPES) {
      expect(ok(type, type), type).toBe(true);
      expect(ok(type, 'json'), type).toBe(true);
      expect(ok('json', type), type).toBe(true);
    }
  });

  it('widen in the sensible direction', () => {
    expect(ok('model-artifact', 's3-uri') && ok('model-artifact', 'dataset') && ok('dataset', 's3-uri') && ok('s3-uri', 'dataset') && ok('s3-uri', 'model-artifact')).toBe(true);
    expect(reason({ type: 'dataset' }, { type: 'model-artifact' })).toBe('a dataset; the field takes a model artifact. An output with “model” in its name counts as one');
    expect(reason({ type: 'model-artifact' }, { type: 'model' })).toBe('a model artifact; the field takes the name of a model');
    expect(reason({ type: 'name' }, { type: 'model' })).toBe('a name; the field takes the name of a model');
    expect(ok('model', 'name')).toBe(true);
    expect(ok('image', 'role') || ok('role', 'image') || ok('metrics', 'number') || ok('arn', 'image')).toBe(false);
  });

  it('turn numbers into texts and never texts into numbers', () => {
    expect(fits({ type: 'number' }, { type: 'string' })).toEqual({ ok: true, converts: 'text' });
    expect(reason({ type: 'string' }, { type: 'number' })).toBe('a text; the field takes a number');
    expect(reason({ type: 'number' }, { type: 'dataset' })).toBe('a number; the field takes a dataset');
  });

  it('take one value as an element of a list, and no list for one value', () => {
    expect(ok('dataset', 'list')).toBe(true);
    expect(fits({ type: 'dataset' }, { type: 'dataset', list: true }).ok).toBe(true);
    expect(fits({ type: 'dataset', list: true }, { type: 'dataset', list: true }).ok).toBe(true);
    expect(reason({ type: 'number', list: true }, { type: 'dataset', list: true })).toContain('a number');
    expect(reason({ type: 'model-artifact', list: true }, { type: 'model-artifact' })).toBe('a list of model-artifact, one for each item; the field takes one');
    expect(reason({ type: 'list' }, { type: 'name' })).toBe('a list; the field takes one');
    expect(fits({ type: 'number', list: true }, { type: 'json' }).ok).toBe(true);
  });
});

describe('fields without a port', () => {
  const shapes: Readonly<Record<string, Shape>> = {
    text: { type: 'string' }, number: { type: 'integer' }, flag: { type: 'boolean' }, list: { type: 'list', member: 'x' }, object: { type: 'structure', members: {} }, any: { type: 'document' }, time: { type: 'timestamp' },
  };
  const takes = (type: PortType, list = false): string => Object.entries(shapes).filter(([, s]) => fitsShape({ type, ...(list ? { list } : {}) }, s).ok).map(([n]) => n).join(' ');

  it('take by JSON type', () => {
    expect(takes('string')).toBe('text any time');
    expect(takes('number')).toBe('text number any');
    expect(takes('boolean')).toBe('text flag any');
    expect(takes('list')).toBe('list any');
    expect(takes('dataset', true)).toBe('list any');
    expect(takes('json')).toBe('text number flag list object any time');
    expect(takes('metrics')).toBe('text object any');
  });
});

it('every type of parameter has a port type', () => {
  expect(PARAMETER_TYPES.map((t) => `${t} ${portTypeOfParameter(t)}`)).toEqual([
    'string string', 'integer number', 'number number', 'boolean boolean', 'list list', 'object json', 's3-uri s3-uri', 'arn arn', 'image-uri image', 'instance-type string', 'role role',
  ]);
});
