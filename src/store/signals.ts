/** What a command asks of a pane that is not a change of state: look here, open this. */
export interface SignalMap {
  fit: undefined;
  zoomIn: undefined;
  zoomOut: undefined;
  zoomActual: undefined;
  tidy: undefined;
  /** Edit the name of the selected step in place. */
  rename: undefined;
  /** Open the dialog that connects the selected step. */
  connect: undefined;
  /** Go to the next wire of the selected step, or of the step whose wire is selected. */
  nextWire: { readonly back: boolean };
  /** Add a step of this kind where it makes sense. */
  addStep: { readonly kind: string };
  /** Bring a step into view. */
  reveal: { readonly step: string };
  focusCanvas: undefined;
  focusPaletteSearch: undefined;
  focusInspector: undefined;
  /** Run a command of the table: for buttons outside of the bar and the menus. */
  command: { readonly id: string };
  commandPalette: undefined;
  connections: undefined;
  /** Show what the last run measured, to be taken as estimates. */
  measured: undefined;
  shortcuts: undefined;
}
export type Signal = keyof SignalMap;

export interface Signals {
  emit<K extends Signal>(...args: SignalMap[K] extends undefined ? [signal: K] : [signal: K, detail: SignalMap[K]]): void;
  on<K extends Signal>(signal: K, hear: (detail: SignalMap[K]) => void): () => void;
}

export function createSignals(): Signals {
  const ears = new Map<Signal, Set<(detail: never) => void>>();
  return {
    emit(signal, ...rest) {
      for (const hear of ears.get(signal) ?? []) hear(rest[0] as never);
    },
    on(signal, hear) {
      const those = ears.get(signal) ?? new Set();
      ears.set(signal, those.add(hear));
      return () => those.delete(hear);
    },
  };
}
