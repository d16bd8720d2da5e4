import type { JsonObject } from '../../base/json.ts';
import type { Tokens } from './dialect.ts';

/**
 * The bytes of a definition: two spaces, newline at the end. `${` stands only where a deploy token does, `%{` nowhere: what
 * CloudFormation or Terraform would fill in elsewhere is written with JSON escapes (emitted-asl.md 1).
 */
export function definitionJson(definition: JsonObject, tokens: Tokens): string {
  const { open, close } = tokens;
  // One pass: a brace after `$`, `%` or a token; a `$` before a token; the ends of a token.
  const text = JSON.stringify(definition, null, 2).replace(new RegExp(`[$%]\\{|${close}\\{?|\\$?${open}`, 'g'), (found) => {
    if (found.endsWith(open)) return found.length > 1 ? '\\u0024${' : '${';
    if (found.startsWith(close)) return found.length > 1 ? '}\\u007b' : '}';
    return `${found.charAt(0)}\\u007b`;
  });
  return `${text}\n`;
}
