// @vitest-environment jsdom
import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Tooltip } from 'radix-ui';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadServiceModel, makeCatalog } from '../../../core/catalog/load.ts';
import type { Catalog } from '../../../core/catalog/kind.ts';
import type { Diagnostic } from '../../../core/diagnostic/diagnostic.ts';
import type { Pipeline, Step } from '../../../core/model/pipeline.ts';
import { FormHarness, prepareDom, seenFor, type Seen } from '../testing/formHarness.tsx';
import { FieldsTab } from './FieldsTab.tsx';

let catalog: Catalog;
beforeAll(async () => {
  prepareDom();
  catalog = makeCatalog(new Map([['sagemaker', await loadServiceModel('sagemaker')]]));
});
// Computing what is hidden takes most of the time of such tests, and nothing in these forms is.
configure({ defaultHidden: true });
afterEach(cleanup);

function pipelineWith(step: object): Pipeline {
  return {
    format: 'cauce/1',
    name: 'p',
    parameters: { Depth: { type: 'integer', phase: 'run', default: 5 }, MinAuc: { type: 'number', phase: 'run', default: 0.8 } },
    steps: { prep: { kind: 'pass', name: 'Prep', arguments: { train: 's3://x' } }, s: step as Step, next: { kind: 'pass', name: 'Next', arguments: {} } },
  };
}

const training = {
  kind: 'sagemaker:createTrainingJob.sync',
  name: 'Train',
  arguments: {
    HyperParameters: { max_depth: { $param: 'Depth' } },
    InputDataConfig: [{ ChannelName: 'train', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: { $output: 'prep/train' } } } }],
    ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 30 },
  },
};

function form(step: object, diagnostics: readonly Diagnostic[] = []): { seen: Seen; user: ReturnType<typeof userEvent.setup>; args: () => Record<string, unknown> } {
  const seen = seenFor(pipelineWith(step));
  render(
    <Tooltip.Provider>
      <FormHarness seen={seen} catalog={catalog} diagnostics={diagnostics}>
        {(p) => <FieldsTab id="s" step={p.steps['s'] as Step} />}
      </FormHarness>
    </Tooltip.Provider>,
  );
  return { seen, user: userEvent.setup({ delay: null }), args: () => (seen.history.present.steps['s'] as { arguments: Record<string, unknown> }).arguments };
}

describe('the form of a training job', () => {
  it('draws only what is required or set of its hundreds of fields', () => {
    form(training);
    expect(screen.getByText('s3://‹bucket›/‹prefix›/…/artifact')).toBeTruthy();
    expect(screen.getByText('train-‹uuid›')).toBeTruthy();
    expect(document.querySelectorAll('[data-field]').length).toBeLessThan(40);
  });

  it('finds any leaf by name and adds it by writing into it', async () => {
    const { user, args } = form(training);
    await user.type(screen.getByRole('searchbox'), 'max wait');
    await user.type(await screen.findByRole('textbox', { name: 'Max wait time' }), '7200');
    expect(args()['StoppingCondition']).toEqual({ MaxWaitTimeInSeconds: 7200 });
  });

  it('finds fields by the parameter that they are bound to', async () => {
    const { user } = form(training);
    await user.type(screen.getByRole('searchbox'), 'Depth');
    expect(await screen.findByRole('button', { name: 'Parameter Depth, run' })).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Instance type' })).toBeNull();
  });

  it('adds an optional field from the folded list, and keeps it where it is while it is emptied', async () => {
    const { user, args } = form(training);
    await user.click(screen.getByRole('button', { name: /^Optional/ }));
    await user.click(screen.getByRole('button', { name: 'Add Enable network isolation' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Enable network isolation' }), 'true');
    expect(args()['EnableNetworkIsolation']).toBe(true);
    const volume = screen.getByRole('textbox', { name: 'Volume size' });
    await user.clear(volume);
    expect(args()['ResourceConfig']).toEqual({ InstanceType: 'ml.m5.xlarge', InstanceCount: 1 });
    await user.type(volume, '50');
    expect(args()['ResourceConfig']).toMatchObject({ VolumeSizeInGB: 50 });
  });

  it('adds, renames and removes entries of a map, and names the key at once', async () => {
    const { user, args } = form(training);
    await user.click(screen.getByRole('button', { name: 'Add to Hyperparameters' }));
    await user.keyboard('eta{Enter}');
    await user.keyboard('0.2');
    expect(args()['HyperParameters']).toEqual({ max_depth: { $param: 'Depth' }, eta: '0.2' });
    await user.click(screen.getByRole('button', { name: 'Remove max_depth' }));
    expect(args()['HyperParameters']).toEqual({ eta: '0.2' });
  });

  it('adds an element with a free name, moves and removes it', async () => {
    const { user, args } = form(training);
    await user.click(screen.getByRole('button', { name: 'Add to Input data config' }));
    const names = (): unknown[] => (args()['InputDataConfig'] as { ChannelName: string }[]).map((c) => c.ChannelName);
    expect(names()).toHaveLength(2);
    const added = names()[1] as string;
    expect(added).not.toBe('train');
    await user.click(screen.getByRole('button', { name: `Move ${added} up` }));
    expect(names()).toEqual([added, 'train']);
    await user.click(screen.getByRole('button', { name: `Remove ${added}` }));
    expect(names()).toEqual(['train']);
  });

  it('shows a problem at its field with the button that mends it', async () => {
    const problem: Diagnostic = {
      severity: 'error', code: 'out-of-range', message: 'Volume size is 0; at least 1.', hint: 'Take 30 GiB.',
      where: { step: 's', argument: '/arguments/ResourceConfig/VolumeSizeInGB' }, fix: { label: 'Set 30 GiB', edit: 'setField', args: [] },
    };
    const { user, seen } = form(training, [problem]);
    const input = screen.getByRole('textbox', { name: 'Volume size' });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toContain('at least 1');
    await user.click(screen.getByRole('button', { name: 'Set 30 GiB' }));
    expect(seen.went).toEqual(['fix setField']);
  });
});

describe('the form of a Choice', () => {
  it('builds a condition of two operands and makes a threshold of a literal', async () => {
    const { seen, user } = form({ kind: 'choice', name: 'Gate', branches: [{ when: { $compare: [{ $output: 'prep/train' }, '==', null] } }] });
    const gate = () => seen.history.present.steps['s'] as { branches: readonly { when: unknown; to?: string; outputs?: unknown }[]; otherwise?: unknown };
    await user.selectOptions(screen.getByRole('combobox', { name: 'Comparison of way 1' }), '>=');
    await user.type(screen.getByRole('textbox', { name: 'Right side of way 1' }), '0.9');
    expect(gate().branches[0]?.when).toEqual({ $compare: [{ $output: 'prep/train' }, '>=', 0.9] });
    await user.click(screen.getByRole('button', { name: 'Binding of Right side of way 1: design' }));
    await user.keyboard('r');
    await user.keyboard('{Enter}');
    expect(gate().branches[0]?.when).toEqual({ $compare: [{ $output: 'prep/train' }, '>=', { $param: 'MinTrain' }] });
    expect(seen.history.present.parameters?.['MinTrain']).toEqual({ type: 'number', phase: 'run', default: 0.9 });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Target of way 1' }), 'next');
    await user.click(screen.getByRole('button', { name: 'Add an output to Gate' }));
    await user.keyboard('best{Enter}');
    const first = screen.getAllByRole('textbox', { name: 'best' })[0] as HTMLElement;
    await user.type(first, 'x');
    expect(gate().branches[0]).toMatchObject({ to: 'next', outputs: { best: 'x' } });
  });
});

it('goes from one member of a union to the other and back, as often as the person likes', async () => {
  const { user, args } = form({ kind: 'wait', name: 'Wait', arguments: { Seconds: 60 } });
  const choice = () => screen.getByRole<HTMLSelectElement>('combobox', { name: /^Kind of/ });
  for (const member of ['Timestamp', 'Seconds', 'Timestamp', 'Seconds']) {
    await user.selectOptions(choice(), member);
    expect(choice().value).toBe(member);
    expect(screen.getByRole('textbox', { name: member })).toBeTruthy();
  }
  await user.type(screen.getByRole('textbox', { name: 'Seconds' }), '5');
  expect(args()).toEqual({ Seconds: 5 });
});
