import jsonata from 'jsonata';
import { isList, type Json } from '../../base/json.ts';
import { JSONATA_FUNCTIONS } from '../../asl/jsonataFunctions.ts';
import { queryFailure, StateFailure } from '../failure.ts';
import type { Sight, Variables } from '../sight.ts';
import { BUDGET_BINDING, BudgetExceeded, needsBudget, watch, type Budget } from './jsonataBudget.ts';
import { fastPathOf, fastPathOfText, statesOf, type FastPath } from './jsonataFastPath.ts';
import { registerFunctions, SIGHT_BINDING } from './jsonataFunctions.ts';
import { nodesOf, type JsonataNode } from './jsonataNode.ts';
import { GuardedRegExp } from './jsonataRegex.ts';
import { plainJson, UnsupportedResult } from './jsonataResult.ts';

/** An expression of JSONata, made ready to be evaluated often. */
export interface Expression {
  /** As written, without the blanks around: so AWS's messages have it. */
  readonly source: string;
  readonly fast: FastPath | undefined;
  /** Parsed when first needed. */
  program: Program | undefined;
}

interface Program {
  readonly code: jsonata.Expression | undefined;
  /** Of a text that is not JSONata: the package's message. */
  readonly fault: string | undefined;
  /** Names of the functions that it calls, where that is all it can call. */
  readonly calls: ReadonlySet<string> | 'anything';
}

const REMEMBERED = 10_000;
const prepared = new Map<string, Expression>();

/** Makes an expression ready: the text between `{%` and `%}`. A syntax error shows when it is evaluated, as a failure. */
export function prepareExpression(source: string): Expression {
  const known = prepared.get(source);
  if (known !== undefined) return known;
  const expression = newExpression(source);
  if (prepared.size >= REMEMBERED) prepared.clear();
  prepared.set(source, expression);
  return expression;
}

function newExpression(source: string): Expression {
  const fast = fastPathOfText(source);
  if (fast !== undefined) return { source: source.trim(), fast, program: undefined };
  const program = parse(source);
  return { source: source.trim(), fast: program.code && fastPathOf(program.code.ast() as unknown as JsonataNode), program };
}

function parse(source: string): Program {
  try {
    const code = jsonata(source, { RegexEngine: GuardedRegExp as unknown as RegExp });
    registerFunctions(code);
    if (needsBudget(code.ast())) watch(code);
    return { code, fault: undefined, calls: callsOf(code.ast()) };
  } catch (error) {
    return { code: undefined, fault: messageOf(error), calls: 'anything' };
  }
}

/**
 * The value of an expression.
 * @param field Where it stands, as in AWS's messages: `Output/result`.
 * @throws StateFailure `States.QueryEvaluationError` (or the promise is rejected with it).
 */
export function evaluateExpression(expression: Expression, sight: Sight, field: string): Json | Promise<Json> {
  const value = expression.fast?.(sight);
  return value === undefined ? run(expression, sight, field) : value;
}

/** Types of JSON, as AWS's messages call them. */
export type JsonType = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';

/** As {@link evaluateExpression}, of a field that takes one type only. */
export function evaluateAs(expression: Expression, sight: Sight, field: string, type: JsonType): Json | Promise<Json> {
  const value = evaluateExpression(expression, sight, field);
  return value instanceof Promise ? value.then((made) => ofType(made, type, expression, field)) : ofType(value as Json, type, expression, field);
}

function ofType(value: Json, type: JsonType, { source }: Expression, field: string): Json {
  const found = typeOf(value);
  if (found === type) return value;
  throw failure(source, field, `returned an unexpected result type. Expected '${type}', but was '${found}' for value: ${JSON.stringify(value)}`);
}

function typeOf(value: Json): JsonType {
  return value === null ? 'null' : isList(value) ? 'array' : (typeof value as 'boolean' | 'number' | 'object' | 'string');
}

async function run(expression: Expression, sight: Sight, field: string): Promise<Json> {
  const { source } = expression;
  const program = (expression.program ??= parse(source));
  const { code, fault } = program;
  if (code === undefined) throw threw(source, field, fault ?? '');
  const given = { ...sight.variables.all(), states: statesOf(sight) };
  const budget: Budget = { steps: 0, depth: 0 };
  let value: unknown;
  // One for the whole package: any parsing elsewhere sets it back.
  (jsonata as unknown as { RegexEngine: RegExpConstructor }).RegexEngine = GuardedRegExp as unknown as RegExpConstructor;
  try {
    value = await code.evaluate(undefined, { ...(mayWrite(program, sight.variables) ? (copyOf(given) as typeof given) : given), [SIGHT_BINDING]: sight, [BUDGET_BINDING]: budget });
  } catch (error) {
    throw error instanceof StateFailure ? error : threw(source, field, messageOf(error));
  }
  if (value === undefined) throw failure(source, field, 'returned nothing (undefined).');
  try {
    return plainJson(value);
  } catch (error) {
    if (error instanceof UnsupportedResult) throw failure(source, field, 'returned an unsupported result type.');
    throw error instanceof RangeError ? threw(source, field, 'The result is nested too deep.') : error;
  }
}

function failure(source: string, field: string, what: string): StateFailure {
  return queryFailure(`The JSONata expression '${source}' specified for the field '${field}' ${what}`, field);
}

function threw(source: string, field: string, what: string): StateFailure {
  return failure(source, field, `threw an error during evaluation. ${what}`);
}

function messageOf(error: unknown): string {
  if (error instanceof BudgetExceeded) return error.message;
  if (error instanceof RangeError) return 'The expression is nested too deep or makes too much.';
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? `${code}: ${String(message)}` : String(message);
}

/**
 * The package notes the place of a call in whatever is called, be it a datum, and its transform writes into what `$clone`
 * gives, be it redefined. Calls by the name of a built-in function are harmless as long as nothing else has that name.
 */
function callsOf(tree: unknown): ReadonlySet<string> | 'anything' {
  const own = new Set<unknown>();
  const called = new Set<string>();
  let isKnown = true;
  for (const node of nodesOf(tree)) {
    if (node.type === 'bind') own.add(node.lhs?.value);
    if (node.type === 'lambda') for (const parameter of node.arguments ?? []) own.add(parameter.value);
    if (node.type === 'transform') called.add('clone');
    if (node.type !== 'function' && node.type !== 'partial') continue;
    if (node.procedure?.type === 'variable') called.add(String(node.procedure.value));
    else isKnown = false;
  }
  for (const name of called) isKnown &&= JSONATA_FUNCTIONS.has(name) && !own.has(name);
  return isKnown ? called : 'anything';
}

/** Whether the expression could write into what it is given: it gets a copy then. */
function mayWrite({ calls }: Program, variables: Variables): boolean {
  if (calls === 'anything') return true;
  for (const name of calls) if (name === 'states' || variables.get(name) !== undefined) return true;
  return false;
}

function copyOf(value: Json): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
