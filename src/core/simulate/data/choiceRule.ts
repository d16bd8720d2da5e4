import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { runtimeFailure } from '../failure.ts';
import type { Sight } from '../sight.ts';
import { findPath, preparePath, rootsOf, type PreparedPath, type Roots } from './path.ts';
import { parseNanoseconds } from './timestamp.ts';
import { wildcard } from './wildcard.ts';

/** A rule of a Choice state ready to be asked as often as one likes. */
export type Rule = (roots: Roots) => boolean;

/**
 * Prepares a rule: `And`, `Or`, `Not`, or `Variable` with one comparison.
 * @throws StateFailure States.Runtime where it is none of these: AWS refuses such a machine when it is created.
 */
export function prepareRule(rule: JsonObject): Rule {
  const { And, Or, Not, Variable } = rule;
  if (isList(And)) {
    const rules = And.map(prepareInner);
    return (roots) => rules.every((holds) => holds(roots));
  }
  if (isList(Or)) {
    const rules = Or.map(prepareInner);
    return (roots) => rules.some((holds) => holds(roots));
  }
  if (isObject(Not)) {
    const holds = prepareRule(Not);
    return (roots) => !holds(roots);
  }
  const name = Object.keys(rule).find((key) => COMPARISON.test(key));
  if (typeof Variable !== 'string' || name === undefined) throw runtimeFailure(`A Choice rule has no comparison: ${JSON.stringify(rule)}`);
  return prepareComparison(preparePath(Variable), name, rule[name] as Json);
}

/** @throws StateFailure States.Runtime where a path of the rule finds nothing, but for IsPresent. */
export function ruleHolds(rule: Rule, sight: Sight): boolean {
  return rule(rootsOf(sight));
}

type Comparable = string | number | bigint | boolean;

function prepareInner(rule: Json): Rule {
  if (!isObject(rule)) throw runtimeFailure(`A Choice rule is no object: ${JSON.stringify(rule)}`);
  return prepareRule(rule);
}

const COMPARISON = /^(?:(?:Boolean|Numeric|String|Timestamp)(?:Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(?:Path)?|StringMatches|Is(?:Null|Present|Numeric|String|Boolean|Timestamp))$/;
const PARTS = /^(Boolean|Numeric|String|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?$/;

function prepareComparison(variable: PreparedPath, name: string, operand: Json): Rule {
  if (name === 'IsPresent') return (roots) => (findPath(variable, roots) !== undefined) === operand;
  const test = TESTS.get(name);
  if (test !== undefined) return (roots) => test(read(variable, roots)) === operand;
  if (name === 'StringMatches') {
    const matches = wildcard(String(operand));
    return (roots) => {
      const value = read(variable, roots);
      return typeof value === 'string' && matches(value);
    };
  }
  const [, type = '', order = '', byPath] = PARTS.exec(name) as RegExpExecArray;
  const compared = COMPARED.get(type) as (value: Json) => Comparable | undefined;
  const holds = ORDERS.get(order) as (a: Comparable, b: Comparable) => boolean;
  const compare = (left: Json, right: Comparable | undefined): boolean => {
    const a = compared(left);
    return a !== undefined && right !== undefined && holds(a, right);
  };
  if (byPath !== undefined) {
    const other = preparePath(String(operand));
    return (roots) => compare(read(variable, roots), compared(read(other, roots)));
  }
  const right = compared(operand);
  return (roots) => compare(read(variable, roots), right);
}

function read(path: PreparedPath, roots: Roots): Json {
  const value = findPath(path, roots);
  if (value === undefined) throw runtimeFailure(`Invalid path '${path.text}': The choice state's condition path references an invalid value.`);
  return value;
}

const TESTS: ReadonlyMap<string, (value: Json) => boolean> = new Map([
  ['IsNull', (value: Json) => value === null],
  ['IsNumeric', (value) => typeof value === 'number'],
  ['IsString', (value) => typeof value === 'string'],
  ['IsBoolean', (value) => typeof value === 'boolean'],
  ['IsTimestamp', (value) => typeof value === 'string' && parseNanoseconds(value) !== undefined],
]);

/** The value as a comparison of its type sees it; undefined where it is of another: such a comparison does not hold (recorded). */
const COMPARED: ReadonlyMap<string, (value: Json) => Comparable | undefined> = new Map<string, (value: Json) => Comparable | undefined>([
  ['Boolean', (value) => (typeof value === 'boolean' ? value : undefined)],
  ['Numeric', (value) => (typeof value === 'number' ? value : undefined)],
  ['String', (value) => (typeof value === 'string' ? value : undefined)],
  ['Timestamp', (value) => (typeof value === 'string' ? parseNanoseconds(value) : undefined)],
]);

/** Texts are compared by code unit, as Java does. */
const ORDERS: ReadonlyMap<string, (a: Comparable, b: Comparable) => boolean> = new Map<string, (a: Comparable, b: Comparable) => boolean>([
  ['Equals', (a, b) => a === b],
  ['LessThan', (a, b) => a < b],
  ['LessThanEquals', (a, b) => a <= b],
  ['GreaterThan', (a, b) => a > b],
  ['GreaterThanEquals', (a, b) => a >= b],
]);
