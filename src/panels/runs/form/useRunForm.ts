import { useMemo } from 'react';
import { useStore } from 'zustand';
import { deliveryOf, manifestOf, type Look } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { runFormOf, type RunForm } from '../../../store/run/runForm.ts';
import { readingOf, type FormReading } from '../../../store/run/startRun.ts';

/** What was given, and how it reads for what is deployed. */
export function useRunForm(look: Look): FormReading & { readonly form: RunForm; readonly busy: boolean } {
  const app = useCauce();
  const form = useStore(runFormOf(app));
  const busy = useStore(deliveryOf(app), (d) => d.busy !== null);
  const reading = useMemo(() => readingOf(manifestOf(look), form), [look, form]);
  return { ...reading, form, busy };
}
