import { isList, isObject, own, type Json } from '../base/json.ts';
import { childPointer, type Pointer } from '../base/pointer.ts';

/** The places where two values differ, outermost first, each said in one line. `at` names the whole. */
export function differences(expected: Json, actual: Json | undefined, at: string): readonly string[] {
  const found: string[] = [];
  compare(expected, actual, '', (place, what) => found.push(`${at}${place === '' ? '' : ` ${place}`} ${what}`));
  return found;
}

function compare(expected: Json | undefined, actual: Json | undefined, at: Pointer, say: (at: Pointer, what: string) => void): void {
  if (isList(expected) && isList(actual)) {
    for (let i = 0; i < Math.max(expected.length, actual.length); i++) compare(expected[i], actual[i], childPointer(at, i), say);
  } else if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) compare(own(expected, key), own(actual, key), childPointer(at, key), say);
  } else if (actual === undefined && expected !== undefined) say(at, `is missing, not ${shown(expected)}`);
  else if (expected === undefined && actual !== undefined) say(at, `is ${shown(actual)}, and nothing was expected there`);
  else if (expected !== actual && expected !== undefined && actual !== undefined) say(at, `is ${shown(actual)}, not ${shown(expected)}`);
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${[...text].slice(0, 117).join('')}…` : text;
}
