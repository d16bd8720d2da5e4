// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Tooltip } from 'radix-ui';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { makeCatalog } from '../../core/catalog/load.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { PipelineForm } from './PipelineForm.tsx';
import { FormHarness, prepareDom, seenFor } from './testing/formHarness.tsx';

beforeAll(prepareDom);
afterEach(cleanup);

it('waits across branches are wanted or not, and leave nothing in the file where they are not', async () => {
  const user = userEvent.setup({ delay: null });
  const pipeline: Pipeline = { format: 'cauce/1', name: 'p', settings: { checkInputFirst: true }, parameters: {}, steps: {} };
  const seen = seenFor(pipeline);
  render(
    <Tooltip.Provider>
      <FormHarness seen={seen} catalog={makeCatalog(new Map())}>{() => <PipelineForm />}</FormHarness>
    </Tooltip.Provider>,
  );
  const box = screen.getByRole('checkbox', { name: /let a step wait for one of another branch/ });
  await user.click(box);
  expect(seen.history.present.settings).toEqual({ checkInputFirst: true, signals: true });
  await user.click(box);
  expect(seen.history.present.settings).toEqual({ checkInputFirst: true });
});
