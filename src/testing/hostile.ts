import type { Json, JsonObject } from '../core/base/json.ts';
import { fromTape, type Tape } from './tape.ts';

/** Pieces of text that end strings, open expressions, look like references or placeholders, or break naive encoders. */
export const HOSTILE: readonly [string, ...string[]] = [
  'plain', '', ' ', '"', "'", '\\', '\\"', "\\'", '{', '}', '{}', '{% $x %}', '{%', '%}', '${Name}', '${', '%{', '%{ if }', '$', '$.x', '$$.Execution.Input', '$states.input',
  '\n', '\r\n', '\t', '\u0000', '\u007f', '\u2028', '😀', '\ud83d', 'é', '日本', '~1/~0', '/', '#', '<b>&amp;</b>', '`', '//', '/*', '*/', "' & $error('x') & '", "') %}", 'States.UUID()',
  'a.$', '.$', '__proto__', 'constructor', 'null', 'true', '007', '1e400', 'x'.repeat(70),
];

/** A text of some of the pieces; `plain` on an empty tape. */
export function hostileText(tape: Tape): string {
  const pieces = 1 + tape.int(3);
  return Array.from({ length: pieces }, () => tape.pick(HOSTILE)).join('');
}

/** A literal that survives every phase: numbers have at most 15 significant digits. No half surrogates when `wellFormed`. */
export function hostileJson(tape: Tape, depth = 2): Json {
  switch (tape.int(depth > 0 ? 9 : 6)) {
    case 0:
      return 'plain';
    case 1:
    case 2:
      return wellFormed(hostileText(tape));
    case 3:
      return tape.pick<number>([0, 1, -1, 2.5, 1e15, 123456.789, -0.001]);
    case 4:
      return tape.chance(50);
    case 5:
      return null;
    case 6:
      return Array.from({ length: tape.int(4) }, () => hostileJson(tape, depth - 1));
    default:
      return hostileObject(tape, depth - 1);
  }
}

export function hostileObject(tape: Tape, depth = 1): JsonObject {
  return Object.fromEntries(Array.from({ length: tape.int(4) }, (_, i) => [tape.chance(30) ? wellFormed(hostileText(tape)) : `k${i}`, hostileJson(tape, depth)] as const));
}

/** Half of a surrogate pair cannot be written in UTF-8; JSON files hold none. */
export function wellFormed(text: string): string {
  return text.replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?');
}

export const arbitraryHostileText = fromTape((tape) => wellFormed(hostileText(tape)), 10);
