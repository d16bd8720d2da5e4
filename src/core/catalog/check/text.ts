import type { Shape } from '../shape.ts';

export type TextShape = Shape & { readonly type: 'string' };
export type TextProblem =
  | { readonly why: 'choices'; readonly allowed: readonly string[] }
  | { readonly why: 'too-long'; readonly limit: number; readonly length: number }
  | { readonly why: 'too-short'; readonly limit: number; readonly length: number }
  | { readonly why: 'pattern'; readonly pattern: string };

interface Compiled {
  readonly pattern: RegExp | undefined;
  readonly choices: ReadonlySet<string> | undefined;
}
const compiled = new WeakMap<TextShape, Compiled>();

/** Texts longer than this are not matched: no pattern of AWS is about such, and a slow one must not hold up the editor. */
const MATCH_UP_TO = 10_000;

/** What is wrong with a text for a shape; AWS's patterns are about the whole text. */
export function textProblem(shape: TextShape, text: string): TextProblem | undefined {
  let of = compiled.get(shape);
  if (!of) compiled.set(shape, (of = compile(shape)));
  if (of.choices) return of.choices.has(text) ? undefined : { why: 'choices', allowed: shape.enum ?? [] };
  if (shape.max !== undefined && text.length > shape.max) return { why: 'too-long', limit: shape.max, length: text.length };
  if (shape.min !== undefined && text.length < shape.min) return { why: 'too-short', limit: shape.min, length: text.length };
  if (of.pattern && text.length <= MATCH_UP_TO && !of.pattern.test(text)) return { why: 'pattern', pattern: shape.pattern ?? '' };
  return undefined;
}

function compile(shape: TextShape): Compiled {
  return {
    choices: shape.enum && new Set(shape.enum),
    pattern: shape.pattern === undefined ? undefined : wholeText(shape.pattern),
  };
}

/** The generated models hold only patterns that JavaScript compiles (a test proves it); another one checks nothing. */
export function wholeText(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}
