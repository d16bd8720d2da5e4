import { describe, expect, it } from 'vitest';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { parameterGroups, phaseCounts } from './rows.ts';

const pipeline: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  steps: { train: { kind: 'lambda:invoke', name: 'Train', arguments: { FunctionName: { $param: 'Fn' }, Payload: { a: { $param: 'Rate' }, b: { $param: 'Rate' } } } } },
  machine: { role: { $param: 'Role' } },
  parameters: {
    Share: { type: 'number', phase: 'design', default: 0.2 },
    Role: { type: 'role', phase: 'deploy' },
    Fn: { type: 'string', phase: 'deploy', default: 'f' },
    Rate: { type: 'number', phase: 'run', description: 'Of learning' },
  },
  environments: { dev: { values: { Role: 'arn:dev' }, inputDefaults: { Rate: 0.1 } }, prod: { values: {} } },
};
const everything = { text: '', phase: null };

describe('the table of parameters', () => {
  it('groups by phase, latest first', () => {
    expect(parameterGroups(pipeline, [], everything).map((g) => [g.phase, g.rows.map((r) => r.name)])).toEqual([['run', ['Rate']], ['deploy', ['Role', 'Fn']], ['design', ['Share']]]);
    expect(phaseCounts(pipeline)).toEqual({ design: 1, deploy: 2, run: 1 });
  });
  it('marks the gaps of environments: only what they must give', () => {
    const cells = Object.fromEntries(parameterGroups(pipeline, [], everything).flatMap((g) => g.rows).map((r) => [r.name, r.cells.map((c) => (c.missing ? 'missing' : c.value))]));
    expect(cells).toEqual({ Rate: [0.1, undefined], Role: ['arn:dev', 'missing'], Fn: [undefined, undefined], Share: [undefined, undefined] });
  });
  it('knows what is required and where each is used', () => {
    const rows = parameterGroups(pipeline, [], everything).flatMap((g) => g.rows);
    expect(rows.filter((r) => r.required).map((r) => r.name)).toEqual(['Rate', 'Role']);
    expect(Object.fromEntries(rows.map((r) => [r.name, r.uses.length]))).toEqual({ Rate: 2, Role: 1, Fn: 1, Share: 0 });
  });
  it('puts problems on the parameter or on the environment that has it', () => {
    const problem = { severity: 'error', code: 'c', message: 'm', hint: 'h' } as const;
    const rows = parameterGroups(pipeline, [{ ...problem, where: { parameter: 'Role', environment: 'prod' } }, { ...problem, where: { parameter: 'Rate' } }], everything).flatMap((g) => g.rows);
    expect(rows.map((r) => [r.name, r.problems.length, r.cells.map((c) => c.problems.length)])).toEqual([['Rate', 1, [0, 0]], ['Role', 0, [0, 1]], ['Fn', 0, [0, 0]], ['Share', 0, [0, 0]]]);
  });
  it.each([['rate', ['Rate']], ['learn', ['Rate']], ['arn:dev', ['Role']], ['number', ['Rate', 'Share']], ['nothing', []]])('finds %s', (text, names) => {
    expect(parameterGroups(pipeline, [], { text, phase: null }).flatMap((g) => g.rows.map((r) => r.name))).toEqual(names);
  });
  it('filters by phase', () => {
    expect(parameterGroups(pipeline, [], { text: '', phase: 'deploy' }).map((g) => g.phase)).toEqual(['deploy']);
  });
});
