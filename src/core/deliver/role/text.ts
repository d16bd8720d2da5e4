/** Any text, of which nothing is known before the run. */
export const ANY = { any: true } as const;

/** A name that gets its value when the role's stack is made; with `arnPart` the nth part of the ARN that it is. */
export interface Token {
  readonly token: string;
  readonly arnPart?: number;
}

export type Piece = string | typeof ANY | Token;

/** A text as far as a definition says it: literal pieces, tokens and gaps. */
export type Text = readonly Piece[];

export const isToken = (piece: Piece | undefined): piece is Token => typeof piece === 'object' && 'token' in piece;

/** The pieces one after the other; neighbours of one kind become one, empty ones go. */
export function join(...texts: readonly (Text | string)[]): Text {
  const pieces: Piece[] = [];
  for (const piece of texts.flat() as readonly Piece[]) {
    const last = pieces.at(-1);
    if (piece === '' || (piece === ANY && last === ANY)) continue;
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}

/** Nothing is known of it. */
export function isOpen(text: Text): boolean {
  return text.length > 0 && text.every((p) => p === ANY);
}

/** The text itself where all of it is known. */
export function literal(text: Text): string | undefined {
  if (text.length === 0) return '';
  const [only] = text;
  return text.length === 1 && typeof only === 'string' ? only : undefined;
}

/** Cuts at each occurrence of the separator in literal pieces. */
export function split(text: Text, separator: string): readonly Text[] {
  const parts: Piece[][] = [[]];
  for (const piece of text) {
    if (typeof piece !== 'string') parts.at(-1)?.push(piece);
    else {
      const [first = '', ...more] = piece.split(separator);
      parts.at(-1)?.push(first);
      for (const m of more) parts.push([m]);
    }
  }
  return parts.map((p) => join(p));
}

/** The same with a value in place of each token that has one. */
export function bind(text: Text, values: Readonly<Record<string, string>>): Text {
  return join(
    text.map((piece): Piece => {
      if (!isToken(piece) || !Object.hasOwn(values, piece.token)) return piece;
      const value = values[piece.token] as string;
      return piece.arnPart === undefined ? value : (value.split(':')[piece.arnPart] ?? '');
    }),
  );
}
