import { useStore } from 'zustand';
import { deliveryOf, formOf } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';

/** Whether the form can be sent as it is, and how many fields stand in the way. */
export function useReady(): { readonly ready: boolean; readonly open: number } {
  const delivery = useStore(deliveryOf(useCauce()));
  const { filled } = formOf(delivery);
  const open = filled.missing.length + Object.keys(filled.faults).length + (filled.fault === undefined ? 0 : 1);
  return { ready: open === 0 && delivery.look?.plan.deployed !== undefined && delivery.busy === null, open };
}
