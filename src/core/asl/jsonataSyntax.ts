import jsonata from 'jsonata';
import { NOTHING_FOUND, readSimpleExpression, reportOnExpression, type ExpressionNode, type ExpressionReport } from './expressionReport.ts';

/**
 * Reads JSONata expressions, written `{% … %}`, as AWS does (version 2.0.6, pinned: later versions take more). The only importer of `jsonata`
 * here, so that who does not check expressions does not load it. Parsing costs some 0.2 ms, so reports are remembered.
 */
export function readExpression(text: string): ExpressionReport {
  const known = reports.get(text);
  if (known !== undefined) return known;
  const source = text.slice(2, -2);
  const report = readSimpleExpression(source) ?? parse(source);
  if (reports.size >= REMEMBERED) reports.clear();
  reports.set(text, report);
  return report;
}

const REMEMBERED = 50_000;
const reports = new Map<string, ExpressionReport>();

function parse(source: string): ExpressionReport {
  if (source.trim() === '') return { ...NOTHING_FOUND, fault: 'it is empty' };
  try {
    return reportOnExpression(jsonata(source).ast() as unknown as ExpressionNode);
  } catch (error) {
    const withoutTokens = source.replace(/\$\{[^}]*\}/g, '1');
    if (withoutTokens !== source) return parse(withoutTokens);
    return { ...NOTHING_FOUND, fault: faultText(error, source) };
  }
}

function faultText(error: unknown, source: string): string {
  if (error instanceof RangeError) return 'it is nested too deep';
  const { message, position } = error as { message?: unknown; position?: unknown };
  if (typeof message !== 'string') return 'it is not JSONata';
  const text = message.replace(/\.$/, '').replace(/^./, (c) => c.toLowerCase());
  return typeof position === 'number' ? `${text}, at “${source.slice(Math.max(0, position - 1)).trim().slice(0, 20)}”` : text;
}
