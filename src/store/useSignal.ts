import { useEffect, useEffectEvent } from 'react';
import { useCauce } from './react.tsx';
import type { Signal, SignalMap } from './signals.ts';

/** Hears a signal while the component is mounted, always with its newest handler. */
export function useSignal<K extends Signal>(signal: K, hear: (detail: SignalMap[K]) => void): void {
  const { signals } = useCauce();
  const newest = useEffectEvent(hear);
  useEffect(() => signals.on(signal, (detail) => newest(detail)), [signals, signal]);
}
