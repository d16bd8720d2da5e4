import type { JsonObject } from '../../base/json.ts';
import type { Tokens } from './dialect.ts';

/**
 * The bytes of a definition: two spaces, newline at the end. `${` stands only where a deploy token does, `%{` nowhere: what
 * CloudFormation or Terraform would fill in elsewhere is written with JSON escapes (emitted-asl.md 1).
 */
export function definitionJson(definition: JsonObject, tokens: Tokens): string {
  const { open, close } = tokens;
  return `${JSON.stringify(definition, null, 2)
    .replaceAll('${', '$\\u007b')
    .replaceAll('%{', '%\\u007b')
    .replaceAll(`${close}{`, `${close}\\u007b`)
    .replaceAll(`$${open}`, `\\u0024${open}`)
    .replaceAll(open, '${')
    .replaceAll(close, '}')}\n`;
}
