import { expect, it } from 'vitest';
import { largePipeline } from '../testing/largePipeline.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { createCompileService } from './compileService.ts';

it('compiles with the models of the services that the pipeline uses', async () => {
  const { artifacts, diagnostics } = await createCompileService()(
    { format: 'cauce/1', name: 'p', steps: { tell: { kind: 'sns:publish', name: 'Tell', arguments: { TopicArn: 'arn:aws:sns:us-east-1:111122223333:t', Message: 'done' } } } },
    { language: 'jsonpath' },
  );
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  expect(JSON.parse(artifacts?.definitionText ?? 'null')).toMatchObject({ StartAt: 'Tell' });
});

it('says of a changed copy what it would say of a new document', async () => {
  const service = createCompileService();
  const first = structuredClone(largePipeline(24)) as unknown as Mutable;
  await service(structuredClone(first) as unknown as Pipeline, {});
  const changes: readonly ((p: Mutable) => void)[] = [
    (p) => void (p.parameters['Depth'] = { type: 'string', phase: 'run', default: 'deep' }),
    (p) => void (p.environments['dev'] = { region: 'us-east-1', values: {} }),
    (p) => void (p.steps['train-1-0'] = { ...p.steps['train-1-0'], arguments: { HyperParameters: { max_depth: { $output: 'score-0-0/gone' } } } }),
    (p) => void (p.steps['prep-0'] = { kind: 'sns:publish', name: 'Prepare', arguments: { Message: 'rows' } }),
    (p) => void delete p.steps['profile-0'],
    (p) => void (p.settings = {}),
  ];
  for (const change of changes) {
    const changed = structuredClone(first);
    change(changed);
    for (const pipeline of [changed, first]) {
      const copy = (): Pipeline => structuredClone(pipeline) as unknown as Pipeline;
      expect(await service(copy(), {})).toEqual(await createCompileService()(copy(), {}));
    }
  }
});

it('gives the last result again where nodes have only been moved', async () => {
  const service = createCompileService();
  const pipeline = largePipeline(8);
  const first = await service(structuredClone(pipeline), {});
  expect(await service({ ...structuredClone(pipeline), layout: { 'prep-0': [40, 40] } }, {})).toBe(first);
  expect(await service({ ...structuredClone(pipeline), name: 'other' }, {})).not.toBe(first);
  expect((await service(structuredClone(pipeline), { language: 'jsonpath' })).artifacts?.definitionText).not.toBe(first.artifacts?.definitionText);
});

interface Mutable {
  parameters: Record<string, unknown>;
  environments: Record<string, unknown>;
  steps: Record<string, Record<string, unknown>>;
  settings: unknown;
}
