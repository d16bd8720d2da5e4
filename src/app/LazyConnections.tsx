import { lazy, Suspense, useState } from 'react';
import { useSignal } from '../store/useSignal.ts';

const ConnectionDialog = lazy(() => import('../panels/connection/ConnectionDialog.tsx').then((m) => ({ default: m.ConnectionDialog })));

/** Loads the dialog of connections when it is asked for. */
export function LazyConnections() {
  const [open, setOpen] = useState(false);
  useSignal('connections', () => setOpen(true));
  return open ? <Suspense fallback={null}><ConnectionDialog onClose={() => setOpen(false)} /></Suspense> : null;
}
