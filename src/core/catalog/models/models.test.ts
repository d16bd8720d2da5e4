import { describe, expect, it } from 'vitest';
import { wholeText } from '../check/text.ts';
import { checkArguments } from '../check.ts';
import { KINDS } from '../kinds/index.ts';
import { argumentsWith, leavesOf } from '../leaves.ts';
import { FLOW_MODEL } from '../flowModel.ts';
import { loadServiceModel, makeCatalog, SERVICES } from '../load.ts';
import { sampleValue } from '../sample.ts';
import { shapeNamed, type ServiceModel, type Shape } from '../shape.ts';
import { textProblem } from '../check/text.ts';
import { derivedAt, memberDoc, shapeAt } from '../lookup.ts';
import type { Step } from '../../model/pipeline.ts';
import { pipelineOf } from '../../../testing/build.ts';
import docs from './docs.json';

const models: readonly ServiceModel[] = [FLOW_MODEL, ...(await Promise.all(SERVICES.map(loadServiceModel)))];
const catalog = makeCatalog(new Map(models.map((m) => [m.service, m])));

function named(shape: Shape): readonly string[] {
  switch (shape.type) {
    case 'structure':
      return Object.values(shape.members).map((m) => m.shape);
    case 'list':
      return [shape.member];
    case 'map':
      return [shape.key, shape.value];
    default:
      return [];
  }
}

describe.each(models)('the model of $service', (model) => {
  it('holds every shape that it names, and none that nothing reaches', () => {
    const reached = new Set<string>();
    const reach = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      named(shapeNamed(model, name)).forEach(reach);
    };
    for (const { input, output } of Object.values(model.operations)) [input, ...(output === undefined ? [] : [output])].forEach(reach);
    // S3's body is read as a text and written as any JSON: the bytes of the API are replaced.
    expect(Object.keys(model.shapes).filter((name) => !reached.has(name))).toEqual([]);
  });

  it('requires only members that are there, and has limits in order', () => {
    for (const [name, shape] of Object.entries(model.shapes)) {
      if (shape.type === 'structure') for (const r of shape.required ?? []) expect(Object.keys(shape.members), `${name}.${r}`).toContain(r);
      if ('min' in shape && shape.min !== undefined && shape.max !== undefined) expect(shape.min, name).toBeLessThanOrEqual(shape.max);
    }
  });

  it('has patterns that JavaScript compiles, and answers them quickly on long texts that do not match', () => {
    for (const [name, shape] of Object.entries(model.shapes)) {
      if (shape.type !== 'string' || shape.pattern === undefined) continue;
      const pattern = wholeText(shape.pattern);
      expect(pattern, `${name}: ${shape.pattern}`).toBeDefined();
      // Would not come back in the life of the test if a pattern backtracked exponentially.
      for (const hostile of [`${'a'.repeat(5000)}!`, `${'a-'.repeat(2500)}\u0000`, `arn:aws:sagemaker:${'a.'.repeat(2000)}\n`]) pattern?.test(hostile);
    }
  });

  it('gives a sample of every shape that its own checks accept', () => {
    for (const [name, shape] of Object.entries(model.shapes)) {
      const sample = sampleValue(model, shape);
      if (shape.type === 'string') expect(textProblem(shape, sample as string), `${name}: ${String(sample)}`).toBeUndefined();
      expect(JSON.parse(JSON.stringify(sample)), name).toEqual(sample);
    }
  });
});

describe('requests', () => {
  const withRequest = KINDS.filter((k) => k.operation !== undefined);

  it.each(withRequest)('$id: every place is found again by its pointer and takes its own sample', (kind) => {
    const model = catalog.model(kind.service ?? '') as ServiceModel;
    const places = leavesOf(catalog, kind.id);
    expect(new Set(places.map((p) => p.pointer)).size).toBe(places.length);
    for (const place of places) {
      expect(shapeAt(catalog, { kind: kind.id }, place.pointer), place.pointer).toBe(place.shape);
      const args = argumentsWith(catalog, kind.id, place.pointer, sampleValue(model, place.shape));
      const step = { kind: kind.id, name: 'x', arguments: args } as unknown as Step;
      const found = checkArguments(pipelineOf({ x: step }), 'x', step, catalog);
      // A sample of a job's name is the same at every run; nothing else is wrong with it.
      expect(found.filter((d) => d.code !== 'fixed-name').map((d) => `${place.pointer} ${d.code} ${d.message}`)).toEqual([]);
    }
  });

  it('have every member that a kind makes, templates and ports use', () => {
    for (const kind of withRequest) {
      const step = { kind: kind.id, name: 'x', ...kind.template } as unknown as Step;
      for (const port of kind.inputs(step)) expect(shapeAt(catalog, { kind: kind.id }, port.pointer.replace('/-', '/0')), `${kind.id} ${port.pointer}`).toBeDefined();
      for (const rule of kind.derived) {
        const at = rule.pointer.replace('/*', '/0');
        expect(shapeAt(catalog, { kind: kind.id }, at)?.type, `${kind.id} ${rule.pointer}`).toBe('string');
        expect(derivedAt(kind, at)).toBe(rule);
      }
      for (const port of kind.outputs(step)) {
        if (port.source.from !== 'response' && port.source.from !== 'arn') continue;
        let shape = catalog.response(kind.id);
        for (const token of port.source.path) shape = shape?.type === 'structure' ? shapeNamed(catalog.model(kind.service ?? '') as ServiceModel, shape.members[token]?.shape ?? '') : undefined;
        expect(shape, `${kind.id} ${port.name}`).toBeDefined();
      }
    }
  });

  it('name members as Step Functions does', () => {
    expect(shapeAt(catalog, { kind: 'aws-sdk:s3:putObject' }, '/Acl')).toBeDefined();
    expect(shapeAt(catalog, { kind: 'aws-sdk:s3:putObject' }, '/SsekmsKeyId')).toBeDefined();
    expect(shapeAt(catalog, { kind: 'aws-sdk:s3:putObject' }, '/ContentMD5')).toBeDefined();
    expect(shapeAt(catalog, { kind: 'lambda:invoke' }, '/Payload/any/thing')).toEqual({ type: 'document' });
    expect(shapeAt(catalog, { kind: 'sagemaker:createModel' }, '/Nothing/here')).toBeUndefined();
  });

  it('have a line of our own for the common members, and none for members that are not there', () => {
    expect(memberDoc(catalog, { kind: 'sagemaker:createTrainingJob.sync' }, '/ResourceConfig/InstanceType')).toBe('Size of the machine');
    for (const [service, lines] of Object.entries(docs)) {
      const model = models.find((m) => m.service === service) as ServiceModel;
      for (const [key, line] of Object.entries(lines)) {
        const [shape, member = ''] = key.split('.');
        expect(line.length, key).toBeLessThanOrEqual(90);
        const holders = Object.entries(model.shapes).filter(([name, s]) => (shape === '*' || shape === name) && s.type === 'structure' && Object.hasOwn(s.members, member));
        expect(holders.length, `${service} ${key}`).toBeGreaterThan(0);
      }
    }
  });
});
