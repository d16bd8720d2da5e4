import { isList, isObject, type Json, type JsonObject } from '../core/base/json.ts';
import { RunError } from './jsonPath.ts';

/** Does a JSONPath rule hold? `read` evaluates a path; a comparison of other types is false. */
export function ruleHolds(rule: JsonObject, read: (path: string) => Json): boolean {
  if (isList(rule['And'])) return rule['And'].every((r) => isObject(r) && ruleHolds(r, read));
  if (isList(rule['Or'])) return rule['Or'].some((r) => isObject(r) && ruleHolds(r, read));
  if (isObject(rule['Not'])) return !ruleHolds(rule['Not'], read);
  const name = Object.keys(rule).find((k) => /^(Is|Boolean|Numeric|String|Timestamp)/.test(k));
  const path = rule['Variable'];
  if (name === undefined || typeof path !== 'string' || !path.startsWith('$')) throw new RunError('States.Runtime', `no rule: ${JSON.stringify(rule)}`);
  const operand = rule[name] as Json;
  if (name === 'IsPresent') return isPresent(() => read(path)) === operand;
  const left = read(path);
  if (name.startsWith('Is')) return (own(TYPES, name)?.(left) ?? false) === operand;
  if (name === 'StringMatches') return typeof left === 'string' && wildcard(String(operand)).test(left);
  const [, type, operator, twin] = /^(Boolean|Numeric|String|Timestamp)(\w+?)(Path)?$/.exec(name) as RegExpExecArray;
  const right = twin ? read(String(operand)) : operand;
  const wanted = { Boolean: 'boolean', Numeric: 'number', String: 'string', Timestamp: 'string' }[type as 'Boolean'];
  if (typeof left !== wanted || typeof right !== wanted) return false;
  return compare(left as number, operator as string, right as number);
}

function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

const TYPES: Readonly<Record<string, (v: Json) => boolean>> = {
  IsNull: (v) => v === null,
  IsNumeric: (v) => typeof v === 'number',
  IsString: (v) => typeof v === 'string',
  IsBoolean: (v) => typeof v === 'boolean',
  IsTimestamp: (v) => typeof v === 'string' && /^\d{4}-\d\d-\d\dT/.test(v),
};

function isPresent(read: () => Json): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

function compare(a: number, operator: string, b: number): boolean {
  switch (operator) {
    case 'Equals': return a === b;
    case 'LessThan': return a < b;
    case 'LessThanEquals': return a <= b;
    case 'GreaterThan': return a > b;
    default: return a >= b;
  }
}

/** `*` stands for any characters; `\\*` for a star, `\\\\` for a backslash. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\\\([\s\S])|\\([\s\S])|\*|[\s\S]/g, (found, a: string | undefined, b: string | undefined) => (found === '*' ? '[\\s\\S]*' : (a ?? b ?? found).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')));
  return new RegExp(`^${source}$`);
}
