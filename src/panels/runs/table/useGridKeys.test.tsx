// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef } from 'react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { useGridKeys } from './useGridKeys.ts';

function Grid({ rows }: { readonly rows: readonly string[] }) {
  const table = useRef<HTMLTableElement>(null);
  const keys = useGridKeys(table);
  return (
    <table ref={table} role="grid" {...keys}>
      <thead><tr><th /><th><button type="button">Sort</button></th><th /></tr></thead>
      <tbody>{rows.map((r) => <tr key={r}><td><input type="checkbox" aria-label={`pick ${r}`} /></td><td><button type="button">{r}</button></td><td><button type="button">{`use ${r}`}</button><button type="button">{`link ${r}`}</button></td></tr>)}</tbody>
    </table>
  );
}
beforeAll(() => void (Element.prototype.scrollIntoView = () => undefined));
afterEach(cleanup);
const user = userEvent.setup({ delay: null });
const focused = (): string => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '';
const after = async (keys: string): Promise<string> => {
  await user.keyboard(keys);
  return focused();
};

test('Tab comes in once and leaves; arrows, Home and End go about', async () => {
  render(<><Grid rows={['a', 'b', 'c']} /><button type="button">outside</button></>);
  expect(await after('{Tab}')).toBe('pick a');
  expect(await after('{ArrowRight}')).toBe('a');
  expect(await after('{ArrowDown}')).toBe('b');
  expect(await after('{End}')).toBe('link b');
  // Controls of one cell: the one below is the one that is meant.
  expect(await after('{ArrowDown}')).toBe('link c');
  expect(await after('{ArrowDown}')).toBe('link c');
  expect(await after('{ArrowLeft}')).toBe('use c');
  expect(await after('{Home}')).toBe('pick c');
  expect(await after('{Control>}{Home}{/Control}')).toBe('Sort');
  expect(await after('{Control>}{End}{/Control}')).toBe('c');
  expect(await after('{PageUp}')).toBe('Sort');
  expect(await after('{Tab}')).toBe('outside');
  expect(await after('{Shift>}{Tab}{/Shift}')).toBe('Sort');
});

test('where the row with the focus goes, the first row takes part in Tab', async () => {
  const { rerender } = render(<Grid rows={['a', 'b']} />);
  await user.click(screen.getByText('b'));
  rerender(<Grid rows={['a']} />);
  expect(await after('{Tab}')).toBe('pick a');
});
