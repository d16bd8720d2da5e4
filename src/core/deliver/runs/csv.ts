/** A cell: numbers stay numbers, everything else is a text. */
export type Cell = string | number | undefined;

/** What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * Comma-separated values (RFC 4180: lines end in CRLF, quotes are doubled). A text that a spreadsheet would run as a formula gets an
 * apostrophe in front; numbers are left as they are.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
