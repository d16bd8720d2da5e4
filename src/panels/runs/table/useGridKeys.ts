import { useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';

const CONTROLS = 'button, input';
const MOVES: Readonly<Record<string, readonly [rows: number, cells: number]>> = {
  ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [10, 0], PageUp: [-10, 0],
};

/**
 * The keys of a grid (WAI-ARIA, "grid"): the table is one stop of Tab, arrows go from one control to the next, Home and End to the
 * first and last of a row, with Ctrl to the first and last row.
 */
export function useGridKeys(table: RefObject<HTMLTableElement | null>): { readonly onKeyDown: (event: KeyboardEvent) => void; readonly onFocus: (event: { readonly target: EventTarget }) => void } {
  const current = useRef<HTMLElement | null>(null);
  // After every render: rows come and go, and one control of what is left takes part in Tab.
  useLayoutEffect(() => {
    const all = [...(table.current?.querySelectorAll<HTMLElement>(CONTROLS) ?? [])];
    if (current.current === null || !all.includes(current.current)) current.current = all.find((c) => c.closest('tbody')) ?? all[0] ?? null;
    for (const control of all) {
      const index = control === current.current ? 0 : -1;
      if (control.getAttribute('tabindex') !== String(index)) control.tabIndex = index;
    }
  });
  const take = (control: HTMLElement): void => {
    if (current.current !== null) current.current.tabIndex = -1;
    control.tabIndex = 0;
    current.current = control;
  };
  return {
    onFocus({ target }) {
      if (target instanceof HTMLElement && target.matches(CONTROLS)) take(target);
    },
    onKeyDown(event) {
      const rows = controlsIn(table.current).filter((row) => row.length > 0);
      const y = rows.findIndex((row) => row.includes(event.target as HTMLElement));
      const x = rows[y]?.indexOf(event.target as HTMLElement) ?? -1;
      if (y < 0 || event.altKey || event.metaKey || event.shiftKey) return;
      const next = target(rows, y, x, event);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
  };
}

function target(rows: readonly (readonly HTMLElement[])[], y: number, x: number, { key, ctrlKey }: KeyboardEvent): HTMLElement | undefined {
  if (key === 'Home' || key === 'End') {
    const row = ctrlKey ? rows.at(key === 'Home' ? 0 : -1) : rows[y];
    return ctrlKey ? nearest(row, rows[y]?.[x]) : row?.at(key === 'Home' ? 0 : -1);
  }
  const move = MOVES[key];
  if (move === undefined || ctrlKey) return undefined;
  const [down, right] = move;
  if (down === 0) return rows[y]?.[x + right];
  return nearest(rows[Math.min(rows.length - 1, Math.max(0, y + down))], rows[y]?.[x]);
}

/** The control of a row that stands under the one that was left. */
function nearest(row: readonly HTMLElement[] | undefined, from: HTMLElement | undefined): HTMLElement | undefined {
  const at = cellOf(from);
  return row && [...row].sort((a, b) => Math.abs(cellOf(a) - at) - Math.abs(cellOf(b) - at))[0];
}

function cellOf(control: HTMLElement | undefined): number {
  const cell = control?.closest<HTMLTableCellElement>('td, th');
  if (!cell) return 0;
  // Controls of one cell stand side by side.
  return cell.cellIndex + [...cell.querySelectorAll(CONTROLS)].indexOf(control as HTMLElement) / 10;
}

function controlsIn(table: HTMLTableElement | null): readonly (readonly HTMLElement[])[] {
  return [...(table?.rows ?? [])].map((row) => [...row.querySelectorAll<HTMLElement>(CONTROLS)]);
}
