import { createContext, useContext } from 'react';
import type { Pointer } from '../../core/base/pointer.ts';

/** What one field is in the middle of: a picker is open, the new parameter's name is being typed, a path is being typed. */
export type FieldMode = 'parameter' | 'naming' | 'output' | 'another' | 'context' | 'path' | 'default';

/** The passing state of the form: at most one field is in a mode; fields that the person opened stay where they are. */
export interface FormUi {
  readonly active: { readonly at: string; readonly mode: FieldMode } | null;
  setActive(active: FormUi['active']): void;
  /** Unset fields that are shown all the same, because the person added them or they were set a moment ago. */
  readonly shown: ReadonlySet<Pointer>;
  show(pointers: readonly Pointer[], focus?: Pointer): void;
  /** The field that wants the focus once it is drawn. */
  readonly focus: Pointer | null;
  focused(): void;
  /** The binding that is pointed out without taking the focus (a wire is selected); pointers into a field too. */
  readonly marked: Pointer | null;
  /** A marked field is drawn and in view. */
  reached(marked: Pointer): void;
  /** The field that groups open for: the one that wants the focus, or the marked one until it is in view. */
  readonly towards: Pointer | null;
}

export const FormUiContext = createContext<FormUi>({ active: null, setActive: () => undefined, shown: new Set(), show: () => undefined, focus: null, focused: () => undefined, marked: null, reached: () => undefined, towards: null });

export function useFormUi(): FormUi {
  return useContext(FormUiContext);
}
