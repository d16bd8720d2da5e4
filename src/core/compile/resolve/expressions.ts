import { readIntrinsic } from '../../asl/intrinsic.ts';
import { readExpression } from '../../asl/jsonataSyntax.ts';
import { readPath } from '../../asl/path.ts';
import type { Language } from '../../model/pipeline.ts';
import { report, whereOf, type ResolveContext, type Site } from './context.ts';

/** A person's own expression goes into the definition as it is: what AWS would refuse is said here, where it was written. */
export function checkExpression(context: ResolveContext, language: Language, code: string, site: Site): void {
  if (language !== context.language) return report(context, 'expression-of-other-language', { language: language === 'jsonata' ? 'JSONata' : 'JSONPath' }, whereOf(site));
  const reason = language === 'jsonata' ? faultOfJsonata(code) : faultOfPath(code);
  if (reason !== undefined) report(context, 'expression-unreadable', { language: language === 'jsonata' ? 'JSONata' : 'JSONPath', reason }, whereOf(site));
}

function faultOfJsonata(code: string): string | undefined {
  const { fault, evaluates } = readExpression(`{%${code}%}`);
  return fault ?? (evaluates ? 'Step Functions has no $eval' : undefined);
}

function faultOfPath(code: string): string | undefined {
  if (code.trim() === '') return 'it is empty';
  const read = code.startsWith('States.') ? readIntrinsic(code) : readPath(code);
  return read.ok ? undefined : read.reason;
}
