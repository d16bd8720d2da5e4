import { diagnostic } from '../../diagnostic/catalogue.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isEmptyReturn } from '../lower/ends.ts';
import type { Assignment } from '../lower/machine.ts';
import { staticJson, type ComparedType, type Condition, type Operator, type Value } from '../value.ts';
import { carriedAs, token, type Printing } from './dialect.ts';
import { hasPathKey, jsonpathCode, jsonpathField, jsonpathObject, plainText } from './jsonpath.ts';
import type { LanguagePrinter, PrintedField } from './language.ts';

const INPUT = { ResultPath: null };

export function jsonpathLanguage(p: Printing): LanguagePrinter {
  const assign = (assignments: readonly Assignment[]): JsonObject =>
    Object.fromEntries(
      assignments.map((a): readonly [string, Json] => {
        const name = p.variables.nameOf(a.variable);
        if (a.leaves) return [name, Object.fromEntries(a.leaves.map(([leaf, value]) => jsonpathField(p, p.variables.keyOf(leaf), value)))];
        return jsonpathField(p, name, a.whole as Value);
      }),
    );
  const twin = (field: string, value: Value): PrintedField => {
    const known = staticJson(value);
    return known === undefined ? [`${field}Path`, asPath(p, value)] : [field, known];
  };
  const parameters = (value: Value): Json => {
    for (const key of value.op === 'object' ? value.entries.map(([k]) => k) : []) {
      if (key.endsWith('.$')) p.diagnostics.push(diagnostic('literal-key-not-expressible', { key }, {}));
    }
    return jsonpathObject(p, value);
  };
  return {
    argumentsField: 'Parameters',
    arguments: parameters,
    drawnKey: (key) => (key.endsWith('.$') ? key.slice(0, -2) : key),
    number: twin,
    items: (value) => ['ItemsPath', asPath(p, value)],
    condition: (condition) => rule(p, condition),
    assign,
    handOn: INPUT,
    returns: (value, type) => (isEmptyReturn(value) || type === 'Wait' ? { OutputPath: null } : { ResultSelector: jsonpathObject(p, value) }),
    pass: (state) => {
      // Where a Pass makes something, `$` in its Assign is what it made.
      const kept = state.assign.length > 0 ? { Assign: assign(state.makes ? state.assign.map(fromOwnResult) : state.assign) } : {};
      if ('returns' in state.exit) {
        const value = state.exit.returns;
        if (isEmptyReturn(value)) return { ...(state.makes ? { Parameters: jsonpathObject(p, state.makes) } : {}), ...kept, OutputPath: null };
        const printed = jsonpathObject(p, value);
        return state.assign.length === 0 && !hasPathKey(printed) ? { Result: printed } : { Parameters: printed, ...kept };
      }
      if (!state.makes) return kept;
      const known = staticJson(state.makes);
      const made = known !== undefined ? { Result: known } : { Parameters: parameters(state.makes) };
      const outputs = state.step !== undefined && state.assign.length === 0 && state.name.endsWith(' outputs');
      return { ...made, ...kept, ...(outputs ? {} : INPUT) };
    },
    succeed: (returns) => (isEmptyReturn(returns) ? { OutputPath: null } : {}),
    fail: (field, value) => {
      const [key, json] = jsonpathField(p, field, value);
      return key === field ? [field, json] : [`${field}Path`, json];
    },
    parameters: (run, deployed, more) => ({
      ...(run.length > 0
        ? { Parameters: Object.fromEntries(run.map((r): readonly [string, Json] => (r.default === undefined ? [`${r.name}.$`, `$$.Execution.Input['${r.name}']`] : jsonpathField(p, r.name, { op: 'literal', value: r.default })))) }
        : {}),
      Assign: {
        ...(run.length > 0 ? { 'params.$': 'States.JsonMerge($, $$.Execution.Input, false)' } : {}),
        ...(deployed.length > 0 ? { deployed: Object.fromEntries(deployed.map((name) => jsonpathField(p, name, { op: 'parameter', name }))) } : {}),
        ...assign(more),
      },
      ...(run.length > 0 ? INPUT : {}),
    }),
  };
}

/** Leaves that a Pass keeps of what it made itself are read from its result. */
function fromOwnResult(a: Assignment): Assignment {
  if (!a.leaves) return a;
  return { ...a, leaves: a.leaves.map(([leaf, value]) => [leaf, leaf.source.from === 'states' && leaf.source.key !== undefined ? ({ op: 'result', path: [leaf.source.key] } as Value) : value] as const) };
}

/** A value as a path: deploy parameters are in `$deployed`. */
function asPath(p: Printing, value: Value): string {
  if (value.op === 'parameter' && p.parameters.get(value.name)?.phase === 'deploy') return `$deployed.${value.name}`;
  return jsonpathCode(p, value);
}

const COMPARATORS: Readonly<Record<Exclude<Operator, '!=' | 'matches'>, string>> = { '==': 'Equals', '<': 'LessThan', '<=': 'LessThanEquals', '>': 'GreaterThan', '>=': 'GreaterThanEquals' };
const FLIPPED: Readonly<Record<Operator, Operator>> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=', matches: 'matches' };
const PREFIX: Readonly<Record<Exclude<ComparedType, 'any'>, string>> = { number: 'Numeric', string: 'String', boolean: 'Boolean' };

function rule(p: Printing, condition: Condition): JsonObject {
  switch (condition.test) {
    case 'constant':
      // A rule needs a variable: the name of the state is always there.
      return { Variable: '$$.State.Name', IsPresent: condition.holds };
    case 'all':
      return { And: condition.of.map((c) => rule(p, c)) };
    case 'any':
      return { Or: condition.of.map((c) => rule(p, c)) };
    case 'not':
      return { Not: rule(p, condition.of) };
    case 'holds':
      return { Variable: asPath(p, condition.of), BooleanEquals: true };
    case 'exists':
      return { Variable: asPath(p, condition.of), IsPresent: true };
    case 'raw':
      return rawRule(p, condition.code, condition.at);
    case 'compare': {
      const known = condition.operator !== 'matches' && staticJson(condition.left) !== undefined;
      const [left, right, operator] = known ? [condition.right, condition.left, FLIPPED[condition.operator]] : [condition.left, condition.right, condition.operator];
      if (operator === '!=') return { Not: comparison(p, left, '==', right, condition.type) };
      return comparison(p, left, operator, right, condition.type);
    }
  }
}

function isToken(value: Value, p: Printing): boolean {
  const parameter = value.op === 'parameter' ? p.parameters.get(value.name) : undefined;
  return parameter?.phase === 'deploy' && carriedAs(parameter) === 'text';
}

function comparison(p: Printing, left: Value, operator: Exclude<Operator, '!='>, right: Value, type: ComparedType): JsonObject {
  const Variable = asPath(p, left);
  const known = staticJson(right);
  if (operator === 'matches') {
    return { Variable, StringMatches: (plainText(p, right.op === 'text' ? right.parts : [right]) ?? '').replaceAll('\\', '\\\\') };
  }
  if (known === null) return { Variable, IsNull: true };
  const types: readonly Exclude<ComparedType, 'any'>[] = type !== 'any' ? [type] : operator === '==' ? ['number', 'string', 'boolean'] : ['number', 'string'];
  const rules = types.map((t): JsonObject => {
    const comparator = `${PREFIX[t]}${COMPARATORS[operator]}`;
    if (known !== undefined) return { Variable, [comparator]: known };
    if (right.op === 'parameter' && isToken(right, p)) return { Variable, [comparator]: token(p.tokens, right.name) };
    return { Variable, [`${comparator}Path`]: asPath(p, right) };
  });
  return rules.length === 1 ? (rules[0] as JsonObject) : { Or: rules };
}

/** A rule written by the person: JSON of a Choice rule without `Next`. */
function rawRule(p: Printing, code: string, at: string): JsonObject {
  try {
    const json: unknown = JSON.parse(code);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as JsonObject;
  } catch {
    // Reported below like any other text that is no rule.
  }
  p.diagnostics.push(diagnostic('expression-syntax', { reason: 'a condition in JSONPath is a Choice rule in JSON, without Next' }, { argument: at }));
  return { Variable: '$$.State.Name', IsPresent: false };
}
