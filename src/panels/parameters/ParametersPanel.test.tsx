// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { createTestApp, renderWith } from '../../testing/renderApp.tsx';
import { ParametersPanel } from './ParametersPanel.tsx';

const pipeline: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  machine: { role: { $param: 'Role' } },
  steps: { call: { kind: 'lambda:invoke', name: 'Call', arguments: { FunctionName: { $param: 'Fn' }, Payload: { rate: { $param: 'Rate' }, again: { $param: 'Rate' }, when: { $text: ['at ', { $param: 'Fn' }] } } } } },
  parameters: {
    Rate: { type: 'number', phase: 'run', default: 0.1 },
    Fn: { type: 'string', phase: 'deploy' },
    Role: { type: 'role', phase: 'deploy' },
    Sets: { type: 'list', phase: 'run' },
    Fast: { type: 'boolean', phase: 'run' },
  },
  environments: { dev: { region: 'us-east-1', values: { Fn: 'f-dev', Role: 'arn:aws:iam::111122223333:role/r' } }, prod: {} },
};

describe('the panel of parameters', () => {
  let app: ReturnType<typeof createTestApp>;
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  const now = (): Pipeline => app.store.getState().document.pipeline;
  // By the label first: names by role are computed for every button there is.
  const button = (name: string): HTMLElement => screen.queryByLabelText(name) ?? screen.getByRole('button', { name });

  beforeAll(() => {
    // What Radix asks of a browser and jsdom does not have.
    Element.prototype.scrollIntoView = () => undefined;
    Element.prototype.hasPointerCapture = () => false;
    globalThis.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
  });
  beforeEach(() => {
    app = createTestApp(pipeline);
    renderWith(app, <ParametersPanel />);
  });
  afterEach(cleanup);

  it('marks the gaps of environments and what is required', () => {
    expect(button('Fn in prod: No value')).toBeTruthy();
    expect(button('Fn in dev: f-dev')).toBeTruthy();
    expect(button('Default of Fn: required')).toBeTruthy();
    expect(button('Rate in prod: the default')).toBeTruthy();
  });

  it('moves a parameter to another phase with one click, and says why it cannot', async () => {
    await user.click(screen.getByRole('radio', { name: 'Phase of Fn: run' }));
    expect(now().parameters?.['Fn']?.phase).toBe('run');
    expect(now().environments?.['dev']?.inputDefaults).toEqual({ Fn: 'f-dev' });
    expect(screen.getByRole('radio', { name: 'Phase of Fn: run' }).getAttribute('aria-checked')).toBe('true');
    await user.click(screen.getByRole('radio', { name: 'Phase of Role: run' }));
    expect(now().parameters?.['Role']?.phase).toBe('deploy');
    expect(app.store.getState().notices.at(-1)?.text).toContain('role of the state machine');
  });

  it('keeps numbers numbers, and a text that is none stays in edit with the reason', async () => {
    await user.click(button('Default of Rate: 0.1'));
    const field = screen.getByRole('textbox', { name: 'Default of Rate' });
    await user.clear(field);
    await user.type(field, 'fast{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('fast is not a number');
    await user.clear(field);
    await user.type(field, '0.25{Enter}');
    expect(now().parameters?.['Rate']?.default).toBe(0.25);
    expect(app.store.getState().document.past.at(-1)?.label).toBe('set the default of Rate');
  });

  it('a click selects the value to be replaced; a key replaces it at once', async () => {
    await user.click(button('Default of Rate: 0.1'));
    await user.keyboard('7{Enter}');
    expect(now().parameters?.['Rate']?.default).toBe(7);
    button('Default of Rate: 7').focus();
    await user.keyboard('85{Enter}');
    expect(now().parameters?.['Rate']?.default).toBe(85);
  });

  it('gives up an edit at Escape', async () => {
    await user.click(button('Default of Rate: 0.1'));
    await user.type(screen.getByRole('textbox', { name: 'Default of Rate' }), '9{Escape}');
    expect(now()).toBe(pipeline);
  });

  it('fills the gap of an environment, and an empty text makes it a gap again', async () => {
    await user.click(button('Fn in prod: No value'));
    await user.keyboard('f-prod{Enter}');
    expect(now().environments?.['prod']?.values).toEqual({ Fn: 'f-prod' });
    button('Fn in prod: f-prod').focus();
    await user.keyboard('{Delete}');
    expect(button('Fn in prod: No value')).toBeTruthy();
  });

  it('switches booleans and reads lists as JSON', async () => {
    await user.click(screen.getByRole('switch', { name: 'Default of Fast: required' }));
    expect(now().parameters?.['Fast']?.default).toBe(true);
    await user.click(button('Default of Sets: required'));
    const field = screen.getByRole('textbox', { name: 'Default of Sets' });
    await user.click(field);
    await user.paste('{"a": 1}');
    await user.click(button('Set list'));
    expect(screen.getByRole('alert').textContent).toBe('A list stands in brackets: ["a", 2].');
    await user.clear(field);
    await user.paste('[{"depth": 3}]');
    await user.click(button('Set list'));
    expect(now().parameters?.['Sets']?.default).toEqual([{ depth: 3 }]);
  });

  it('renames everywhere with F2', async () => {
    button('Fn, required').focus();
    await user.keyboard('{F2}');
    await user.clear(screen.getByRole('textbox', { name: 'Name of Fn' }));
    await user.keyboard('FunctionName{Enter}');
    expect(now().steps['call']).toMatchObject({ arguments: { FunctionName: { $param: 'FunctionName' } } });
    expect(now().environments?.['dev']?.values).toMatchObject({ FunctionName: 'f-dev' });
  });

  it('keeps a refused name in edit', async () => {
    button('Fn, required').focus();
    await user.keyboard('{F2}');
    await user.clear(screen.getByRole('textbox', { name: 'Name of Fn' }));
    await user.keyboard('not-good{Enter}');
    expect(screen.getByRole('textbox', { name: 'Name of Fn' })).toBeTruthy();
    expect(now()).toBe(pipeline);
  });

  it('says what deleting breaks before it does', async () => {
    await user.click(button('Rate'));
    await user.click(button('Delete Rate'));
    const question = app.questions.getState().current;
    expect(question).toMatchObject({ title: 'Delete Rate?', text: '2 fields use it. Without it:' });
    expect(question?.lines?.[0]).toMatch(/Call.*rate becomes 0\.1/);
    app.questions.getState().answer('keep');
    expect(now()).toBe(pipeline);
    await user.click(button('Delete Rate'));
    app.questions.getState().answer('delete');
    await waitFor(() => expect(now().parameters?.['Rate']).toBeUndefined());
    expect(app.store.getState().notices.at(-1)).toMatchObject({ text: 'Deleted parameter Rate', undoable: true });
  });

  it('goes to the field that uses a parameter', async () => {
    await user.click(button('Rate'));
    await user.click(screen.getAllByRole('button', { name: /Call.*again/ })[0] as HTMLElement);
    expect(app.store.getState().selection).toMatchObject({ steps: ['call'], field: '/arguments/Payload/again' });
  });

  it('adds a parameter with its name in edit', async () => {
    await user.click(button('Parameter'));
    await user.keyboard('Seed{Enter}');
    expect(now().parameters?.['Seed']).toMatchObject({ type: 'string', phase: 'run' });
  });

  it('adds, renames, copies and deletes environments', async () => {
    await user.click(button('Environment'));
    const dialog = screen.getByRole('dialog', { name: 'New environment' });
    await user.clear(within(dialog).getByRole('textbox', { name: 'Name' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'dev');
    await user.click(within(dialog).getByRole('button', { name: 'Add environment' }));
    expect(within(dialog).getByRole('alert').textContent).toBe('There is already an environment dev.');
    await user.clear(within(dialog).getByRole('textbox', { name: 'Name' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'test');
    await user.click(within(dialog).getByRole('button', { name: 'Add environment' }));
    expect(now().environments?.['test']).toEqual({ region: 'us-east-1' });

    await user.click(button('Environment dev'));
    await user.click(screen.getByRole('menuitem', { name: 'Copy dev' }));
    expect(now().environments?.['dev-2']).toEqual(pipeline.environments?.['dev']);

    await user.click(button('Environment dev'));
    await user.click(screen.getByRole('menuitem', { name: 'Delete dev' }));
    expect(app.questions.getState().current?.text).toBe('Its 2 values go with it. Nothing that is deployed changes.');
    app.questions.getState().answer('delete');
    await waitFor(() => expect(now().environments?.['dev']).toBeUndefined());
  });

  it('filters by text and by phase', async () => {
    await user.type(screen.getByRole('textbox', { name: 'Find a parameter' }), 'rat');
    expect(screen.queryByRole('button', { name: 'Fn, required' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Deploy, 2' }));
    expect(screen.getByText(/No parameter fits/)).toBeTruthy();
    await user.click(button('Show all'));
    expect(button('Fn, required')).toBeTruthy();
  });

  it('moves a row within its phase', async () => {
    button('Role, required').focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(Object.keys(now().parameters ?? {})).toEqual(['Rate', 'Role', 'Fn', 'Sets', 'Fast']);
    await user.click(button('Rate'));
    await user.click(button('Move Rate down'));
    expect(Object.keys(now().parameters ?? {})).toEqual(['Role', 'Fn', 'Sets', 'Rate', 'Fast']);
  });

  it('goes from cell to cell with the arrows', async () => {
    button('Fn in dev: f-dev').focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Fn in prod: No value');
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Role in prod: No value');
  });
});
