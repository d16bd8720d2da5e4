/** One pass over the characters of a JSON text: where nesting goes deeper than `maxDepth`, and how many `"key":` there are. */
export function scanJson(text: string, maxDepth: number): { readonly tooDeepAt: number | undefined; readonly members: number } {
  let depth = 0;
  let members = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: // "
        i = endOfString(text, i);
        break;
      case 0x3a: // :
        members++;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > maxDepth) return { tooDeepAt: i, members };
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
    }
  }
  return { tooDeepAt: undefined, members };
}

/** The index of the quote that closes the text opened at `start`, or the length where none does. */
export function endOfString(text: string, start: number): number {
  let end = start;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
}
