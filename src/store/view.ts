import type { StoreApi } from 'zustand';
import type { Platform } from '../platform/types.ts';
import type { AppState, ViewSlice } from './types.ts';

export const PANE_LIMITS = { palette: { min: 200, max: 320 }, inspector: { min: 320, max: 560 }, dock: { min: 120, max: 1200 } } as const;

/** The view of somebody who is here for the first time; a narrow window gets narrower panes (looks.md 4). */
export function initialView(windowWidth = 1440): ViewSlice {
  const narrow = windowWidth <= 1360;
  return {
    theme: 'system',
    direction: 'down',
    environment: null,
    language: null,
    dock: { tab: 'problems', open: true, height: 200, maximised: false },
    palette: { open: windowWidth >= 1024, width: narrow ? 208 : 240 },
    inspector: { open: windowWidth >= 1024, width: narrow ? 344 : 376 },
    folded: [],
    phaseFilter: null,
    minimap: true,
    plan: false,
    dockRests: false,
    start: true,
  };
}

const KEY = 'view';
const REMEMBERED = ['theme', 'direction', 'dock', 'palette', 'inspector', 'minimap'] as const satisfies readonly (keyof ViewSlice)[];

/** Sizes of panes, theme and direction are remembered on this machine; they are no part of the file. */
export async function rememberView(store: StoreApi<AppState>, platform: Platform, windowWidth: number): Promise<() => void> {
  const stored: unknown = await platform.storage.get(KEY).catch(() => undefined);
  store.setState((s) => ({ view: restored({ ...initialView(windowWidth), start: s.view.start }, stored) }));
  return store.subscribe((now, before) => {
    if (REMEMBERED.every((k) => now.view[k] === before.view[k])) return;
    void platform.storage.set(KEY, Object.fromEntries(REMEMBERED.map((k) => [k, now.view[k]]))).catch(() => undefined);
  });
}

/** Takes from what was stored the parts that have the shape of today; anything else is left as it is by default. */
function restored(view: ViewSlice, stored: unknown): ViewSlice {
  if (typeof stored !== 'object' || stored === null) return view;
  const from = stored as Partial<Record<keyof ViewSlice, unknown>>;
  const pane = <T extends object>(fallback: T, value: unknown): T =>
    typeof value === 'object' && value !== null && Object.entries(fallback).every(([k, v]) => typeof (value as Record<string, unknown>)[k] === typeof v) ? (value as T) : fallback;
  return {
    ...view,
    theme: from.theme === 'light' || from.theme === 'dark' ? from.theme : view.theme,
    direction: from.direction === 'right' ? 'right' : view.direction,
    dock: { ...pane(view.dock, from.dock), maximised: false },
    palette: pane(view.palette, from.palette),
    inspector: pane(view.inspector, from.inspector),
    minimap: from.minimap !== false,
  };
}
