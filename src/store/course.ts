import type { Course } from '../core/rehearse/carried.ts';
import type { AppState } from './types.ts';

let known: { readonly run: unknown; readonly catalog: unknown; readonly course: Course } | undefined;

/** The simulation that is shown, for questions about its values; null where nothing was run. */
export function courseOf({ simulation, compiled }: AppState): Course | null {
  const run = simulation.result?.run;
  if (!run || simulation.of === null) return null;
  const { catalog } = compiled;
  if (known?.run !== run || known.catalog !== catalog) {
    known = { run, catalog, course: { pipeline: simulation.of, catalog, timeline: run.timeline, input: run.input, environment: run.environment } };
  }
  return known.course;
}
