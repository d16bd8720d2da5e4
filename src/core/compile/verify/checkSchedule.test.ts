import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPipeline } from '../../../testing/arbitraryPipeline.ts';
import { flow, param, pipelineOf, task } from '../../../testing/build.ts';
import { runs } from '../../../testing/effort.ts';
import { wildPipeline } from '../../../testing/wildPipeline.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { valueAt } from '../../base/pointer.ts';
import { catalogFor } from '../../catalog/load.ts';
import type { Language, Pipeline, Step, StepId } from '../../model/pipeline.ts';
import { compile } from '../compile.ts';
import type { PlanTree } from '../schedule/planTree.ts';
import { scheduleReport, type ScheduleReport } from '../scheduleReport.ts';
import { verifySchedule, type ToldSchedule } from './checkSchedule.ts';

const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];

interface Made {
  readonly report: ScheduleReport;
  readonly told: ToldSchedule;
}

/** Null where the drawing is refused. */
async function made(pipeline: Pipeline, language: Language): Promise<Made | null> {
  const catalog = await catalogFor(pipeline);
  const { artifacts } = compile(pipeline, { catalog, language });
  const report = artifacts && scheduleReport(pipeline, { catalog, language });
  if (!artifacts || !report) return null;
  return { report, told: { pipeline, definitionText: artifacts.definitionText, language, sourceMap: artifacts.sourceMap, added: report.addedPrecedences } };
}
async function madeOf(pipeline: Pipeline, language: Language): Promise<Made> {
  const found = await made(pipeline, language);
  if (found === null) throw new Error('refused');
  return found;
}
const messages = (told: ToldSchedule): readonly string[] => verifySchedule(told).map((d) => d.message.replace(' This is a fault of Cauce, not of the pipeline.', ''));

describe.each(LANGUAGES)('the waits that are told are those of the definition, %s', (language) => {
  test.each([['wild', wildPipeline()], ['right', arbitraryPipeline({ maxSteps: 25, language })]] as const)('of drawings that are %s; one told too few or too many is noticed', async (_, drawings) => {
    const seen = { compiled: 0, added: 0 };
    await fc.assert(
      fc.asyncProperty(drawings, fc.nat(1000), async (pipeline, pick) => {
        const found = await made(pipeline, language);
        if (found === null) return;
        const { told } = found;
        expect(messages(told)).toEqual([]);
        seen.compiled++;
        seen.added += told.added.length;
        const ids = Object.keys(pipeline.steps);
        const before = ids[pick % ids.length] as StepId;
        const after = ids[(pick * 7 + 1) % ids.length] as StepId;
        if (before !== after && !told.added.some((a) => a.before === before && a.after === after) && hasStates(told, [before, after])) {
          expect(messages({ ...told, added: [...told.added, { before, after }] })).toHaveLength(1);
        }
        const dropped = told.added[pick % Math.max(1, told.added.length)];
        if (dropped && hasStates(told, [dropped.before, dropped.after])) expect(messages({ ...told, added: told.added.filter((a) => a !== dropped) })).toHaveLength(1);
      }),
      { numRuns: runs(200), seed: 5, endOnFailure: true },
    );
    expect(seen.compiled).toBeGreaterThan(runs(200) / 3);
    expect(seen.added).toBeGreaterThan(5);
  });
});

function hasStates({ definitionText, pipeline }: ToldSchedule, ids: readonly StepId[]): boolean {
  return ids.every((id) => definitionText.includes(`${JSON.stringify(pipeline.steps[id]?.name ?? id)}: {`));
}

/** `c` needs `a` and `b`, `d` needs `b`: one of the two has to wait for what it does not need. */
const call = (name: string, estimateSeconds: number, after: readonly StepId[] = []): Step => task(name, { FunctionName: name }, { estimateSeconds, ...(after.length > 0 ? { after } : {}) });
const nested = (steps: Readonly<Record<StepId, Step>>): Readonly<Record<StepId, Step>> => ({ each: flow('map', 'Each', { items: [1, 2], steps }) });
const smallest: Readonly<Record<StepId, Step>> = { a: call('A', 20), b: call('B', 15), c: call('C', 10, ['a', 'b']), d: call('D', 20, ['b']) };

describe.each(LANGUAGES)('a nesting that is not the told one, %s', (language) => {
  test('is noticed: a step moved behind the barrier, a barrier more', async () => {
    const { told, report } = await madeOf(pipelineOf(smallest), language);
    expect(messages(told)).toEqual([]);
    expect(report.addedPrecedences).toEqual([expect.objectContaining({ before: 'a', after: 'd', seconds: 5 })]);
    const definition = JSON.parse(told.definitionText) as JsonObject;
    const states = definition['States'] as Record<string, Json>;
    const first = Object.entries(states).find(([name]) => name === definition['StartAt']) as [string, JsonObject];
    expect(first[1]['Type']).toBe('Parallel');
    const one = (n: number): string => ((first[1]['Branches'] as readonly JsonObject[])[n] as JsonObject)['StartAt'] as string;
    const inside = (n: number): Json => (((first[1]['Branches'] as readonly JsonObject[])[n] as JsonObject)['States'] as JsonObject)[one(n)] as Json;
    // The branches of the first Parallel, one after the other.
    const { End: _end, ...state } = inside(0) as JsonObject;
    const line = { ...definition, StartAt: one(0), States: { ...Object.fromEntries(Object.entries(states).filter(([name]) => name !== first[0])), [one(0)]: { ...state, Next: one(1) }, [one(1)]: { ...(inside(1) as JsonObject), End: undefined, Next: first[1]['Next'] } } };
    expect(messages({ ...told, definitionText: JSON.stringify(line) }).length).toBeGreaterThan(0);
  });

  test.each<[string, Readonly<Record<StepId, Step>>, string]>([
    ['the body of a Map', nested(smallest), 'each'],
    ['a branch of a Parallel', { both: flow('parallel', 'Both', { branches: [{ id: 'x', steps: smallest }, { id: 'y', steps: { e: call('E', 1) } }] }) }, 'both/#x'],
    ['what a failure leads to', { first: task('First', { FunctionName: 'f' }, { catch: [{ errors: ['States.ALL'], to: 'start' }] }), start: call('Start', 1), ...Object.fromEntries(Object.entries(smallest).map(([id, s]) => [id, { ...s, after: ['start', ...(s.after ?? [])] } as Step])) }, '!start'],
  ])('waits added in %s are told with their place and cost', async (_, steps, scope) => {
    const { told, report } = await madeOf(pipelineOf(steps), language);
    expect(report.addedPrecedences).toEqual([{ before: 'a', after: 'd', seconds: 5, barrier: expect.any(String) as string, scope }]);
    expect(messages(told)).toEqual([]);
    expect(messages({ ...told, added: [] })).toEqual([expect.stringContaining('D waits in the definition, and nothing drawn or told says so, for A')]);
    const { barrier } = report.addedPrecedences[0] as { readonly barrier: string };
    expect(idsIn(valueAt(report.inner[scope] as never, barrier) as never)).toContain('a');
  });
});

test('nothing leaves what a decision ties together before its end: told with what that costs', async () => {
  const steps = {
    pick: flow('choice', 'Pick', { branches: [{ when: param('P'), to: 'make' }], otherwise: {} }),
    make: call('Make', 5),
    long: call('Long', 100, ['make']),
    use: task('Use', { FunctionName: 'f', Payload: { v: { $output: { from: 'make', path: ['Payload', 'a'], default: 'none' } } } }, { estimateSeconds: 50 }),
  };
  const pipeline = pipelineOf(steps, { parameters: { P: { type: 'boolean', phase: 'run' } } });
  const { report, told } = await madeOf(pipeline, 'jsonata');
  expect(messages(told)).toEqual([]);
  expect(report).toMatchObject({ makespan: 155, criticalPath: 105 });
  expect(report.addedPrecedences).toEqual([{ before: 'long', after: 'use', seconds: 50, barrier: '/series/0' }]);
  const { diagnostics } = compile(pipeline, { catalog: await catalogFor(pipeline) });
  expect(diagnostics.map((d) => [d.severity, d.code, d.where.step])).toEqual([['info', 'one-line', 'use']]);
  expect(diagnostics[0]?.message).toContain('Use begins when Long has ended');
});

function idsIn(tree: PlanTree): readonly StepId[] {
  if (!isObject(tree as Json)) return [tree as StepId];
  return Object.values(tree as unknown as Record<string, readonly PlanTree[]>).flatMap((parts) => parts.flatMap(idsIn));
}
