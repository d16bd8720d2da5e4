import { isList, isObject, type Json, type JsonObject } from '../core/base/json.ts';

/** A call, as IAM sees it. */
export interface Call {
  readonly action: string;
  /** ARN, or `*` of an action that acts on no resource. */
  readonly resource: string;
  /** Values of condition keys; a list for a key with several. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Decides by policy documents alone as IAM does for identity policies: an explicit Deny wins, else one Allow is enough.
 * (IAM User Guide, "Policy evaluation logic".) An element or operator that it does not know throws: nothing is allowed by mistake.
 */
export function isAllowed(documents: readonly JsonObject[], call: Call): boolean {
  const matching = documents.flatMap(statementsOf).filter((s) => matches(s, call));
  return matching.some((s) => s['Effect'] === 'Allow') && !matching.some((s) => s['Effect'] === 'Deny');
}

/** The statements of a policy document, also of one that has a single one outside a list. */
export function statementsOf(document: JsonObject): readonly JsonObject[] {
  return listOf(document['Statement']).filter(isObject);
}

/** The values of an element that may be one text or a list of them. */
export function textsOf(value: Json | undefined): readonly string[] {
  return listOf(value).map((v) => {
    if (typeof v !== 'string') throw new Error(`A policy has ${JSON.stringify(v)} where a text belongs`);
    return v;
  });
}

const ELEMENTS = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition', 'Principal']);

function matches(statement: JsonObject, { action, resource, context = {} }: Call): boolean {
  const unknown = Object.keys(statement).find((k) => !ELEMENTS.has(k));
  if (unknown !== undefined) throw new Error(`Element ${unknown} of a policy is not known here`);
  return (
    textsOf(statement['Action']).some((p) => like(p.toLowerCase(), action.toLowerCase())) &&
    ('Principal' in statement || textsOf(statement['Resource']).some((p) => like(p, resource))) &&
    holds(statement['Condition'], context)
  );
}

function holds(condition: Json | undefined, context: NonNullable<Call['context']>): boolean {
  if (condition === undefined) return true;
  if (!isObject(condition)) throw new Error('A condition is no object');
  return Object.entries(condition).every(([operator, keys]) => {
    if (!isObject(keys)) throw new Error(`${operator} of a condition is no object`);
    return Object.entries(keys).every(([key, wanted]) => compare(operator, context[key], textsOf(wanted)));
  });
}

function compare(operator: string, given: string | readonly string[] | undefined, wanted: readonly string[]): boolean {
  if (given === undefined) return false;
  const set = operator.startsWith('ForAnyValue:');
  if (typeof given !== 'string' && !set) throw new Error(`${operator} compares one value`);
  const values = typeof given === 'string' ? [given] : given;
  const test = TESTS[set ? operator.slice('ForAnyValue:'.length) : operator];
  if (!test) throw new Error(`Operator ${operator} of a condition is not known here`);
  return values.some((v) => wanted.some((w) => test(w, v)));
}

const TESTS: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringLike: like,
  ArnLike: like,
  ArnEquals: like,
};

/** `*` is any text, `?` any character; `${*}`, `${?}` and `${$}` are those characters themselves. */
function like(pattern: string, text: string): boolean {
  const source = pattern.replace(/\$\{([*?$])\}|[*?]|[^*?]/gs, (found, itself: string | undefined) => {
    if (itself !== undefined) return `\\${itself}`;
    return found === '*' ? '.*' : found === '?' ? '.' : found.replace(/[\\^$.|+()[\]{}/-]/, '\\$&');
  });
  return new RegExp(`^${source}$`, 's').test(text);
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : isList(value) ? value : [value];
}
