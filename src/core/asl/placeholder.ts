import type { Json } from '../base/json.ts';
import { describe, report, shorten, type At, type Here } from './here.ts';

/** Values that stand for others until a tool puts those in. */

/** `${Name}` as CloudFormation's DefinitionSubstitutions fill it in. */
const TOKEN = /\$\{[^{}]+\}/;
const TOKENS = /\$\{[^{}]+\}/g;
/** A whole value that another tool fills in: `{name}`, `{{name}}`, `%NAME%`, `<NAME>`, `__name__`, and LIST_OF_TOOLS where a text makes no sense. */
const PLACEHOLDER = /^(?:\{\{?\s*[\w.:-]+\s*\}?\}|%\w+%|<[\w -]+>|_+[A-Za-z]+_+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/;

export function hasToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The text with a harmless name in place of each token, so that what stands around them can still be checked. */
export function withoutTokens(text: string): string {
  return text.includes('${') ? text.replace(TOKENS, 'x') : text;
}

/**
 * True for a value that another tool puts in later, where it would otherwise be wrong; there is nothing to check then.
 * CloudFormation's `${Name}` is the usual way and passes in silence; others are mentioned.
 */
export function isPlaceholder(here: Here, field: string, text: string, at: At): boolean {
  if (hasToken(text)) return true;
  if (!PLACEHOLDER.test(text)) return false;
  report(here, 'asl-placeholder', { field, found: `“${shorten(text)}”` }, at);
  return true;
}

/** A value of the wrong type, unless it only stands for the right one. */
export function wrongType(here: Here, field: string, wanted: string, value: Json, at: At): void {
  if (typeof value === 'string' && isPlaceholder(here, field, value, at)) return;
  report(here, 'asl-wrong-type', { field, wanted, found: describe(value) }, at);
}
