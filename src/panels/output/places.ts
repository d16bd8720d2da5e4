import { isObject, type Json } from '../../core/base/json.ts';
import { jsonSpans, type JsonSpans } from '../../core/base/jsonSpans.ts';
import { pointer as toPointer, pointerTokens, type Pointer } from '../../core/base/pointer.ts';
import type { SourceMapEntry } from '../../core/compile/types.ts';
import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import { isMap, isParallel, type Pipeline, type Step, type StepId } from '../../core/model/pipeline.ts';
import type { CodeMarker, Stretch } from '../../ui/code/CodeView.tsx';

export interface StepPlace {
  readonly step: StepId;
  /** Pointer below the step; absent for the step as a whole. */
  readonly argument?: Pointer;
}

/** A shown text and what belongs to what in it, both ways. */
export interface Places {
  readonly spans: JsonSpans;
  /** Every stretch that a step makes: several states for the kinds that lower to more than one. */
  readonly ofStep: (step: StepId) => readonly Stretch[];
  /** The stretch of a field, or of the nearest field around it; null when the step makes nothing here. */
  readonly ofField: (step: StepId, argument: Pointer) => Stretch | null;
  /** What a place in the text is made from. */
  readonly at: (offset: number) => StepPlace | null;
}

/** The places of a definition, through the compiler's source map. */
export function definitionPlaces(text: string, sourceMap: readonly SourceMapEntry[]): Places {
  const spans = jsonSpans(text);
  const byPointer = new Map<Pointer, StepPlace>();
  const states = new Map<StepId, Pointer[]>();
  const fields = new Map<StepId, Map<Pointer, Pointer>>();
  for (const { pointer, step, argument } of sourceMap) {
    // A state that is made from a step wins over a field of another step that was resolved into the same place.
    if (argument === undefined || !byPointer.has(pointer)) byPointer.set(pointer, argument === undefined ? { step } : { step, argument });
    if (argument === undefined) states.set(step, [...(states.get(step) ?? []), pointer]);
    else fields.set(step, (fields.get(step) ?? new Map<Pointer, Pointer>()).set(argument, fields.get(step)?.get(argument) ?? pointer));
  }
  return {
    spans,
    ofStep: (step) => (states.get(step) ?? []).map((p) => spans.of(p)),
    ofField: (step, argument) => {
      const known = fields.get(step);
      const found = outward(argument, (p) => known?.get(p)) ?? states.get(step)?.[0];
      return found === undefined ? null : spans.of(found);
    },
    at: (offset) => outward(spans.at(offset).pointer, (p) => byPointer.get(p)) ?? null,
  };
}

/** The places of the pipeline's own file: a step lies below `steps` of the scope that holds it. */
export function filePlaces(text: string, pipeline: Pipeline): Places {
  const spans = jsonSpans(text);
  const pointers = stepPointers(pipeline);
  const byPointer = new Map([...pointers].map(([step, p]) => [p, step]));
  return {
    spans,
    ofStep: (step) => (pointers.has(step) ? [spans.of(pointers.get(step) as Pointer)] : []),
    ofField: (step, argument) => (pointers.has(step) ? spans.of((pointers.get(step) as Pointer) + argument) : null),
    at: (offset) => {
      const here = spans.at(offset).pointer;
      return outward(here, (p) => {
        const step = byPointer.get(p);
        return step === undefined ? undefined : p === here ? { step } : { step, argument: here.slice(p.length) };
      }) ?? null;
    },
  };
}

/** Diagnostics as markers of the text; those of no step are not in it. */
export function markersIn(places: Places, diagnostics: readonly Diagnostic[]): readonly CodeMarker[] {
  return diagnostics.flatMap((d) => {
    const { step, argument, pointer } = d.where;
    const span = pointer !== undefined ? places.spans.of(pointer) : step === undefined ? null : places.ofField(step, argument ?? '');
    if (!span) return [];
    return [{ start: span.start, end: lineEnd(places, span), severity: d.severity, message: `${d.message} ${d.hint}`, code: d.code }];
  });
}

/** A whole state underlined would be noise: a marker of something long marks its name only. */
function lineEnd(_places: Places, span: Stretch & { readonly pointer?: Pointer }): number {
  const name = pointerTokens(span.pointer ?? '').at(-1);
  const longest = 120;
  return span.end - span.start <= longest || name === undefined ? span.end : span.start + name.length + 2;
}

function stepPointers(pipeline: Pipeline): ReadonlyMap<StepId, Pointer> {
  const found = new Map<StepId, Pointer>();
  const visit = (steps: Readonly<Record<StepId, Step>>, at: Pointer): void => {
    for (const [id, step] of Object.entries(steps)) {
      const here = at + toPointer('steps', id);
      found.set(id, here);
      if (isMap(step) && isObject(step.steps as unknown as Json)) visit(step.steps, here);
      if (isParallel(step)) step.branches.forEach((b, i) => visit(b.steps, here + toPointer('branches', i)));
    }
  };
  visit(pipeline.steps, '');
  return found;
}

/** The first answer for a pointer or one around it, innermost first. */
function outward<T>(pointer: Pointer, find: (p: Pointer) => T | undefined): T | undefined {
  const tokens = [...pointerTokens(pointer)];
  for (;;) {
    const found = find(toPointer(...tokens));
    if (found !== undefined || tokens.length === 0) return found;
    tokens.pop();
  }
}
