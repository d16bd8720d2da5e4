import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import type { Pointer } from '../../base/pointer.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { readBinding, type OutputRef } from '../../model/binding.ts';
import { allSteps } from '../../model/scopes.ts';
import { fits, fitsShape, portTypeOfParameter, type Fit, type Typed } from '../fit.ts';
import { derivedAt } from '../lookup.ts';
import { typeOfOutput } from '../outputType.ts';
import type { Shape } from '../shape.ts';
import { removeFix, report, type Check } from './context.ts';
import { knownTexts } from './knownTexts.ts';
import { secretIn } from './secrets.ts';
import { textProblem } from './text.ts';

/** How a literal is checked; handed in, since values hold bindings and bindings hold values. */
export type CheckLiteral = (check: Check, shape: Shape, value: Json, at: Pointer, name: string) => void;

/** Checks a bound value by its type, and by its value where that is known. Unknown names are the compiler's to report. */
export function checkBinding(check: Check, shape: Shape, json: JsonObject, at: Pointer, name: string, checkLiteral: CheckLiteral): void {
  const binding = readBinding(json);
  switch (binding.kind) {
    case 'literal':
      return checkLiteral(check, shape, binding.value, at, name);
    case 'param':
      return checkParameter(check, shape, binding.name, at, name, checkLiteral);
    case 'output':
      return checkOutput(check, shape, binding.ref, at);
    case 'oneOf':
      for (const ref of binding.refs) checkOutput(check, shape, ref, at);
      return;
    case 'context':
      return refuse(check, at, fit(check, shape, { type: binding.key === 'retryCount' ? 'number' : 'string' }, at), 'value-does-not-fit', { what: `the ${binding.key} of the run` });
    case 'index':
      return refuse(check, at, fit(check, shape, { type: 'number' }, at), 'value-does-not-fit', { what: 'the index of the item' });
    case 'text':
      return checkText(check, shape, json, at);
    default:
      // Items and expressions may be anything; what cannot be read is reported where bindings are resolved.
      return;
  }
}

/** A port knows more of a place than its shape does: both must take the value. */
function fit(check: Check, shape: Shape, value: Typed, at: Pointer): Fit {
  const byShape = fitsShape(value, shape);
  const port = check.ports.get(at);
  return byShape.ok && port ? fits(value, port) : byShape;
}

function refuse(check: Check, at: Pointer, result: Fit, code: 'value-does-not-fit' | 'parameter-does-not-fit' | 'output-does-not-fit', more: Readonly<Record<string, string>>): void {
  if (!result.ok) report(check, code, at, { reason: result.reason, ...more });
}

function checkParameter(check: Check, shape: Shape, name: string, at: Pointer, field: string, checkLiteral: CheckLiteral): void {
  const parameter = own(check.pipeline.parameters, name);
  if (!isObject(parameter)) return;
  const type = portTypeOfParameter(parameter.type);
  if (type === undefined) return;
  // Lists and objects become their JSON text in a text field (emitted-asl.md 2.1).
  const result = shape.type === 'string' && (type === 'list' || type === 'json') ? ({ ok: true } as const) : parameter.type === 'object' ? fitsObject(shape) : fit(check, shape, { type }, at);
  if (!result.ok) return refuse(check, at, result, 'parameter-does-not-fit', { parameter: name });
  if (type === 'list' && shape.type === 'string') return;
  const checkOne = (value: Json, place: string): void => {
    const found: Diagnostic[] = [];
    checkLiteral({ ...check, found, missing: new Set() }, shape, value, at, field);
    const first = found.find((d) => d.severity === 'error') ?? found.find((d) => d.severity === 'warning' && d.code !== 'secret-literal');
    if (first) report(check, 'parameter-value-does-not-fit', at, { parameter: name, place, problem: first.message, way: first.hint }, parameter.phase === 'design' ? { severity: first.severity } : {});
  };
  // Whether a value has the parameter's own type is checked with the parameters.
  if (parameter.default !== undefined) checkOne(parameter.default, parameter.phase === 'design' ? 'a value' : 'a default');
  if (parameter.phase === 'design') return;
  for (const [environment, { values, inputDefaults }] of Object.entries(check.pipeline.environments ?? {})) {
    const value = own(parameter.phase === 'deploy' ? values : inputDefaults, name);
    if (value !== undefined) checkOne(value, `a value in ${environment}`);
  }
}

function fitsObject(shape: Shape): Fit {
  return shape.type === 'structure' || shape.type === 'map' || shape.type === 'document' ? { ok: true } : { ok: false, reason: 'an object; the field does not take one' };
}

function checkOutput(check: Check, shape: Shape, ref: OutputRef, at: Pointer): void {
  const producer = allSteps(check.pipeline).get(ref.step)?.step;
  check.producers.set(ref.step, producer);
  const type = producer && typeOfOutput(check.catalog, producer, ref);
  if (!type) return;
  const output = [producer.name, ref.port, ...ref.path].filter((p) => p !== undefined).join(' › ');
  refuse(check, at, fit(check, shape, type, at), 'output-does-not-fit', { output });
}

function checkText(check: Check, shape: Shape, json: JsonObject, at: Pointer): void {
  const parts = json['$text'];
  // A part is no whole secret for its field's name, but may hold one by its form.
  const secret = isList(parts) ? parts.map((part) => (typeof part === 'string' ? secretIn('', part) : undefined)).find((s) => s !== undefined) : undefined;
  if (secret !== undefined) report(check, 'secret-literal', at, { what: secret });
  const byShape = fitsShape({ type: 'string' }, shape);
  if (!byShape.ok) return refuse(check, at, byShape, 'value-does-not-fit', { what: 'a joined text' });
  if (shape.type !== 'string') return;
  const made = check.kind ? derivedAt(check.kind, at) : undefined;
  if (shape.pattern === undefined && shape.max === undefined) return;
  for (const { text, complete, environment } of knownTexts(check.pipeline, json)) {
    const problem = textProblem(shape, text);
    if (!problem || (!complete && problem.why !== 'too-long')) continue;
    const more = made && made.rule !== 'place' ? { fix: removeFix(check, at, 'Use made name') } : {};
    if (problem.why === 'too-long') report(check, 'name-length', at, { length: problem.length, limit: problem.limit }, more);
    else if (problem.why === 'pattern') report(check, 'wrong-form', at, { value: text + (environment === undefined ? '' : ` in ${environment}`), pattern: problem.pattern }, more);
    else continue;
    return;
  }
}
