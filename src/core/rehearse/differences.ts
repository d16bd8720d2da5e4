import { differencesOf, type Difference } from '../base/differences.ts';
import type { Json } from '../base/json.ts';

/** The places where two values differ, outermost first, each said in one line. `at` names the whole. */
export function differences(expected: Json, actual: Json | undefined, at: string): readonly string[] {
  return differencesOf(expected, actual).map((d) => `${at}${d.at === '' ? '' : ` ${d.at}`} ${said(d)}`);
}

function said({ before, after }: Difference): string {
  if (after === undefined) return `is missing, not ${shown(before)}`;
  return before === undefined ? `is ${shown(after)}, and nothing was expected there` : `is ${shown(after)}, not ${shown(before)}`;
}

function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 120 ? `${[...text].slice(0, 117).join('')}…` : text;
}
