import type { JsonObject } from '../../base/json.ts';
import type { Tokens } from './dialect.ts';

/**
 * The bytes of a definition: two spaces, newline at the end. `${` stands only where a deploy token does, `%{` nowhere: what
 * CloudFormation or Terraform would fill in elsewhere is written with JSON escapes (emitted-asl.md 1).
 */
export function definitionJson(definition: JsonObject, tokens: Tokens): string {
  const text = JSON.stringify(definition, null, 2);
  const { open, close } = tokens;
  const bare = !AMBIGUOUS.some((pair) => text.includes(pair)) && !text.includes(`$${open}`) && !text.includes(`${close}{`);
  return `${bare ? text.replaceAll(open, '${').replaceAll(close, '}') : escaped(text, tokens)}\n`;
}

/** What nobody but a deploy token may write; most definitions hold none of it. */
const AMBIGUOUS = ['${', '%{'];

/** One pass: a brace after `$`, `%` or a token; a `$` before a token; the ends of a token. */
function escaped(text: string, { open, close }: Tokens): string {
  return text.replace(new RegExp(`[$%]\\{|${close}\\{?|\\$?${open}`, 'g'), (found) => {
    if (found.endsWith(open)) return found.length > 1 ? '\\u0024${' : '${';
    if (found.startsWith(close)) return found.length > 1 ? '}\\u007b' : '}';
    return `${found.charAt(0)}\\u007b`;
  });
}
