// STUB until the real one is merged
import jsonata from 'jsonata';
import { isList, isObject, type Json } from '../../base/json.ts';
import { queryFailure } from '../failure.ts';
import type { Sight } from '../sight.ts';
export interface JsonataTemplate { readonly value: Json; readonly field: string }
export function prepareJsonataTemplate(value: Json, field: string): JsonataTemplate { return { value, field }; }
export function fillJsonataTemplate(t: JsonataTemplate, sight: Sight): Json | Promise<Json> { return has(t.value) ? fill(t.value, sight, t.field) : t.value; }
function has(v: Json): boolean { return typeof v === 'string' ? v.startsWith('{%') && v.endsWith('%}') : isList(v) ? v.some(has) : isObject(v) ? Object.values(v).some(has) : false; }
async function fill(v: Json, sight: Sight, field: string): Promise<Json> {
  if (isList(v)) { const out: Json[] = []; for (const [i, x] of v.entries()) out.push(await fill(x, sight, `${field}[${i}]`)); return out; }
  if (isObject(v)) { const out: Record<string, Json> = {}; for (const [k, x] of Object.entries(v)) out[k] = await fill(x, sight, `${field}/${k}`); return out; }
  if (typeof v !== 'string' || !has(v)) return v;
  const code = v.slice(2, -2);
  let value: unknown;
  try {
    value = await jsonata(code).evaluate(undefined, { ...sight.variables.all(), states: { input: sight.input, context: sight.context(), ...(sight.result === undefined ? {} : { result: sight.result }), ...(sight.errorOutput === undefined ? {} : { errorOutput: sight.errorOutput }) } });
  } catch (e) { throw queryFailure(`The JSONata expression '${code.trim()}' specified for the field '${field}' threw an error during evaluation. ${(e as { code?: string }).code}: ${(e as { message?: string }).message}`, field); }
  if (value === undefined) throw queryFailure(`The JSONata expression '${code.trim()}' specified for the field '${field}' returned nothing (undefined).`, field);
  return JSON.parse(JSON.stringify(value)) as Json;
}
