import { createContext, useContext } from 'react';
import type { Pointer } from '../../core/base/pointer.ts';
import type { Catalog } from '../../core/catalog/kind.ts';
import type { Diagnostic, Fix } from '../../core/diagnostic/diagnostic.ts';
import type { Edit, EditResult } from '../../core/edit/types.ts';
import type { Language, Pipeline, StepId } from '../../core/model/pipeline.ts';

/** A place that a field shows: below a step, or below the pipeline itself (`step` null: `/machine/role`, `/outputs/model`). */
export interface Target {
  readonly step: StepId | null;
  readonly pointer: Pointer;
}

/** What the parts of the form read and do. The inspector gives it from the store; a test gives it from a variable. */
export interface FormEnv {
  readonly pipeline: Pipeline;
  readonly catalog: Catalog;
  /** The environment chosen in the bar. */
  readonly environment: string | null;
  readonly language: Language;
  readonly diagnostics: readonly Diagnostic[];
  /** `key`: edits with the same key in a row are one step of undo (typing). */
  edit(label: string, edit: Edit, key?: string): EditResult;
  undo(): void;
  applyFix(fix: Fix): void;
  /** Shows what the last run measured, to be taken as estimates; null where there was none. */
  readonly measure: (() => void) | null;
  /** Shows a parameter in its table. */
  goToParameter(name: string): void;
  goToStep(step: StepId, field?: Pointer): void;
  notify(text: string, undoable?: boolean): void;
}

export const FormEnvContext = createContext<FormEnv | null>(null);

export function useFormEnv(): FormEnv {
  const env = useContext(FormEnvContext);
  if (!env) throw new Error('a part of the inspector stands outside of it');
  return env;
}
