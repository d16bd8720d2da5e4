// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Tooltip } from 'radix-ui';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Catalog } from '../../../core/catalog/kind.ts';
import { loadServiceModel, makeCatalog } from '../../../core/catalog/load.ts';
import type { Pipeline, Step, TaskStep } from '../../../core/model/pipeline.ts';
import { FormHarness, prepareDom, seenFor } from '../testing/formHarness.tsx';
import { ErrorsTab } from './ErrorsTab.tsx';

let catalog: Catalog;
beforeAll(async () => {
  prepareDom();
  catalog = makeCatalog(new Map([['sagemaker', await loadServiceModel('sagemaker')]]));
});
afterEach(cleanup);

it('a second retry and a second catch take what the first ones leave, before those that take everything', async () => {
  const user = userEvent.setup({ delay: null });
  const s = { kind: 'sagemaker:createTrainingJob.sync', name: 'Train', arguments: {} } as Step;
  const pipeline: Pipeline = { format: 'cauce/1', name: 'p', parameters: {}, steps: { s, lost: { kind: 'fail', name: 'Lost' } as Step } };
  const seen = seenFor(pipeline);
  render(
    <Tooltip.Provider>
      <FormHarness seen={seen} catalog={catalog}>{(p) => <ErrorsTab id="s" step={p.steps['s'] as Step} />}</FormHarness>
    </Tooltip.Provider>,
  );
  for (const _ of [1, 2, 3]) await user.click(screen.getByRole('button', { name: 'Add retry' }));
  for (const _ of [1, 2]) await user.click(screen.getByRole('button', { name: 'Add catch' }));
  const step = seen.history.present.steps['s'] as TaskStep;
  expect(step.retry?.map((r) => r.errors)).toEqual([['SageMaker.AmazonSageMakerException', 'ThrottlingException'], ['States.TaskFailed'], ['States.Timeout']]);
  expect(step.catch?.map((c) => c.errors)).toEqual([['States.TaskFailed'], ['States.ALL']]);
});
