import type { Json } from '../../base/json.ts';
import { readIntrinsic, type IntrinsicArgument, type IntrinsicCall } from '../../asl/intrinsic.ts';
import { runtimeFailure } from '../failure.ts';
import type { Random } from '../random.ts';
import { INTRINSIC_FUNCTIONS, type IntrinsicFunction } from './intrinsicFunctions.ts';
import { findPath, preparedFrom, whyMissing, type PreparedPath, type Roots } from './path.ts';
import { withoutEscapes } from './stringTemplate.ts';

/** A call of an intrinsic function, ready to be evaluated as often as one likes. */
export interface PreparedIntrinsic {
  /** As it is written: failures name it. */
  readonly text: string;
  readonly call: Call;
}

interface Call {
  readonly name: string;
  readonly run: IntrinsicFunction;
  readonly values: readonly Value[];
}

type Value = { readonly constant: Json } | { readonly path: PreparedPath } | { readonly call: Call };

/**
 * Prepares `States.Name(…)`.
 * @throws StateFailure States.Runtime where the text is no such call: AWS refuses such a machine when it is created.
 */
export function prepareIntrinsic(text: string): PreparedIntrinsic {
  const syntax = readIntrinsic(text.trim());
  if (!syntax.ok) throw runtimeFailure(`The function '${text}' had the following error: ${syntax.reason}`);
  return { text, call: prepareCall(syntax) };
}

function prepareCall({ name, arguments: values }: IntrinsicCall): Call {
  return { name, run: INTRINSIC_FUNCTIONS.get(name) as IntrinsicFunction, values: values.map((value, i) => prepareValue(value, name === 'Format' && i === 0)) };
}

function prepareValue(value: IntrinsicArgument, isTemplate: boolean): Value {
  switch (value.kind) {
    case 'call':
      return { call: prepareCall(value.call) };
    case 'path':
      return { path: preparedFrom(value.path, value.written) };
    case 'text':
      return { constant: isTemplate ? value.written : withoutEscapes(value.written) };
    default:
      return { constant: value.value };
  }
}

/**
 * The value of an intrinsic function.
 * @throws StateFailure States.Runtime, as AWS does though its guide names States.IntrinsicFailure (captured by others from AWS),
 * with "The function 'States.Format('{}', $.a)' had the following error: …".
 */
export function evaluateIntrinsic(intrinsic: PreparedIntrinsic, roots: Roots, random: Random): Json {
  return evaluate(intrinsic.call, intrinsic.text, roots, random);
}

function evaluate(call: Call, text: string, roots: Roots, random: Random): Json {
  const values = call.values.map((value) => {
    if ('constant' in value) return value.constant;
    if ('call' in value) return evaluate(value.call, text, roots, random);
    const found = findPath(value.path, roots);
    if (found === undefined) throw failure(text, missing(value.path, roots));
    return found;
  });
  const result = call.run(values, random);
  if (result === undefined) throw failure(text, `Invalid arguments in States.${call.name}`);
  return result;
}

/** In AWS's words; of `$$` it names the path inside the context object, but the state's input. */
function missing(path: PreparedPath, roots: Roots): string {
  const { reason } = whyMissing(path, roots);
  if (reason.startsWith('Filter: ')) return reason;
  const written = path.root === 'context' ? path.text.slice(1) : path.text;
  return `The JsonPath argument for the field '${written}' could not be found in the input '${JSON.stringify(roots.dollar)}'`;
}

function failure(text: string, reason: string): Error {
  return runtimeFailure(`The function '${text}' had the following error: ${reason}`);
}
