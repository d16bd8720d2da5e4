// @vitest-environment jsdom
import { cleanup, configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCatalog } from '../../../core/catalog/load.ts';
import { valueAt } from '../../../core/base/pointer.ts';
import type { Json, JsonObject } from '../../../core/base/json.ts';
import type { Pipeline } from '../../../core/model/pipeline.ts';
import type { Shape } from '../../../core/catalog/shape.ts';
import { FormHarness, prepareDom, seenFor } from '../testing/formHarness.tsx';
import { BindingField } from './BindingField.tsx';
import type { Slot } from './slot.ts';

beforeAll(prepareDom);
// Computing what is hidden takes most of the time of such tests, and nothing in these forms is.
configure({ defaultHidden: true });
afterEach(cleanup);

const catalog = makeCatalog(new Map());
const start: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  parameters: {
    Epochs: { type: 'integer', phase: 'run', default: 3 },
    Bucket: { type: 'string', phase: 'deploy' },
    Rows: { type: 'list', phase: 'run' },
  },
  environments: { dev: { values: { Bucket: 'my-bucket' } } },
  steps: {
    prep: { kind: 'pass', name: 'Prep', arguments: { train: 's3://x', rows: 3 } },
    train: { kind: 'sagemaker:createTrainingJob.sync', name: 'Train', arguments: { RoleArn: 'arn:x', ResourceConfig: { VolumeSizeInGB: 30 } } },
    last: { kind: 'pass', name: 'Last', arguments: { all: { $output: 'train/artifact' } } },
  },
};

function field(pointer = '/arguments/ResourceConfig/VolumeSizeInGB', shape: Shape = { type: 'integer' }, slot: Partial<Slot> = {}, pipeline = start) {
  const seen = seenFor(pipeline);
  render(
    <FormHarness seen={seen} catalog={catalog}>
      {(p) => <BindingField slot={{ target: { step: 'train', pointer }, label: 'Volume', path: pointer, value: valueAt(p.steps['train'] as unknown as JsonObject, pointer), shape, ...slot }} />}
    </FormHarness>,
  );
  return {
    seen,
    user: userEvent.setup({ delay: null }),
    value: (): Json | undefined => valueAt(seen.history.present.steps['train'] as unknown as JsonObject, pointer),
    button: (word: string) => screen.getByRole('button', { name: `Binding of Volume: ${word}` }),
  };
}

describe('the binding control', () => {
  it('makes a parameter of a literal in two clicks, with type and default, and its name in edit', async () => {
    const { seen, user, value, button } = field();
    await user.click(button('design'));
    await user.click(screen.getByRole('menuitem', { name: 'Run parameter…' }));
    const name = screen.getByRole('textbox', { name: 'Name of the parameter of Volume' });
    expect(document.activeElement).toBe(name);
    await user.clear(name);
    await user.type(name, 'Disk{Enter}');
    expect(value()).toEqual({ $param: 'Disk' });
    expect(seen.history.present.parameters?.['Disk']).toEqual({ type: 'integer', phase: 'run', default: 30 });
    expect(button('run')).toBeTruthy();
  });

  it('uses an existing parameter instead of the one just made, which leaves nothing behind', async () => {
    const { seen, user, value, button } = field();
    await user.click(button('design'));
    await user.click(screen.getByRole('menuitem', { name: 'Run parameter…' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Use an existing parameter for Volume' }), 'Epochs');
    expect(value()).toEqual({ $param: 'Epochs' });
    expect(Object.keys(seen.history.present.parameters ?? {})).toEqual(['Epochs', 'Bucket', 'Rows']);
  });

  it('is worked by letters alone, and moves a parameter to another phase wherever it is used', async () => {
    const { seen, user, button } = field('/arguments/RoleArn', { type: 'string' });
    button('design').focus();
    await user.keyboard('{Enter}');
    await user.keyboard('e');
    await user.keyboard('{Enter}');
    expect(seen.history.present.parameters?.['RoleArn']).toEqual({ type: 'role', phase: 'deploy', default: 'arn:x' });
    button('deploy').focus();
    await user.keyboard('{Enter}');
    await user.keyboard('r');
    expect(seen.history.present.parameters?.['RoleArn']?.phase).toBe('run');
    expect(seen.went).toEqual(['RoleArn is now bound at run, wherever it is used.']);
  });

  it('goes back to the value of the chosen environment', async () => {
    const { user, value, button } = field('/arguments/RoleArn', { type: 'string' }, {}, { ...start, steps: { ...start.steps, train: { ...start.steps['train'], arguments: { RoleArn: { $param: 'Bucket' } } } as Pipeline['steps'][string] } });
    expect(screen.getByText('my-bucket')).toBeTruthy();
    await user.click(button('deploy'));
    await user.keyboard('d');
    expect(value()).toBe('my-bucket');
  });

  it('offers outputs of earlier steps, and says why others do not fit', async () => {
    const { user, value, button } = field('/arguments/RoleArn', { type: 'string' });
    await user.click(button('design'));
    await user.keyboard('o');
    const list = screen.getByRole('listbox');
    expect(within(list).getByRole('option', { name: /^train/ }).getAttribute('aria-disabled')).toBe('false');
    expect(within(list).getByRole('option', { name: /all/ }).getAttribute('aria-disabled')).toBe('true');
    await user.click(within(list).getByRole('option', { name: /^train/ }));
    expect(value()).toEqual({ $output: 'prep/train' });
    expect(button('output')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Output Prep › train' }));
  });

  it('takes a typed place in a response', async () => {
    const { user, value, button } = field('/arguments/RoleArn', { type: 'string' });
    await user.click(button('design'));
    await user.keyboard('o');
    await user.keyboard('Payload.rows[[0]');
    await user.click(screen.getAllByRole('option', { name: /Payload › rows › 0/ })[0] as HTMLElement);
    expect(value()).toEqual({ $output: { from: 'prep', path: ['Payload', 'rows', 0] } });
  });

  it('refuses parameters that do not fit, and binds one that does', async () => {
    const { user, value, button } = field();
    await user.click(button('design'));
    await user.keyboard('p');
    expect(screen.getByRole('option', { name: /^Rows|Rows/ }).getAttribute('aria-disabled')).toBe('true');
    await user.click(screen.getByRole('option', { name: /Epochs/ }));
    expect(value()).toEqual({ $param: 'Epochs' });
  });

  it('coalesces typing into one step of undo and removes a cleared field', async () => {
    const { seen, user, value } = field();
    const input = screen.getByRole('textbox', { name: 'Volume' });
    await user.clear(input);
    await user.type(input, '250');
    expect(value()).toBe(250);
    await user.clear(input);
    expect(value()).toBeUndefined();
    expect(seen.history.past).toHaveLength(1);
  });

  it('Delete on a chip unbinds, Enter goes to the parameter, F2 renames it everywhere', async () => {
    const bound = { ...start, steps: { ...start.steps, train: { ...start.steps['train'], arguments: { RoleArn: { $param: 'Bucket' } } } as Pipeline['steps'][string] } };
    const { seen, user, value } = field('/arguments/RoleArn', { type: 'string' }, {}, bound);
    screen.getByRole('button', { name: 'Parameter Bucket, deploy' }).focus();
    await user.keyboard('{F2}');
    await user.keyboard('Store{Enter}');
    expect(value()).toEqual({ $param: 'Store' });
    expect(seen.history.present.environments?.['dev']?.values).toEqual({ Store: 'my-bucket' });
    screen.getByRole('button', { name: 'Parameter Store, deploy' }).focus();
    await user.keyboard('{Enter}');
    expect(seen.went).toEqual(['parameter Store']);
    await user.keyboard('{Delete}');
    expect(value()).toBeUndefined();
  });

  it('joins texts and chips with the keyboard', async () => {
    const { user, value, button } = field('/arguments/RoleArn', { type: 'string' });
    await user.click(button('design'));
    await user.keyboard('j');
    const text = screen.getByRole('textbox', { name: 'Volume' });
    await user.clear(text);
    await user.type(text, 's3://');
    await user.click(screen.getByRole('button', { name: 'Insert a parameter' }));
    await user.keyboard('Bucket{Enter}');
    await user.type(screen.getByRole('textbox', { name: 'Volume, text 2' }), '/data');
    expect(value()).toEqual({ $text: ['s3://', { $param: 'Bucket' }, '/data'] });
    expect(screen.getByText('s3://my-bucket/data')).toBeTruthy();
    const last = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Volume, text 2' });
    last.setSelectionRange(0, 0);
    await user.keyboard('{Backspace}');
    expect(value()).toEqual({ $text: ['s3:///data'] });
  });

  it('makes a parameter by its name inside a joined text, in one step of undo', async () => {
    const { seen, user, value, button } = field('/arguments/RoleArn', { type: 'string' });
    await user.click(button('design'));
    await user.keyboard('j');
    await user.click(screen.getByRole('button', { name: 'Insert a parameter' }));
    await user.keyboard('Suffix');
    await user.click(screen.getByRole('option', { name: /New run parameter/ }));
    expect(value()).toEqual({ $text: ['arn:x', { $param: 'Suffix' }] });
    expect(seen.history.present.parameters?.['Suffix']).toEqual({ type: 'string', phase: 'run' });
    expect(seen.history.past).toHaveLength(2);
  });

  it('begins an expression with = in an empty field, and writes what is typed', async () => {
    const { user, value } = field('/arguments/Tag', { type: 'string' });
    await user.type(screen.getByRole('textbox', { name: 'Volume' }), '=');
    await user.type(screen.getByRole('textbox', { name: 'Expression of Volume' }), '$params.Epochs');
    expect(value()).toEqual({ $expression: { language: 'jsonata', code: '$params.Epochs' } });
  });

  it('offers design only for constants of the definition', async () => {
    const { user, button } = field('/retry/0/maxAttempts', { type: 'integer' }, { designOnly: true });
    await user.click(button('not set'));
    expect(screen.getAllByRole('menuitem').map((i) => i.getAttribute('aria-label'))).toEqual(['Literal']);
  });

  it('shows what Cauce makes and lets it be taken over', async () => {
    const { user, value, button } = field('/arguments/TrainingJobName', { type: 'string' }, { made: { short: 'train-‹uuid›', full: 'train-‹uuid›' } });
    expect(screen.getByText('train-‹uuid›')).toBeTruthy();
    await user.click(button('made by Cauce'));
    await user.keyboard('r');
    expect(value()).toEqual({ $param: 'TrainingJobName' });
    await user.keyboard('{Enter}');
    await user.click(button('run'));
    await user.click(screen.getByRole('menuitem', { name: 'Made by Cauce' }));
    expect(value()).toBeUndefined();
  });
});
