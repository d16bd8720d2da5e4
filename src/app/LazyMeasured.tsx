import { lazy, Suspense, useState } from 'react';
import { useSignal } from '../store/useSignal.ts';

const MeasuredDialog = lazy(() => import('../panels/measured/MeasuredDialog.tsx').then((m) => ({ default: m.MeasuredDialog })));

/** Loads the dialog of measured durations when it is asked for. */
export function LazyMeasured() {
  const [open, setOpen] = useState(false);
  useSignal('measured', () => setOpen(true));
  return open ? <Suspense fallback={null}><MeasuredDialog onClose={() => setOpen(false)} /></Suspense> : null;
}
