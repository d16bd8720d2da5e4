import { isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { valueAt, type Pointer } from '../base/pointer.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { looksLikeBinding } from '../model/binding.ts';
import type { Pipeline, Step, StepId } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import { removeFix, report, type Check } from './check/context.ts';
import { checkFree, checkValue } from './check/literals.ts';
import type { Catalog } from './kind.ts';
import { modelOf, requiredMissing } from './lookup.ts';

interface Known {
  readonly catalog: Catalog;
  readonly id: StepId;
  readonly parameters: Pipeline['parameters'];
  readonly environments: Pipeline['environments'];
  /** The producers whose outputs were looked at. */
  readonly read: ReadonlyMap<StepId, Step | undefined>;
  readonly found: readonly Diagnostic[];
}
const known = new WeakMap<Step, Known>();

/**
 * Everything that can be said of a step's arguments by the request of its kind: missing and unknown ones, literals of a
 * wrong type, form or range, parameters and outputs that do not fit, secrets, names that collide at the second run.
 * `where.argument` is the pointer below the step. Without the service's model only what needs no shapes is checked.
 *
 * The result is remembered for the step: after an edit only the steps that it touched are checked again.
 */
export function checkArguments(pipeline: Pipeline, id: StepId, step: Step, catalog: Catalog): readonly Diagnostic[] {
  const before = known.get(step);
  if (before && before.id === id && before.catalog === catalog && before.parameters === pipeline.parameters && before.environments === pipeline.environments) {
    const steps = allSteps(pipeline);
    if ([...before.read].every(([producer, was]) => steps.get(producer)?.step === was)) return before.found;
  }
  const read = new Map<StepId, Step | undefined>();
  const found = checked(pipeline, id, step, catalog, read);
  known.set(step, { catalog, id, parameters: pipeline.parameters, environments: pipeline.environments, read, found });
  return found;
}

function checked(pipeline: Pipeline, id: StepId, step: Step, catalog: Catalog, read: Map<StepId, Step | undefined>): readonly Diagnostic[] {
  const kind = catalog.kind(step.kind);
  const raw = own(step as unknown as JsonObject, 'arguments') ?? {};
  const missing = requiredMissing(catalog, step);
  const check: Check = {
    pipeline, catalog, id, step, kind, read,
    args: raw,
    model: modelOf(catalog, step.kind),
    ports: new Map((kind?.inputs(step) ?? []).map((p) => [p.pointer, p])),
    missing: new Set(missing),
    found: [],
  };
  if (!isObject(raw) || looksLikeBinding(raw)) {
    report(check, 'wrong-type', '', { found: isObject(raw) ? 'bound as a whole' : 'not an object', expected: 'an object' });
    return check.found;
  }
  for (const at of missing) report(check, 'missing-value', at);
  const request = catalog.request(step.kind);
  if (request) checkValue(check, request, raw, '', '');
  else checkFree(check, raw, '', '');
  for (const rule of kind?.derived ?? []) if (rule.rule !== 'place') checkName(check, rule.pointer);
  return check.found;
}

/** A name that is the same at every run is taken at the second one. */
function checkName(check: Check, at: Pointer): void {
  const value = valueAt(check.args, at);
  if (value !== undefined && isFixed(check.pipeline, value)) report(check, 'fixed-name', at, {}, { fix: removeFix(check, at, 'Use made name') });
}

function isFixed(pipeline: Pipeline, value: Json): boolean {
  if (typeof value === 'string') return value !== '';
  if (!isObject(value)) return false;
  const name = value['$param'];
  if (typeof name === 'string') return own(pipeline.parameters, name) !== undefined && own(pipeline.parameters, name)?.phase !== 'run';
  const parts = value['$text'];
  return Array.isArray(parts) && (parts as readonly Json[]).every((p) => (typeof p === 'string' ? true : isFixed(pipeline, p)));
}
