import { isList, isObject, type Json } from '../../base/json.ts';

/** A value as Java writes it: `{Arg1=1, Arg2=[]}` (recorded from States.Format). */
export function javaText(value: Json): string {
  if (isList(value)) return `[${value.map(javaText).join(', ')}]`;
  if (isObject(value)) return `{${Object.keys(value).map((key) => `${key}=${javaText(value[key] as Json)}`).join(', ')}}`;
  return String(value);
}
