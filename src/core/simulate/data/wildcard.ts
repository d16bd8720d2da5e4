/**
 * The pattern of `StringMatches`: `*` stands for any characters, none included; `\*` for a star, `\\` for a backslash (AWS
 * developer guide, "Choice state"). Matched without a regular expression: a pattern of many stars takes no exponential time.
 */
export function wildcard(pattern: string): (text: string) => boolean {
  const parts = partsOf(pattern);
  const first = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  if (parts.length === 1) return (text) => text === first;
  const middle = parts.slice(1, -1);
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - last.length;
  };
}

/** The plain texts between the stars. */
function partsOf(pattern: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] as string;
    if (c === '*') {
      parts.push(part);
      part = '';
    } else part += c === '\\' && i + 1 < pattern.length ? (pattern[++i] as string) : c;
  }
  return [...parts, part];
}
