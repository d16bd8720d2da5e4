import { isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { valueAt, type Pointer } from '../base/pointer.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { looksLikeBinding } from '../model/binding.ts';
import type { Pipeline, Step, StepId } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import { removeFix, report, reportMissing, type Check } from './check/context.ts';
import { checkFree, checkValue } from './check/literals.ts';
import { isGiven } from './given.ts';
import type { Catalog } from './kind.ts';
import { derivedAt, modelOf } from './lookup.ts';
import type { ServiceModel } from './shape.ts';

/**
 * Everything that can be said of a step's arguments by the request of its kind: missing and unknown ones, literals of a
 * wrong type, form or range, parameters and outputs that do not fit, secrets, names that collide at the second run.
 * `where.argument` is the pointer below the step. Without the service's model only what needs no shapes is checked.
 */
export function checkArguments(pipeline: Pipeline, id: StepId, step: Step, catalog: Catalog): readonly Diagnostic[] {
  const known = checked.get(step);
  if (known && isCurrent(known, pipeline, id, catalog)) return known.found;
  const { found, producers } = findProblems(pipeline, id, step, catalog);
  checked.set(step, { id, catalog, parameters: pipeline.parameters, environments: pipeline.environments, producers, found });
  return found;
}

/** What was found, with all that it was found from: an edit leaves most steps, and what they read, as they were. */
interface Checked {
  readonly id: StepId;
  readonly catalog: Catalog;
  readonly parameters: Pipeline['parameters'];
  readonly environments: Pipeline['environments'];
  readonly producers: Check['producers'];
  readonly found: readonly Diagnostic[];
}
const checked = new WeakMap<Step, Checked>();

function isCurrent(known: Checked, pipeline: Pipeline, id: StepId, catalog: Catalog): boolean {
  if (known.id !== id || known.catalog !== catalog || known.parameters !== pipeline.parameters || known.environments !== pipeline.environments) return false;
  for (const [producer, step] of known.producers) if (allSteps(pipeline).get(producer)?.step !== step) return false;
  return true;
}

function findProblems(pipeline: Pipeline, id: StepId, step: Step, catalog: Catalog): Check {
  const kind = catalog.kind(step.kind);
  const raw = own(step as unknown as JsonObject, 'arguments') ?? {};
  const check: Check = {
    pipeline, catalog, id, step, kind,
    args: raw,
    model: modelOf(catalog, step.kind) ?? NO_MODEL,
    ports: new Map((kind?.inputs(step) ?? []).map((p) => [p.pointer, p])),
    missing: new Set(),
    producers: new Map(),
    found: [],
  };
  if (!isObject(raw) || looksLikeBinding(raw)) {
    report(check, 'wrong-type', '', { found: isObject(raw) ? 'bound as a whole' : 'not an object', expected: 'an object' });
    return check;
  }
  checkPorts(check);
  const request = catalog.request(step.kind);
  if (request) checkValue(check, request, raw, '', '');
  else checkFree(check, raw, '', '');
  for (const rule of kind?.derived ?? []) if (rule.rule !== 'place') checkName(check, rule.pointer);
  return check;
}

const NO_MODEL: ServiceModel = { service: '', version: '', operations: {}, shapes: {} };

/** Ports require what the API, which knows other ways too, does not. They name the field itself, not the structure around it. */
function checkPorts(check: Check): void {
  for (const port of check.ports.values()) {
    if (port.required && !isGiven(check.args, port.pointer) && !(check.kind && derivedAt(check.kind, port.pointer))) reportMissing(check, port.pointer);
  }
}

/** The arguments that a step lacks, below `arguments`. What Cauce makes is not missing. */
export function requiredMissing(catalog: Catalog, step: Step): readonly Pointer[] {
  const alone: Pipeline = { format: 'cauce/1', name: '', steps: {} };
  return checkArguments(alone, '', step, catalog).filter((d) => d.code === 'missing-value').map((d) => (d.where.argument ?? '').slice('/arguments'.length));
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
