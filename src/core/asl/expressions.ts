import type { Json } from '../base/json.ts';
import type { ExpressionReport } from './expressionReport.ts';
import { describe, noteRead, report, type At, type Here } from './here.ts';

/** What of `$states` a field can read besides `input` and `context`. */
export type Reads = 'input' | 'result' | 'error';

/**
 * Checks a text of a JSONata state. Returns true if it is an expression. AWS refuses a text that only opens or only closes
 * one; a text with white space around is plain.
 */
export function checkExpressionText(here: Here, field: string, text: string, at: At, reads: Reads): boolean {
  const opens = text.startsWith('{%');
  const closes = text.endsWith('%}');
  if (!opens && !closes) {
    if (text.includes('{%') && /^\s*\{%.*%\}\s*$/s.test(text)) report(here, 'asl-expression-literal', { field }, at);
    return false;
  }
  if (!opens || !closes || text.length < 4) {
    report(here, 'asl-expression-open', { field, problem: opens ? 'opens an expression with {% and does not close it with %}' : 'closes an expression with %} and does not open it with {%' }, at);
    return true;
  }
  const isSpaced = isSpace(text.charCodeAt(2)) || isSpace(text.charCodeAt(text.length - 3));
  if (!isSpaced) report(here, 'asl-expression-spaces', { field }, at);
  const found = here.run.readExpression?.(text);
  if (found !== undefined) checkReport(here, field, found, at, reads);
  else if (text.slice(2, -2).trim() === '') report(here, 'asl-expression-syntax', { field, reason: 'it is empty' }, at);
  return true;
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0;
}

function checkReport(here: Here, field: string, found: ExpressionReport, at: At, reads: Reads): void {
  if (found.fault !== undefined) return report(here, 'asl-expression-syntax', { field, reason: found.fault }, at);
  if (found.evaluates) report(here, 'asl-expression-eval', { field }, at);
  for (const name of found.rootless) report(here, 'asl-expression-root', { field, name }, at);
  for (const name of found.variables) noteRead(here, name, at);
  for (const name of found.statesFields) {
    if (!canRead(name, reads)) report(here, 'asl-expression-states', { field, name, advice: adviceFor(name, reads) }, at);
  }
}

function canRead(name: string, reads: Reads): boolean {
  return name === 'input' || name === 'context' || (name === 'result' && reads === 'result') || (name === 'errorOutput' && reads === 'error');
}

function adviceFor(name: string, reads: Reads): string {
  if (name === 'result') return 'The result exists in “Assign” and “Output” of Task, Parallel and Map; elsewhere read $states.input or a variable.';
  if (name === 'errorOutput') return 'The error exists in “Assign” and “Output” of a Catch; elsewhere read $states.input or a variable.';
  return `Use $states.input, $states.context${reads === 'result' ? ', $states.result' : ''}${reads === 'error' ? ', $states.errorOutput' : ''} or a variable.`;
}

/** A field that has to be an expression, such as `Condition`. */
export function checkCondition(here: Here, field: string, value: Json, at: At): void {
  if (typeof value === 'string' && checkExpressionText(here, field, value, at, 'input')) return;
  // A condition that is always true or false is no use, and asl-validator refuses it.
  report(here, 'asl-expression-wanted', { field, wanted: 'a comparison', found: describe(value) }, at, typeof value === 'boolean' ? 'warning' : 'error');
}
