import { useState, type ReactNode } from 'react';
import type { Catalog } from '../../../core/catalog/kind.ts';
import { newHistory, record, undo, type History } from '../../../core/edit/history.ts';
import type { Diagnostic } from '../../../core/diagnostic/diagnostic.ts';
import type { Pipeline } from '../../../core/model/pipeline.ts';
import { FormEnvContext, type FormEnv } from '../formEnv.ts';
import { FormUiProvider } from '../FormUiProvider.tsx';

/** What has been done to the document of a form under test, and where it wanted to go. */
export interface Seen {
  history: History;
  readonly went: string[];
}

export function seenFor(pipeline: Pipeline): Seen {
  return { history: newHistory(pipeline), went: [] };
}

/** What jsdom lacks and Radix and cmdk ask for. */
export function prepareDom(): void {
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.hasPointerCapture = () => false;
  Element.prototype.releasePointerCapture = () => undefined;
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}

/** The inspector's surroundings in a variable: what the store is in the product. */
export function FormHarness({ seen, catalog, diagnostics = [], children }: {
  readonly seen: Seen;
  readonly catalog: Catalog;
  readonly diagnostics?: readonly Diagnostic[];
  readonly children: (pipeline: Pipeline) => ReactNode;
}) {
  const [history, setHistory] = useState(seen.history);
  const change = (next: History): void => {
    seen.history = next;
    setHistory(next);
  };
  const env: FormEnv = {
    pipeline: history.present,
    catalog,
    environment: 'dev',
    language: 'jsonata',
    diagnostics,
    measure: null,
    edit: (label, edit, key) => {
      const result = edit(seen.history.present);
      if (result.ok) change(record(seen.history, label, result.pipeline, key));
      else seen.went.push(`refused: ${result.reason}`);
      return result;
    },
    undo: () => change(undo(seen.history)),
    applyFix: (fix) => void seen.went.push(`fix ${fix.edit}`),
    goToParameter: (name) => void seen.went.push(`parameter ${name}`),
    goToStep: (step) => void seen.went.push(`step ${step}`),
    notify: (text) => void seen.went.push(text),
  };
  return (
    <FormEnvContext value={env}>
      <FormUiProvider wanted={null} onFocused={() => undefined}>
        {children(history.present)}
      </FormUiProvider>
    </FormEnvContext>
  );
}
