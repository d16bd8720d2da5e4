import { parseJsonText, type JsonTextFault } from '../base/jsonText.ts';
import type { AslText } from './aslText.ts';
import { readYaml } from './readYaml.ts';

/**
 * Reads a definition in JSON or YAML: by the name of the file, else by its first character. Never throws; what cannot be
 * read gives one fault with its place.
 */
export function readAsl(text: string, fileName = ''): AslText | JsonTextFault {
  if (formatOf(text, fileName) === 'yaml') return readYaml(text);
  const read = parseJsonText(text);
  return read.ok ? { ...read, format: 'json' } : read;
}

function formatOf(text: string, fileName: string): 'json' | 'yaml' {
  if (/\.ya?ml$/i.test(fileName)) return 'yaml';
  if (/\.json$/i.test(fileName)) return 'json';
  return /^\uFEFF?\s*[[{]/.test(text) ? 'json' : 'yaml';
}

