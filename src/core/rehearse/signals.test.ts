import { describe, expect, test } from 'vitest';
import { flow, pipelineOf, plainCatalog, task } from '../../testing/build.ts';
import type { Json } from '../base/json.ts';
import { compile } from '../compile/compile.ts';
import type { Language, Pipeline, Step, StepId } from '../model/pipeline.ts';
import { Rehearsals, runCase } from './cases.ts';

const made = (from: StepId, name: string): Json => ({ $output: { from, path: ['Payload', name] } });
const LANGUAGES: readonly Language[] = ['jsonata', 'jsonpath'];
const call = (name: string, minutes: number, payload: object = {}, more: object = {}): Step => ({ ...task(name, { FunctionName: name, Payload: payload as never }), estimateSeconds: minutes * 60, ...more }) as Step;
const drawn = (more: Readonly<Record<StepId, Step>> = {}, about: Partial<Pipeline> = {}): Pipeline =>
  pipelineOf(
    {
      clean: call('Clean', 40), split: call('Split', 20),
      train: call('Train', 20, { rows: made('clean', 'rows'), folds: made('split', 'folds') }),
      report: call('Report', 40, { folds: made('split', 'folds') }),
      ...more,
    },
    { settings: { signals: true, artifacts: { bucket: 'b', prefix: 'runs' } }, outputs: { model: made('train', 'uri') }, ...about },
  );
const said = (pipeline: Pipeline): readonly string[] => compile(pipeline, { catalog: plainCatalog }).diagnostics.map((d) => d.code);
const isSignalled = (pipeline: Pipeline): boolean => compile(pipeline, { catalog: plainCatalog }).artifacts?.definitionText.includes('/_signals/') === true;

describe.each(LANGUAGES)('a pipeline with a signal, %s', (language) => {
  const rehearsals = new Rehearsals(drawn(), { catalog: plainCatalog, language });
  const answers = { clean: { Payload: { rows: 7 } }, split: { Payload: { folds: [1, 2] } }, train: { Payload: { uri: 's3://model' } } };

  test('runs without a mock, and brings what was made over there', async () => {
    const { simulation } = await runCase(rehearsals, 'c', { answers });
    expect(simulation).toMatchObject({ status: 'SUCCEEDED', output: { model: 's3://model' }, durationSeconds: 3601 });
    const sent = simulation?.events.flatMap((e) => e.taskScheduledEventDetails?.parameters ?? []).map((p) => JSON.parse(p) as { FunctionName?: string; Payload?: object });
    expect(sent?.find((s) => s.FunctionName === 'Train')?.Payload).toEqual({ rows: 7, folds: [1, 2] });
  });

  test('waits as long as it takes, and ends with who it waits for', async () => {
    const late = await runCase(rehearsals, 'c', { answers, durations: { split: 36_000 } });
    expect(late.simulation).toMatchObject({ status: 'SUCCEEDED' });
    expect(late.simulation?.durationSeconds).toBe(36_001 + 2400);
    const broken = await runCase(rehearsals, 'c', { answers, durations: { split: 3600 }, faults: { split: { error: 'Broken' } }, expect: { status: 'FAILED', error: 'Broken', skips: ['train'] } });
    expect(broken.failures).toEqual([]);
    const again = await runCase(rehearsals, 'c', { answers, faults: { split: { error: 'Broken', times: 1 } }, redrives: 1 });
    expect(again.simulation).toMatchObject({ status: 'SUCCEEDED', output: { model: 's3://model' } });
  });
});

describe('signals are wanted', () => {
  test('and there is no bucket for their markers: what to set is said, and the rest compiles', () => {
    const { diagnostics, artifacts } = compile(drawn({}, { settings: { signals: true } }), { catalog: plainCatalog });
    expect(diagnostics.map((d) => [d.code, d.severity, d.where.argument, d.fix?.edit])).toEqual([['no-signal-bucket', 'warning', '/settings/artifacts/bucket', 'placeArtifacts']]);
    expect(artifacts?.definitionText).not.toContain('_signals');
  });
  test('and a parameter that only they read is used', () => {
    const pipeline = drawn({}, { settings: { signals: true, artifacts: { bucket: { $param: 'Bucket' } } }, parameters: { Bucket: { type: 'string', phase: 'run' } } });
    expect(said(pipeline)).toEqual([]);
    expect(isSignalled(pipeline)).toBe(true);
  });
  test('but an Express machine is over before a marker is looked for twice', () => {
    expect(isSignalled(drawn())).toBe(true);
    expect(isSignalled(drawn({}, { machine: { type: 'EXPRESS' } }))).toBe(false);
  });
  test('beside a gate that lets nothing bad through, and a step that ends it all', async () => {
    const gate = { gate: flow('choice', 'Gate', { branches: [{ when: { $compare: [made('train', 'auc'), '>=', 0.8] }, to: 'done' }], otherwise: { to: 'bad' } }), done: flow('succeed', 'Done', { after: ['report'] }), bad: flow('fail', 'Bad', { arguments: { Error: 'TooLow', Cause: 'low' }, after: ['report'] }) };
    const only = { over: flow('succeed', 'Over', { after: ['train', 'report'] }) };
    for (const more of [only, gate]) {
      const pipeline = drawn(more);
      expect(compile(pipeline, { catalog: plainCatalog }).diagnostics.map((d) => d.message)).toEqual([]);
      expect(isSignalled(pipeline)).toBe(true);
      const { simulation } = await runCase(new Rehearsals(pipeline, { catalog: plainCatalog }), 'c', { answers: { clean: { Payload: { rows: 7 } }, split: { Payload: { folds: [1, 2] } }, train: { Payload: { uri: 's3://model', auc: 0.9 } } } });
      expect(simulation).toMatchObject({ status: 'SUCCEEDED', output: { model: 's3://model' } });
    }
  });
  test('beside a way that ends well: nothing that leaves a marker stands behind it', async () => {
    const ways = { pick: flow('choice', 'Pick', { after: ['clean'], branches: [{ when: { $param: 'First' }, to: 'over' }], otherwise: {} }), over: flow('succeed', 'Over') };
    const pipeline = drawn(ways, { parameters: { First: { type: 'boolean', phase: 'run' } } });
    expect(isSignalled(pipeline)).toBe(true);
    for (const First of [true, false]) {
      const { simulation } = await runCase(new Rehearsals(pipeline, { catalog: plainCatalog }), 'c', { input: { First }, answers: { train: { Payload: { uri: 's3://model' } } } });
      expect(simulation).toMatchObject({ status: 'SUCCEEDED', output: { model: 's3://model' } });
    }
    // With the marker's step behind that way there is none.
    expect(isSignalled(drawn({ ...ways, split: { ...call('Split', 20), after: ['pick'] } as Step }, { parameters: { First: { type: 'boolean', phase: 'run' } } }))).toBe(false);
  });
});
