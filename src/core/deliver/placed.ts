import type { SourceMapEntry } from '../compile/types.ts';
import type { StepId } from '../model/pipeline.ts';

/** Something that AWS says of a definition, at the step that it is about. */
export interface PlacedDiagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** AWS's pointer into the definition. */
  readonly location: string | undefined;
  /** Undefined where it is about the machine, or a state that no step drew. */
  readonly step: StepId | undefined;
}

/** The step that wrote what stands at a place of the definition: that of the longest pointer which leads there. */
export function nearestStep(location: string | undefined, sourceMap: readonly SourceMapEntry[]): StepId | undefined {
  if (location === undefined) return undefined;
  let found: SourceMapEntry | undefined;
  for (const entry of sourceMap) {
    if (location !== entry.pointer && !location.startsWith(`${entry.pointer}/`)) continue;
    if (found === undefined || entry.pointer.length > found.pointer.length) found = entry;
  }
  return found?.step;
}
