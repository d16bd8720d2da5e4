import { isList, isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { pointerTokens, valueAt, type Pointer } from '../base/pointer.ts';
import type { Catalog } from '../catalog/kind.ts';
import { shapeAt } from '../catalog/lookup.ts';
import type { Shape } from '../catalog/shape.ts';
import { mayHoldBinding } from '../model/fields.ts';
import type { Parameter, ParameterType, Phase, Pipeline, Step, StepId } from '../model/pipeline.ts';
import { lastName, literalJson, plainValue, setField, unbound, withPart } from './arguments.ts';
import { addParameter, freeParameterName, parameterIn, parameterNameProblem, parameterOf } from './parameters.ts';
import { stepOf, updateStep } from './tree.ts';
import { done, refused, type Edit } from './types.ts';

/**
 * Makes a parameter from a field and binds the field to it: named after the field, its type from the field's shape, the
 * literal that was there as default (at deploy and run) or value (at design).
 */
export function makeParameter(id: StepId, pointer: Pointer, phase: Phase, options: { readonly name?: string }, catalog: Catalog): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    if (!mayHoldBinding(step, pointer)) return refused(constant(pointer));
    const name = options.name ?? parameterNameFor(pipeline, id, pointer);
    const reason = parameterNameProblem(pipeline, name, phase);
    if (reason !== undefined) return refused(reason);
    const old = valueAt(step as unknown as JsonObject, pointer);
    const value = old === undefined ? undefined : plainValue(old);
    const parameter: Parameter = { type: typeOfField(step, pointer, value, catalog), phase, ...(value === undefined || value === null ? {} : { default: value }) };
    const added = addParameter(name, parameter)(pipeline);
    return added.ok ? setField(id, pointer, { $param: name })(added.pipeline) : added;
  };
}

/** Binds a field to a parameter that is there. */
export function bindParameter(id: StepId, pointer: Pointer, name: string): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    if (!parameterOf(pipeline, name)) return refused(`There is no parameter ${name}.`);
    return mayHoldBinding(step, pointer) ? setField(id, pointer, { $param: name })(pipeline) : refused(constant(pointer));
  };
}

/**
 * Back to a literal: the parameter's value in the environment chosen, else its default. A field bound to anything else, or to
 * a parameter without a value, is unbound. The parameter itself stays.
 */
export function bindLiteral(id: StepId, pointer: Pointer, environment?: string): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step) return refused('The step is not there any more.');
    const old = valueAt(step as unknown as JsonObject, pointer);
    if (old === undefined || plainValue(old) !== undefined) return done(pipeline);
    const name = parameterIn(old);
    const value = name === undefined ? undefined : valueOfParameter(pipeline, name, environment);
    return done(updateStep(pipeline, id, (s) => (value === undefined ? unbound(s, pointer) : withPart(s, pointer, literalJson(value)))));
  };
}

/** The value of a parameter in an environment, else its default; undefined when nobody has given one. */
export function valueOfParameter(pipeline: Pipeline, name: string, environment?: string): Json | undefined {
  const parameter = parameterOf(pipeline, name);
  if (!parameter) return undefined;
  const chosen = environment === undefined ? undefined : own(pipeline.environments, environment);
  const inEnvironment = parameter.phase === 'deploy' ? own(chosen?.values, name) : parameter.phase === 'run' ? own(chosen?.inputDefaults, name) : undefined;
  return inEnvironment ?? parameter.default;
}

/** `InstanceType`; with the step's name before it when that is taken: `TrainXGBoostInstanceType`. */
export function parameterNameFor(pipeline: Pipeline, id: StepId, pointer: Pointer): string {
  const field = pointerTokens(pointer).filter((t) => !/^(\d+|\$.*)$/.test(t)).at(-1) ?? 'Parameter';
  const name = freeParameterName(pipeline, field);
  const plain = freeParameterName({ ...pipeline, parameters: {} } as Pipeline, field);
  const step = stepOf(pipeline, id);
  return name === plain || !step ? name : freeParameterName(pipeline, `${step.name} ${plain}`);
}

/** The type of a parameter that suits a field: from the shape of the request and the names in it, else from the value. */
export function typeOfField(step: Step, pointer: Pointer, value: Json | undefined, catalog: Catalog): ParameterType {
  const shape = shapeOf(step, pointer, catalog);
  const field = pointerTokens(pointer).at(-1) ?? '';
  if (pointer === '/items') return 'list';
  if (/^\/(timeoutSeconds|heartbeatSeconds|maxConcurrency)$/.test(pointer)) return 'integer';
  switch (shape?.type) {
    case 'structure':
    case 'map':
      return 'object';
    case 'list':
      return 'list';
    case 'integer':
    case 'number':
    case 'boolean':
      return shape.type;
    case 'string':
    case 'timestamp':
      return refined(field, value);
    default:
      return typeOfValue(field, value);
  }
}

function typeOfValue(field: string, value: Json | undefined): ParameterType {
  if (isList(value)) return 'list';
  if (isObject(value)) return 'object';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return refined(field, value);
}

/** What kind of text a field wants, by the names that AWS gives such fields and by the text that is there. */
function refined(field: string, value: Json | undefined): ParameterType {
  const text = typeof value === 'string' ? value : '';
  if (/InstanceType$/.test(field)) return 'instance-type';
  if (/^(Execution)?Role(Arn)?$/i.test(field) || /RoleArn$/.test(field)) return 'role';
  if (/(^Image$|ImageUri$|TrainingImage$)/.test(field)) return 'image-uri';
  if (/Arn$/.test(field) || text.startsWith('arn:')) return 'arn';
  if (/(S3Uri|S3OutputPath|S3Path|ModelDataUrl)$/.test(field) || text.startsWith('s3://')) return 's3-uri';
  return 'string';
}

/** The shape of a field of the request; undefined for other fields, and while the model is not loaded. */
function shapeOf(step: Step, pointer: Pointer, catalog: Catalog): Shape | undefined {
  return pointer.startsWith('/arguments/') ? shapeAt(catalog, step, pointer.slice('/arguments'.length)) : undefined;
}

function constant(pointer: Pointer): string {
  return `${lastName(pointer)} is part of the definition itself: a constant, bound at design. It takes no parameter.`;
}
