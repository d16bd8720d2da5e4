import type { App } from '../store/react.tsx';
import { problemCounts } from '../store/selectors.ts';
import type { AppState } from '../store/types.ts';
import { fileStem } from '../store/files/fileActions.ts';

/** Nothing is written while the pipeline has errors (formats.md 3). */
export function isExportable(s: AppState): boolean {
  return !s.view.start && s.compiled.result?.artifacts !== null && s.compiled.result?.artifacts !== undefined;
}

/** Why there is nothing to export, for the menu; null when there is. */
export function whyNotExportable(s: AppState): string | null {
  if (isExportable(s)) return null;
  const { error } = problemCounts(s);
  return error > 0 ? `${error} ${error === 1 ? 'error' : 'errors'} to solve first` : 'Compiling…';
}

export function exportDefinition({ store, platform }: App): void {
  const { document, compiled } = store.getState();
  const text = compiled.result?.artifacts?.definitionText;
  if (text !== undefined) platform.files.download(text, `${fileStem(document.pipeline.name)}.asl.json`);
}

export function exportManifest({ store, platform }: App): void {
  const { document, compiled } = store.getState();
  const text = compiled.result?.artifacts?.manifestText;
  if (text !== undefined) platform.files.download(text, `${fileStem(document.pipeline.name)}.manifest.json`);
}
