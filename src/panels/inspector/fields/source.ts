import { createContext, useContext } from 'react';
import type { Json } from '../../../core/base/json.ts';
import type { Catalog, Derived } from '../../../core/catalog/kind.ts';
import type { Shape } from '../../../core/catalog/shape.ts';
import { isTask, type Pipeline, type Step, type StepId } from '../../../core/model/pipeline.ts';
import { dottedPath } from '../form/labels.ts';
import { writeThrough, type FieldNode, type FormSource } from '../form/fieldNode.ts';
import type { Slot } from '../binding/slot.ts';

/** What the fields of one step read: the request's shapes, the step's arguments, the step itself. */
export interface StepForm {
  readonly source: FormSource;
  readonly id: StepId;
  readonly step: Step;
  readonly args: Json | undefined;
}
export const StepFormContext = createContext<StepForm | null>(null);

export function useStepForm(): StepForm {
  const form = useContext(StepFormContext);
  if (!form) throw new Error('a field stands outside of the form of a step');
  return form;
}

/** A call that the catalogue has no model of: any fields. */
const FREE_FORM: FormSource = { request: { type: 'map', key: 'Key', value: 'Any' }, named: () => undefined, inputs: [], derived: [] };

/** The form of a kind, or undefined while its service's model is being loaded (or for a kind without arguments). */
export function formSource(catalog: Catalog, step: Step): FormSource | undefined {
  const kind = catalog.kind(step.kind);
  if (isTask(step) && kind?.service === undefined) return FREE_FORM;
  const request = catalog.request(step.kind);
  if (!kind || !request) return undefined;
  const model = kind.service === undefined ? undefined : catalog.model(kind.service);
  const shapes: Readonly<Record<string, Shape>> = model?.shapes ?? {};
  return {
    request,
    named: (name) => (Object.hasOwn(shapes, name) ? shapes[name] : undefined),
    inputs: kind.inputs(step),
    derived: kind.derived,
    template: kind.template['arguments'] ?? {},
  };
}

/** The place of a field, as the binding control wants it. */
export function slotOf(pipeline: Pipeline, form: StepForm, node: FieldNode): Slot {
  const made = node.derived && node.value === undefined ? madeText(pipeline, form, node.derived, node) : undefined;
  return {
    target: { step: form.id, pointer: node.pointer },
    label: node.label,
    path: dottedPath(node.pointer),
    ...(node.doc ? { doc: node.doc } : {}),
    ...(node.unit ? { unit: node.unit } : {}),
    required: node.required,
    value: node.value,
    shape: node.shape,
    ...(node.port ? { type: node.port.type, ...(node.port.list ? { list: true } : {}) } : {}),
    ...(made === undefined ? {} : { made }),
    ...(node.role === 'member' ? {} : { cleared: '' }),
    writeAs: (value) => writeThrough(form.source, form.args, node.pointer, value),
  };
}

/** What Cauce makes of a field that is left to it; what varies stands in ‹ › (emitted-asl.md 4). */
function madeText(pipeline: Pipeline, form: StepForm, rule: Derived, node: FieldNode): NonNullable<Slot['made']> {
  const slug = form.step.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 26) || 'job';
  switch (rule.rule) {
    case 'job-name':
      return { short: `${slug}-‹uuid›`, full: `${slug}-‹uuid›` };
    case 'short-name':
      return { short: '‹32 characters›', full: 'a UUID without hyphens' };
    case 'place': {
      const output = rule.output === undefined || rule.output === '*' ? nameAround(form, node) : rule.output;
      return { short: `s3://‹bucket›/‹prefix›/…/${output}`, full: `s3://‹bucket›/‹prefix›/${pipeline.name}/‹execution›/${form.id}/${output}` };
    }
  }
}

function nameAround(form: StepForm, node: FieldNode): string {
  const index = /\/(\d+)\//.exec(node.pointer)?.[1];
  const port = form.source.inputs.find((p) => `/arguments${p.pointer}` === node.pointer);
  return port?.label ?? (index === undefined ? '‹output›' : elementNameAt(form, node.pointer)) ?? '‹output›';
}

function elementNameAt(form: StepForm, pointer: string): string | undefined {
  const tokens = pointer.split('/').slice(2);
  let value: Json | undefined = form.args;
  let name: string | undefined;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null) break;
    value = (value as Record<string, Json>)[token];
    if (/^\d+$/.test(token) && typeof value === 'object' && value !== null) {
      const found = (value as Record<string, Json>)['OutputName'];
      if (typeof found === 'string') name = found;
    }
  }
  return name;
}
