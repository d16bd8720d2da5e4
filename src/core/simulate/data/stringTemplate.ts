import type { Json } from '../../base/json.ts';
import { javaText } from './javaText.ts';

/**
 * The text of `States.Format`: each `{}` of the template gives way to the next value, `\{` and `\}` are braces, `\\` a backslash,
 * `\'` a quote. Lists and objects are written as Java writes them (recorded).
 * @returns undefined where the number of `{}` is not that of the values, or a brace stands alone.
 */
export function formatted(template: string, values: readonly Json[]): string | undefined {
  let text = '';
  let next = 0;
  for (let i = 0; i < template.length; i++) {
    const c = template[i] as string;
    if (c === '\\' && i + 1 < template.length) text += template[++i] as string;
    else if (c === '}') return undefined;
    else if (c !== '{') text += c;
    else {
      if (template[i + 1] !== '}' || next >= values.length) return undefined;
      text += javaText(values[next++] as Json);
      i++;
    }
  }
  return next === values.length ? text : undefined;
}

/** A quoted text of an intrinsic function without its escapes. */
export function withoutEscapes(written: string): string {
  return written.replace(/\\(.)/gs, '$1');
}
