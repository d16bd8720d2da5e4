import type { AppState } from '../types.ts';

/** Is there anything that closing would lose? A sample or a new pipeline that nobody has changed is not work. */
export function isDirty({ document }: Pick<AppState, 'document'>): boolean {
  const { pipeline, saved, past, source } = document;
  if (pipeline === saved) return false;
  return saved !== null || past.length > 0 || source.from === 'recovery' || source.from === 'file';
}
