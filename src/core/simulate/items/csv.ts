/**
 * Rows of a CSV text (RFC 4180): fields may stand in double quotes, which are doubled inside; rows end with a line break,
 * an empty last one does not count.
 */
export function readCsv(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let begun = false;
  const endField = (): void => {
    row.push(field);
    field = '';
  };
  const endRow = (): void => {
    endField();
    rows.push(row);
    row = [];
    begun = false;
  };
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') field += text.charAt(i++);
      else quoted = false;
    } else if (c === '"' && field === '') {
      quoted = true;
      begun = true;
    } else if (c === delimiter) {
      endField();
      begun = true;
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      if (begun) endRow();
    } else {
      field += c;
      begun = true;
    }
  }
  if (begun) endRow();
  return rows;
}
