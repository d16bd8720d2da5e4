import { isObject } from '../core/base/json.ts';
import { parseJsonText } from '../core/base/jsonText.ts';

/** A pipeline is known by its file's name or by its format; everything else is taken for a definition. */
export function isPipelineFile(file: string, text: string): boolean {
  if (file.endsWith('.cauce.json')) return true;
  const read = parseJsonText(text);
  return read.ok && isObject(read.value) && String(read.value['format'] ?? '').startsWith('cauce/');
}
