// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { createTestApp, renderWith } from '../../testing/renderApp.tsx';
import { ProblemAnnouncer } from './ProblemAnnouncer.tsx';
import { ProblemsPanel } from './ProblemsPanel.tsx';

const pipeline: Pipeline = {
  format: 'cauce/1',
  name: 'p',
  steps: { call: { kind: 'lambda:invoke', name: 'Call' }, tell: { kind: 'sns:publish', name: 'Tell' } },
  parameters: { Bucket: { type: 'string', phase: 'deploy' } },
  environments: { prod: {} },
};
const found: readonly Diagnostic[] = [
  { severity: 'warning', code: 'b', message: 'Tell has no retry.', hint: 'Add one.', where: { step: 'tell' } },
  { severity: 'error', code: 'a', message: 'The function is missing.', hint: 'Name it.', where: { step: 'call', argument: '/arguments/FunctionName' }, fix: { label: 'Use f', edit: 'setField', args: ['call', '/arguments/FunctionName', 'f'] } },
  { severity: 'error', code: 'c', message: 'Bucket has no value in prod.', hint: 'Set it.', where: { parameter: 'Bucket', environment: 'prod' } },
];

describe('the list of problems', () => {
  let app: ReturnType<typeof createTestApp>;
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  const show = (diagnostics: readonly Diagnostic[]): void => act(() => app.store.setState((s) => ({ compiled: { ...s.compiled, result: { diagnostics, artifacts: null } } })));
  const rows = (): string[] => [...document.querySelectorAll('[data-problem]')].map((r) => r.getAttribute('aria-label') ?? '');

  beforeEach(() => {
    app = createTestApp(pipeline);
    renderWith(app, <><ProblemsPanel /><ProblemAnnouncer /></>);
  });
  afterEach(cleanup);

  it('says that it looks, and when there is nothing', () => {
    expect(screen.getByText('Looking for problems…')).toBeTruthy();
    show([]);
    expect(screen.getByText('No problems. The definition is ready to export.')).toBeTruthy();
  });

  it('lists the worst first, with where each is', () => {
    show(found);
    expect(rows()).toEqual(['Error: The function is missing. Name it. Call › Function', 'Error: Bucket has no value in prod. Set it. Bucket in prod', 'Warning: Tell has no retry. Add one. Tell']);
    expect(screen.getByText('2 errors, 1 warning')).toBeTruthy();
  });

  it('goes to the field, and to the cell of the table', async () => {
    show(found);
    await user.click(screen.getByLabelText(/The function is missing/));
    expect(app.store.getState().selection).toMatchObject({ steps: ['call'], field: '/arguments/FunctionName' });
    await user.click(screen.getByLabelText(/Bucket has no value/));
    expect(app.store.getState().selection.parameter).toEqual({ name: 'Bucket', environment: 'prod' });
    expect(app.store.getState().view.dock.tab).toBe('parameters');
  });

  it('mends at a click, as one step of the history', async () => {
    show(found);
    await user.click(screen.getByLabelText('Fix: Use f'));
    expect(app.store.getState().document.pipeline.steps['call']).toMatchObject({ arguments: { FunctionName: 'f' } });
    expect(app.store.getState().document.past.at(-1)?.label).toBe('use f');
  });

  it('shows those of the selected step only', async () => {
    show(found);
    await user.click(screen.getByRole('button', { name: 'This step' }));
    expect(screen.getByText('No step is selected. Select one to see its problems.')).toBeTruthy();
    act(() => app.store.getState().select(['tell']));
    expect(rows()).toEqual(['Warning: Tell has no retry. Add one. Tell']);
  });

  it('lists what was found while the file was read', () => {
    act(() => app.store.setState((s) => ({ document: { ...s.document, openProblems: [{ severity: 'error', code: 'f', message: 'Odd.', hint: 'Look.', where: { file: 'a.json', line: 3 } }] } })));
    expect(rows()).toEqual(['Error: Odd. Look. a.json, line 3']);
  });

  it('tells what changed, politely', () => {
    show(found);
    expect(screen.getByRole('status', { name: 'Problems' }).textContent).toBe('3 new problems: 2 errors, 1 warning');
    show(found.slice(0, 1));
    expect(screen.getByRole('status', { name: 'Problems' }).textContent).toBe('2 solved: 1 warning');
  });
});
