import { utf8Length } from '../base/bytes.ts';
import { diagnostic } from '../diagnostic/catalogue.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { checkDefinition, type AslCheckOptions } from './check.ts';
import { DEFINITION_BYTES_WARNING, LIMITS } from './limits.ts';
import { readExpression } from './jsonataSyntax.ts';
import { readAsl } from './read.ts';

/**
 * Checks the text of a definition, JSON or YAML, expressions included. Every diagnostic has line and column, in the order
 * of the text. Takes any text and never throws.
 */
export function checkAsl(text: string, fileName = '', options: AslCheckOptions = {}): readonly Diagnostic[] {
  const file = fileName === '' ? {} : { file: fileName };
  const read = readAsl(text, fileName);
  if (!read.ok) return [diagnostic('asl-unreadable', { problem: read.message, advice: read.hint }, { ...file, line: read.line, column: read.column })];
  const found: Diagnostic[] = [];
  if (read.byteOrderMark) found.push(diagnostic('asl-byte-order-mark', {}, { ...file, line: 1, column: 1 }));
  for (const { key, pointer, line, column } of read.duplicates().slice(0, MOST_DUPLICATES)) found.push(diagnostic('asl-duplicate-key', { key }, { ...file, line, column, pointer }));
  const bytes = utf8Length(text);
  if (bytes > DEFINITION_BYTES_WARNING) {
    found.push(diagnostic(bytes > LIMITS.definitionBytes ? 'asl-too-large' : 'asl-large', { kilobytes: Math.round(bytes / 1024).toLocaleString('en-US') }, { ...file, line: 1, column: 1, pointer: '' }));
  }
  for (const one of checkDefinition(read.value, { readExpression, ...options })) {
    found.push({ ...one, where: { ...file, ...one.where, ...read.locate(one.where.pointer ?? '') } });
  }
  return found.sort((a, b) => (a.where.line ?? 0) - (b.where.line ?? 0) || (a.where.column ?? 0) - (b.where.column ?? 0));
}

/** Of keys written twice; more of them are one mistake, not many. */
const MOST_DUPLICATES = 100;
