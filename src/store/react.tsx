import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { useShallow } from 'zustand/shallow';
import type { Platform } from '../platform/types.ts';
import type { AppStore } from './appStore.ts';
import type { Connections } from './connections.ts';
import type { FileActions } from './files/fileActions.ts';
import type { Questions } from './questions.ts';
import type { Signals } from './signals.ts';
import type { AppState } from './types.ts';

export interface App {
  readonly store: AppStore;
  readonly platform: Platform;
  readonly signals: Signals;
  readonly files: FileActions;
  readonly questions: StoreApi<Questions>;
  readonly connections: StoreApi<Connections>;
}
const AppContext = createContext<App | null>(null);

export function AppProvider({ app, children }: { readonly app: App; readonly children: ReactNode }) {
  return <AppContext value={app}>{children}</AppContext>;
}

/** Store, platform and signals, for handlers. Reading state in a render goes through `useApp`. */
export function useCauce(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('useCauce needs an AppProvider above');
  return app;
}

/** Subscribes to one value of the state. The selector returns a value that is kept while nothing of it changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useCauce().store, select);
}

/** The same for a selector that makes a new list or object each time. */
export function useAppShallow<T>(select: (state: AppState) => T): T {
  return useStore(useCauce().store, useShallow(select));
}
