import { isObject, type JsonObject } from '../../base/json.ts';
import { parseJsonText } from '../../base/jsonText.ts';

/** Reads a whole input that a person pasted; what is wrong with it is told with its place. */
export function readPastedInput(text: string): { readonly input: JsonObject } | { readonly fault: string } {
  if (text.trim() === '') return { fault: 'Paste the JSON object that an execution was started with.' };
  const read = parseJsonText(text);
  if (!read.ok) return { fault: `Line ${read.line}, column ${read.column}: ${read.message}. ${read.hint}` };
  return isObject(read.value) ? { input: read.value } : { fault: 'An input is a JSON object, with a value for each parameter: {"Name": …}.' };
}
