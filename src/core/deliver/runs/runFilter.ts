import type { Json } from '../../base/json.ts';
import { typedOf } from '../run/runForm.ts';
import { secondsOf, valueIn, versionText, type ParameterColumn, type RunRow } from './runRow.ts';

/** One condition of a filter: a text that has to be somewhere, or a comparison with a field. */
type Term = { readonly text: string } | { readonly field: string; readonly op: Op; readonly value: string };
type Op = '=' | '!=' | '<' | '<=' | '>' | '>=' | ':';

const TERM = /([\w.-]+)\s*(<=|>=|!=|=|<|>|:)\s*("[^"]*"|[^\s"]+)|"([^"]*)"|(\S+)/g;
const FIELDS = ['name', 'version', 'status', 'duration'] as const;

export interface RunFilter {
  readonly matches: (run: RunRow) => boolean;
  /** It asks after parameters, so a run whose input is not read may match without being found. */
  readonly needsInputs: boolean;
}

/**
 * Reads what a person typed: `train MaxDepth>4 status:failed`. Every part has to hold. A part is a text that stands in the name,
 * the version or the value of a parameter, or a field with `=`, `!=`, `<`, `<=`, `>`, `>=` or `:` (contains) and a value, which may stand in quotes.
 * Fields are the parameters, `name`, `version`, `status` and `duration` (in seconds); a name that is none of them is a text, as in `s3://bucket`.
 */
export function readFilter(typed: string, parameters: readonly ParameterColumn[], now: number): RunFilter {
  const terms = termsOf(typed, parameters);
  return {
    matches: (run) => terms.every((term) => holds(term, run, parameters, now)),
    needsInputs: terms.some((t) => 'text' in t || fixed(t.field) === undefined),
  };
}

function termsOf(typed: string, parameters: readonly ParameterColumn[]): readonly Term[] {
  return [...typed.matchAll(TERM)].flatMap(([whole, field = '', op, value = '', quoted, word]): readonly Term[] => {
    const known = fixed(field) ?? parameters.find((p) => p.name.toLowerCase() === field.toLowerCase())?.name;
    if (op !== undefined && known !== undefined) return [{ field: known, op: op as Op, value: unquoted(value) }];
    // Where something else stands around it, "and" is what it says.
    if (word?.toLowerCase() === 'and' && typed.trim() !== word) return [];
    return [{ text: (quoted ?? word ?? whole).toLowerCase() }];
  });
}

function fixed(field: string): (typeof FIELDS)[number] | undefined {
  return FIELDS.find((f) => f === field.toLowerCase());
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}

function holds(term: Term, run: RunRow, parameters: readonly ParameterColumn[], now: number): boolean {
  if ('text' in term) {
    const texts = [run.name, versionText(run), ...parameters.map((p) => textOf(valueIn(run, p)))];
    return texts.some((t) => t.toLowerCase().includes(term.text));
  }
  const value = valueOf(term.field, run, parameters, now);
  if (value === undefined) return false;
  const is = textOf(value).toLowerCase();
  const wanted = term.value.toLowerCase();
  const [a, b] = [Number(is), Number(wanted)];
  const numbers = is.trim() !== '' && !Number.isNaN(a) && !Number.isNaN(b);
  switch (term.op) {
    case ':':
      return is.includes(wanted);
    case '=':
      return numbers ? a === b : is === wanted;
    case '!=':
      return numbers ? a !== b : is !== wanted;
    case '<':
      return numbers ? a < b : is < wanted;
    case '<=':
      return numbers ? a <= b : is <= wanted;
    case '>':
      return numbers ? a > b : is > wanted;
    case '>=':
      return numbers ? a >= b : is >= wanted;
  }
}

function valueOf(field: string, run: RunRow, parameters: readonly ParameterColumn[], now: number): Json | undefined {
  switch (fixed(field)) {
    case 'name':
      return run.name;
    case 'status':
      return run.status;
    case 'version':
      return versionText(run);
    case 'duration':
      return secondsOf(run, now);
    default: {
      const parameter = parameters.find((p) => p.name === field);
      return parameter && valueIn(run, parameter);
    }
  }
}

function textOf(value: Json | undefined): string {
  return value === undefined ? '' : typedOf(value);
}
