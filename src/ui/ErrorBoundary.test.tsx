// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ErrorBoundary } from './ErrorBoundary.tsx';

beforeEach(() => {
  vi.stubGlobal('reportError', vi.fn());
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

let broken = true;
function Pane() {
  if (broken) throw new Error('no such field');
  return <p>The fields</p>;
}

it('leaves the other panes usable and can be tried again', async () => {
  broken = true;
  render(
    <>
      <ErrorBoundary name="The inspector"><Pane /></ErrorBoundary>
      <p>The canvas</p>
    </>,
  );
  expect(screen.getByRole('alert').textContent).toContain('The inspector could not be shown.');
  expect(screen.getByText('The canvas')).toBeTruthy();
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('The fields')).toBeTruthy();
});

it('tries again by itself when something else is shown', () => {
  broken = true;
  const { rerender } = render(<ErrorBoundary name="The inspector" resetOn="a"><Pane /></ErrorBoundary>);
  broken = false;
  rerender(<ErrorBoundary name="The inspector" resetOn="b"><Pane /></ErrorBoundary>);
  expect(screen.getByText('The fields')).toBeTruthy();
});
