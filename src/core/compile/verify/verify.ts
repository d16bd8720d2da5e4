import { isObject, type Json } from '../../base/json.ts';
import { checkDefinition } from '../../asl/check.ts';
import type { Catalog } from '../../catalog/kind.ts';
import { diagnostic } from '../../diagnostic/catalogue.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Language, Pipeline } from '../../model/pipeline.ts';
import type { SourceMapEntry } from '../types.ts';
import type { Check } from './check.ts';
import { checkChoices } from './checkChoices.ts';
import { checkFailures } from './checkFailures.ts';
import { checkOrder } from './checkOrder.ts';
import { checkSignals } from './checkSignals.ts';
import { checkStates } from './checkStates.ts';
import { checkLimits, checkText } from './checkText.ts';
import { checkValues } from './checkValues.ts';
import { checkVariables } from './checkVariables.ts';
import { Expectation } from './expect.ts';
import { checkOwnSteps } from './ownSteps.ts';
import { readMachine } from './machine.ts';
import { readJsonata } from './readJsonata.ts';
import { readJsonPath } from './readJsonPath.ts';
import { readableTokens } from './reading.ts';
import { reportReaders, signalsOf } from './signals.ts';
import { stateNames } from './stateNames.ts';
import { undef } from './sym.ts';
import { Values } from './values.ts';

export interface VerifyInput {
  readonly pipeline: Pipeline;
  /** The bytes that would be deployed. */
  readonly definitionText: string;
  readonly language: Language;
  readonly environment?: string;
  readonly catalog: Catalog;
  /** Only tells apart steps of the same name; everything it says is checked. */
  readonly sourceMap?: readonly SourceMapEntry[];
}

/**
 * Reads the emitted definition as if somebody else had written it, and compares it with the drawing: states, order, ways,
 * values, variables, failures, text (design.md 5). Shares no code with the passes of the compiler; what it does not
 * understand it reports.
 */
export function verify(input: VerifyInput): readonly Diagnostic[] {
  const { pipeline, definitionText, language, environment, catalog } = input;
  const found: Diagnostic[] = [];
  const other = language === 'jsonata' ? 'JSONPath' : 'JSONata';
  const report: Check['report'] = (code, what, where) => void found.push(diagnostic(code, { what, other }, where));
  const { text, marks } = readableTokens(definitionText, language);
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (e) {
    report('verify-text', `The definition is not JSON: ${(e as Error).message}`, { pointer: '' });
    return found;
  }
  if (!isObject(json)) {
    report('verify-text', 'The definition is not an object', { pointer: '' });
    return found;
  }
  if ((json['QueryLanguage'] ?? 'JSONPath') !== (language === 'jsonata' ? 'JSONata' : 'JSONPath')) report('verify-states', `The definition is not in ${language === 'jsonata' ? 'JSONata' : 'JSONPath'}`, { pointer: '/QueryLanguage' });
  const machine = readMachine(json);
  const values = new Values(language, marks);
  const names = stateNames(pipeline, machine, input.sourceMap);
  const expect = new Expectation(pipeline, language, names, catalog, environment, (code, step) => {
    const state = machine.states.get(names.get(step) ?? '') ?? machine.top.states.get(machine.top.startAt);
    if (!state) return undef(step);
    return language === 'jsonata' ? readJsonata(code, values.entry(state)) : readJsonPath(code, values.entry(state));
  });
  const signals = signalsOf(machine, new Set(names.values()), reportReaders(expect), values);
  values.markers = signals.writerOf;
  const check: Check = { machine, values, expect, signals, report };
  checkText(check, definitionText, environment);
  checkStates(check, catalog);
  checkOrder(check);
  checkChoices(check);
  checkValues(check);
  checkOwnSteps(check);
  checkSignals(check, catalog);
  checkFailures(check);
  checkVariables(check);
  for (const d of checkDefinition(text === definitionText ? json : (JSON.parse(definitionText) as Json))) {
    // Names are the person's: a control character in one is no fault of the compiler.
    if (d.severity === 'error' && d.code !== 'asl-state-name-characters') report('verify-asl', `Step Functions would refuse the definition: ${d.message.replace(/\.$/, '')}`, d.where);
  }
  return [...found, ...checkLimits(check, definitionText)];
}
