import { lazy, Suspense, useState } from 'react';
import { useSignal } from '../store/useSignal.ts';

const CommandPalette = lazy(() => import('./CommandPalette.tsx').then((m) => ({ default: m.CommandPalette })));

/** Loads the palette when it is asked for the first time; from then on it hears for itself. */
export function LazyCommandPalette() {
  const [asked, setAsked] = useState(false);
  useSignal('commandPalette', () => setAsked(true));
  return asked ? <Suspense fallback={null}><CommandPalette startOpen /></Suspense> : null;
}
