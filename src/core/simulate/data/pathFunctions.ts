import { isList, isObject, type Json } from '../../base/json.ts';
import { runtimeFailure } from '../failure.ts';

/**
 * The functions that may end a path, as in Jayway's JsonPath: `$.list.length()`, `$.list.max()`.
 * @returns undefined where the function finds nothing in such a value.
 * @throws StateFailure States.Runtime for a name that is no function, and for an aggregation of no numbers.
 */
export function applyFunction(name: string, argument: string, value: Json): Json | undefined {
  switch (name) {
    case 'length':
    case 'size':
      return isList(value) ? value.length : isObject(value) ? Object.keys(value).length : undefined;
    case 'keys':
      return isObject(value) ? Object.keys(value) : undefined;
    case 'first':
      return isList(value) ? value[0] : undefined;
    case 'last':
      return isList(value) ? value[value.length - 1] : undefined;
    case 'index':
      return isList(value) ? value[Number(argument) < 0 ? value.length + Number(argument) : Number(argument)] : undefined;
    case 'concat':
      return isList(value) ? value.filter((v) => typeof v === 'string').join('') : undefined;
    case 'min':
      return numbers(name, value).reduce((a, b) => Math.min(a, b));
    case 'max':
      return numbers(name, value).reduce((a, b) => Math.max(a, b));
    case 'sum':
      return sum(numbers(name, value));
    case 'avg':
      return mean(numbers(name, value));
    case 'stddev': {
      const all = numbers(name, value);
      const middle = mean(all);
      return Math.sqrt(mean(all.map((x) => (x - middle) ** 2)));
    }
    default:
      throw runtimeFailure(`Function with name: ${name} does not exist.`);
  }
}

function numbers(name: string, value: Json): readonly number[] {
  const found = isList(value) ? value.filter((v) => typeof v === 'number') : [];
  if (found.length === 0) throw runtimeFailure(`Aggregation function attempted to calculate value using empty array: ${name}()`);
  return found;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
