import { expect, it } from 'vitest';
import { compileRequest } from './compileService.ts';

it('compiles with the models of the services that the pipeline uses', async () => {
  const { artifacts, diagnostics } = await compileRequest(
    { format: 'cauce/1', name: 'p', steps: { tell: { kind: 'sns:publish', name: 'Tell', arguments: { TopicArn: 'arn:aws:sns:us-east-1:111122223333:t', Message: 'done' } } } },
    { language: 'jsonpath' },
  );
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  expect(artifacts?.definition).toMatchObject({ StartAt: 'Tell' });
});
