import { isList, type Json } from '../../core/base/json.ts';
import { pointer as toPointer, pointerTokens, valueAt, type Pointer } from '../../core/base/pointer.ts';
import type { Catalog, Derived } from '../../core/catalog/kind.ts';
import { isTask, type Pipeline, type StepId, type TaskStep } from '../../core/model/pipeline.ts';
import { allSteps } from '../../core/model/scopes.ts';
import { nameOfElement } from '../fieldPlace.ts';

/** A value that nobody has to give: a job name or an S3 place that is made where the argument is absent. */
export interface Made {
  readonly step: StepId;
  /** `Train XGBoost › name`. */
  readonly label: string;
  readonly type: 'name' | 's3-uri';
  /** What it will be; what varies stands in ‹ ›. */
  readonly preview: string;
  /** Pointer below the step. */
  readonly field: Pointer;
}

/** Everything that Cauce makes in a pipeline, in the order of its steps (emitted-asl.md 4). */
export function madeByCauce(pipeline: Pipeline, catalog: Catalog): readonly Made[] {
  return [...allSteps(pipeline)].flatMap(([id, { step, scope }]) => {
    if (!isTask(step)) return [];
    return (catalog.kind(step.kind)?.derived ?? []).flatMap((derived) =>
      absentPlaces(step, derived).map(({ pointer, output }) => ({
        step: id,
        label: `${step.name} › ${derived.rule === 'place' ? output : 'name'}`,
        type: derived.rule === 'place' ? ('s3-uri' as const) : ('name' as const),
        preview: preview(pipeline, derived, { id, name: step.name }, output, scope.path.length),
        field: `/arguments${pointer}`,
      })),
    );
  });
}

/** Where a rule applies: its own pointer, or one for every element of the list that it goes through (`*`). */
function absentPlaces(step: TaskStep, { pointer, output }: Derived): readonly { readonly pointer: Pointer; readonly output: string }[] {
  const root: Json = step.arguments ?? {};
  const tokens = pointerTokens(pointer);
  const star = tokens.indexOf('*');
  if (star < 0) return valueAt(root, pointer) === undefined ? [{ pointer, output: output ?? '' }] : [];
  const at = toPointer(...tokens.slice(0, star));
  const list = valueAt(root, at);
  if (!isList(list)) return [];
  return list.flatMap((element, i) => {
    const here = at + toPointer(i, ...tokens.slice(star + 1));
    return valueAt(root, here) === undefined ? [{ pointer: here, output: nameOfElement(element) ?? String(i) }] : [];
  });
}

function preview(pipeline: Pipeline, { rule }: Derived, step: { readonly id: StepId; readonly name: string }, output: string, depth: number): string {
  if (rule === 'job-name') return `${slug(step.name)}-‹uuid›`;
  if (rule === 'short-name') return '‹32 hexadecimal digits›';
  return `s3://‹bucket›/‹prefix›/${pipeline.name}/‹execution›/${'‹index›/'.repeat(depth)}${step.id}/${output}`;
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 26).replace(/-+$/, '') || 'job';
}
