import { parseJsonText } from '../core/base/jsonText.ts';
import { pointer, type Pointer } from '../core/base/pointer.ts';
import type { Diagnostic, Where } from '../core/diagnostic/diagnostic.ts';
import { isMap, isParallel, type Pipeline, type Step } from '../core/model/pipeline.ts';

/** The same diagnostics, each with the line and column in the pipeline's file where a person would mend it. */
export function withPlaces(diagnostics: readonly Diagnostic[], text: string, pipeline: Pipeline | null): readonly Diagnostic[] {
  if (diagnostics.every((d) => d.where.line !== undefined)) return diagnostics;
  const parsed = parseJsonText(text);
  if (!parsed.ok) return diagnostics;
  const steps = pipeline ? stepPointers(pipeline) : new Map<string, Pointer>();
  return diagnostics.map((d) => {
    if (d.where.line !== undefined) return d;
    const place = parsed.locate(placeOf(d.where, steps));
    return { ...d, where: { ...d.where, line: place.line, column: place.column } };
  });
}

function placeOf(where: Where, steps: ReadonlyMap<string, Pointer>): Pointer {
  const step = where.step === undefined ? undefined : steps.get(where.step);
  if (step !== undefined) return step + (where.argument ?? '');
  if (where.environment !== undefined) return pointer('environments', where.environment, 'values', ...(where.parameter === undefined ? [] : [where.parameter]));
  if (where.parameter !== undefined) return pointer('parameters', where.parameter);
  return where.argument ?? '';
}

/** Where each step is written in the document, bodies of containers included. */
function stepPointers(pipeline: Pipeline): ReadonlyMap<string, Pointer> {
  const found = new Map<string, Pointer>();
  const visit = (steps: Readonly<Record<string, Step>>, at: Pointer): void => {
    for (const [id, step] of Object.entries(steps)) {
      const here = at + pointer('steps', id);
      found.set(id, here);
      if (isMap(step)) visit(step.steps, here);
      if (isParallel(step)) step.branches.forEach((b, i) => visit(b.steps, here + pointer('branches', i)));
    }
  };
  visit(pipeline.steps, '');
  return found;
}
