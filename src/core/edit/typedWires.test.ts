import { expect, test } from 'vitest';
import { after, pipelineOf, reasonOf } from '../../testing/build.ts';
import { loadServiceModel, makeCatalog } from '../catalog/load.ts';
import { edgesOf } from '../model/edges.ts';
import { makeParameter } from './bind.ts';
import { connectOutwards, outwardsProblem } from './outwards.ts';
import { wrapInMap, wrapInParallel } from './scopeMoves.ts';
import { addStep } from './steps.ts';
import { connect } from './wires.ts';

const catalog = makeCatalog(new Map([['sagemaker', await loadServiceModel('sagemaker')], ['lambda', await loadServiceModel('lambda')]]));
const jobs = after(
  pipelineOf({}),
  addStep({ kind: 'sagemaker:createProcessingJob.sync', id: 'prep' }, catalog),
  addStep({ kind: 'sagemaker:createTrainingJob.sync', id: 'train' }, catalog),
  addStep({ kind: 'sagemaker:createModel', id: 'model' }, catalog),
  addStep({ kind: 'map', id: 'each' }, catalog),
);
const port = (id: string, name: string) => catalog.kind(jobs.steps[id]?.kind ?? '')?.outputs(jobs.steps[id] as never).find((o) => o.name === name || o.type === name)?.name ?? name;

test('a wire dropped on the + of a list appends an element with a name of its own', () => {
  const plus = { step: 'train', pointer: '/arguments/InputDataConfig/-' };
  const wired = after(jobs, connect({ step: 'prep', port: port('prep', 'dataset') }, plus, catalog), connect({ step: 'prep', port: port('prep', 'dataset') }, plus, catalog));
  const channels = (wired.steps['train'] as unknown as { arguments: { InputDataConfig: { ChannelName: string }[] } }).arguments.InputDataConfig;
  expect(new Set(channels.map((c) => c.ChannelName)).size).toBe(channels.length);
  expect(edgesOf(wired).filter((e) => e.from === 'prep' && e.to === 'train')).toHaveLength(2);
});

test('types that do not fit are refused in words', () => {
  const artifact = { step: 'train', port: port('train', 'model-artifact') };
  expect(reasonOf(jobs, connect({ step: 'prep', port: port('prep', 'dataset') }, { step: 'model', pointer: '/arguments/PrimaryContainer/ModelDataUrl' }, catalog))).toContain('is a dataset; the field takes a model artifact');
  expect(reasonOf(jobs, connect(artifact, { step: 'model', pointer: '/arguments/EnableNetworkIsolation' }, catalog))).toContain('true or false');
  expect(reasonOf(jobs, connect(artifact, { step: 'each', pointer: '/items' }, catalog))).toContain('runs over a list');
  expect(reasonOf(jobs, connect({ step: 'train', port: 'nothing' }, { step: 'model', pointer: '/arguments/ModelName' }, catalog))).toContain('no output nothing');
  expect(after(jobs, connect(artifact, { step: 'model', pointer: '/arguments/PrimaryContainer/ModelDataUrl' }, catalog)).steps['model']).toMatchObject({ arguments: { PrimaryContainer: { ModelDataUrl: { $output: `train/${artifact.port}` } } } });
});

test('a parameter made from a field takes its name, type and value', () => {
  const train = after(jobs, makeParameter('train', '/arguments/ResourceConfig/InstanceCount', 'deploy', {}, catalog), makeParameter('train', '/arguments/RoleArn', 'run', {}, catalog), makeParameter('train', '/arguments/Environment', 'run', { name: 'Env' }, catalog));
  expect(train.parameters).toMatchObject({ InstanceCount: { type: 'integer', phase: 'deploy' }, RoleArn: { type: 'role', phase: 'run' }, Env: { type: 'object' } });
  expect(train.steps['train']).toMatchObject({ arguments: { RoleArn: { $param: 'RoleArn' } } });
  expect(Object.keys(after(train, makeParameter('model', '/arguments/RoleArn', 'run', {}, catalog)).parameters ?? {})).toContain('ModelRoleArn');
});

test('a wire out of a body makes a result of each wall; a list does not go where one value goes', () => {
  const artifact = { step: 'train', port: port('train', 'model-artifact') };
  const to = { step: 'model', pointer: '/arguments/PrimaryContainer/ModelDataUrl' };
  const both = after(jobs, wrapInParallel(['train'], { id: 'inner' }), wrapInParallel(['inner'], { id: 'outer' }));
  const wired = after(both, connectOutwards(artifact, to, catalog));
  expect(wired.steps['model']).toMatchObject({ arguments: { PrimaryContainer: { ModelDataUrl: { $output: 'outer/artifact' } } } });
  expect(wired.steps['outer']).toMatchObject({ result: { artifact: { $output: 'inner/artifact' } } });
  expect(after(wired, connectOutwards(artifact, to, catalog))).toEqual(wired);
  expect(outwardsProblem(both, artifact, to, catalog)).toBeUndefined();
  const many = after(jobs, wrapInMap(['train'], { id: 'many' }));
  expect(outwardsProblem(many, artifact, to, catalog)).toBe(reasonOf(many, connectOutwards(artifact, to, catalog)));
  expect(reasonOf(many, connectOutwards(artifact, to, catalog))).toContain('one for each item; the field takes one');
});
