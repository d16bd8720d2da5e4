import { describe, expect, test } from 'vitest';
import { flow, output, param, pipelineOf, plainCatalog, task } from '../../../testing/build.ts';
import { randomDag } from '../../../testing/graphs.ts';
import type { Pipeline, Step, StepId } from '../../model/pipeline.ts';
import { randomFrom } from '../../simulate/random.ts';
import { compile } from '../compile.ts';
import type { PlanTree } from './planTree.ts';
import type { ScopeSchedule } from './told.ts';

const takes = (seconds: number, more: Readonly<Record<string, unknown>> = {}, args: Readonly<Record<string, unknown>> = {}): Step =>
  task(`takes ${seconds}`, { FunctionName: 'f', ...args } as never, { estimateSeconds: seconds, ...more });
/** Distinct names for steps that are told apart by their ids only. */
const named = (steps: Readonly<Record<StepId, Step>>): Readonly<Record<StepId, Step>> => Object.fromEntries(Object.entries(steps).map(([id, s]) => [id, { ...s, name: id.toUpperCase() } as Step]));

function told(pipeline: Pipeline): readonly ScopeSchedule[] {
  return compile(pipeline, { catalog: plainCatalog, explain: true }).schedules ?? [];
}
function main(steps: Readonly<Record<StepId, Step>>, more: Partial<Pipeline> = {}): ScopeSchedule {
  return told(pipelineOf(named(steps), more))[0] as ScopeSchedule;
}

/** `a` and `b` need nothing: one of them, or `d`, has to wait all the same, for no nesting draws the letter N. */
const letterN = { a: takes(2), b: takes(1), c: takes(1, { after: ['a', 'b'] }), d: takes(2, { after: ['b'] }) };

describe('what a person is told of a schedule', () => {
  test('the steps that take the whole time, and the wait among them', () => {
    expect(main(letterN)).toMatchObject({
      path: [], makespan: 4, criticalPath: 3, lowerBound: 4, optimal: true, waitCount: 1,
      chain: ['b', 'a', 'c'], atOnce: 2, starts: { b: 0, a: 1, d: 1, c: 3 }, waits: [{ before: 'b', after: 'a', seconds: 1, onChain: true }],
      tree: { series: ['b', { parallel: [{ series: ['a', 'c'] }, 'd'] }] },
    });
  });

  test('an order edge without which it would be shorter, and none that carries data', () => {
    expect(main(letterN).removable).toEqual([{ from: 'a', to: 'c', seconds: 1 }, { from: 'b', to: 'c', seconds: 1 }, { from: 'b', to: 'd', seconds: 1 }]);
    const reads = { ...letterN, c: takes(1, { after: ['a'] }, { Payload: output('b/Payload') }), d: takes(2, { after: ['b'] }, { Payload: output('b/Payload') }) };
    expect(main(reads).removable).toEqual([{ from: 'a', to: 'c', seconds: 1 }]);
  });

  test('with which estimate the wait would cost nothing, where there is one', () => {
    expect(main({ ...letterN, a: takes(3), b: takes(2) }).waits).toEqual([{ before: 'd', after: 'c', seconds: 1, onChain: true, fitsAt: 1 }]);
    expect(main({ ...letterN, a: takes(3), b: takes(2), d: takes(1, { after: ['b'] }) })).toMatchObject({ makespan: 4, criticalPath: 4 });
  });

  test('what signals would gain where the pipeline wants none, and the course with them where it does', () => {
    const slow = { a: takes(300), b: takes(200), c: takes(100, { after: ['a', 'b'] }), d: takes(200, { after: ['b'] }) };
    const offered = main(slow);
    expect(offered).toMatchObject({ makespan: 500, criticalPath: 400, signals: [], chain: ['b', 'd', 'c'] });
    expect(offered.offer).toMatchObject({ signals: [{ to: 'c' }] });
    expect(offered.offer?.seconds).toBeGreaterThan(30);
    const wanted = main(slow, { settings: { signals: true, artifacts: { bucket: 'marks' } } });
    expect(wanted.offer).toBeUndefined();
    expect(wanted.signals).toEqual(offered.offer?.signals);
    expect(wanted.makespan).toBe(500 - (offered.offer?.seconds ?? 0));
    expect(wanted.signals).toMatchObject([{ from: 'b', to: 'c' }]);
    expect(wanted.chain).toEqual(['a', 'c']);
    expect(wanted.starts).toEqual({ a: 0, b: 0, d: 202, c: 302 });
    expect(main(letterN).offer).toBeUndefined();
  });

  test('nothing, where nothing waits for what it does not need', () => {
    expect(main({ a: takes(2), b: takes(1, { after: ['a'] }), c: takes(3, { after: ['a'] }) })).toMatchObject({ makespan: 5, criticalPath: 5, chain: ['a', 'c'], waits: [], removable: [] });
  });

  test('every scope by its place, containers by what is in them', () => {
    const scopes = told(pipelineOf({
      each: flow('map', 'Each', { items: [1, 2], steps: named({ a: takes(2), b: takes(5) }) }),
      both: flow('parallel', 'Both', { branches: [{ id: 'x', steps: named({ c: takes(1) }) }, { id: 'y', steps: {} }] }),
    }));
    expect(scopes.map(({ path, branch, makespan }) => ({ path, branch, makespan }))).toEqual([
      { path: [], branch: undefined, makespan: 5 }, { path: ['each'], branch: undefined, makespan: 5 }, { path: ['both'], branch: 'x', makespan: 1 },
    ]);
  });

  test('a loss inside the way of a Choice is told with the way', () => {
    const parameters: NonNullable<Pipeline['parameters']> = { First: { type: 'boolean', phase: 'run' } };
    const under = (id: StepId, seconds: number, after: readonly StepId[]): Step => ({ ...takes(seconds, { after }), name: id } as Step);
    const schedule = main({
      pick: flow('choice', 'Pick', { branches: [{ when: param('First'), to: 'start' }], otherwise: {} }),
      start: takes(1), a: under('a', 2, ['start']), b: under('b', 1, ['start']), c: under('c', 1, ['a', 'b']), d: under('d', 2, ['b']),
    }, { parameters });
    expect(schedule).toMatchObject({ makespan: 6, criticalPath: 5, lowerBound: 6, waits: [{ before: 'b', after: 'a', seconds: 1, onChain: true }] });
    expect(schedule.chain).toEqual(['pick', 'start', 'b', 'a', 'c']);
  });

  test('a drawing with mistakes has a plan, and one that goes in circles has none', () => {
    const broken = compile(pipelineOf(named({ ...letterN, a: takes(2, {}, { FunctionName: param('Gone') }) })), { catalog: plainCatalog, explain: true });
    expect(broken.artifacts).toBeNull();
    expect(broken.schedules?.[0]?.makespan).toBe(4);
    const round = compile(pipelineOf(named({ a: takes(1, { after: ['b'] }), b: takes(1, { after: ['a'] }) })), { catalog: plainCatalog, explain: true });
    expect(round.artifacts).toBeNull();
    expect(round.schedules).toBeUndefined();
  });

  test('it is told only where it is asked for', () => {
    expect(compile(pipelineOf(named(letterN)), { catalog: plainCatalog }).schedules).toBeUndefined();
  });

  test('of random graphs: the chain takes the makespan, and where that is more than the longest chain a wait on it says so', () => {
    const random = randomFrom(7);
    for (let i = 0; i < 60; i++) {
      const dag = randomDag(4 + (i % 24), random);
      const id = (x: number): StepId => `s${x}`;
      const before = (x: number): readonly StepId[] => dag.successors.flatMap((next, a) => (next.includes(x) ? [id(a)] : []));
      const pipeline = pipelineOf(named(Object.fromEntries(dag.seconds.map((seconds, x) => [id(x), takes(Math.round(seconds * 1000) / 1000, { after: before(x) })]))));
      const [schedule] = told(pipeline);
      if (schedule === undefined) throw new Error('no schedule');
      const sum = schedule.chain.reduce((ms, id) => ms + Math.round((pipeline.steps[id]?.estimateSeconds ?? 0) * 1000), 0);
      expect(sum).toBe(Math.round(schedule.makespan * 1000));
      const lost = Math.round((schedule.makespan - schedule.criticalPath) * 1000);
      const onChain = schedule.waits.filter((w) => w.onChain);
      if (lost > 0) expect(onChain.length).toBeGreaterThan(0);
      for (const wait of onChain) expect(Math.round(wait.seconds * 1000)).toBe(lost);
      expect(stepsIn(schedule.tree).toSorted()).toEqual(Object.keys(pipeline.steps).toSorted());
    }
  });
});

function stepsIn(tree: PlanTree): readonly StepId[] {
  if (typeof tree === 'string') return [tree];
  return ('series' in tree ? tree.series : 'parallel' in tree ? tree.parallel : tree.region).flatMap(stepsIn);
}
