import { isObject, type Json } from '../base/json.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { diagnostic } from '../diagnostic/catalogue.ts';
import type { ExpressionReader } from './expressionReport.ts';
import { MOST_FINDINGS, scopeOf, type Run } from './here.ts';
import { checkMachine, checkWaysOn } from './machine.ts';
import { checkVariables } from './variables.ts';
import type { MachineType } from './types.ts';

export interface AslCheckOptions {
  /** Known when the definition belongs to a machine; EXPRESS machines cannot wait for jobs, tokens and activities. */
  readonly machineType?: MachineType;
  /** Parses JSONata (`readExpression` of `jsonataSyntax.ts`). Without it only the marks around expressions are checked. */
  readonly readExpression?: ExpressionReader;
}

/**
 * Checks a definition in the Amazon States Language, in either query language: fields by type of state and language, their
 * values, paths and expressions, where states lead, names and variables. Takes any JSON and never throws; every finding
 * has a JSON pointer and, inside of one, the name of the state.
 */
export function checkDefinition(definition: Json, options: AslCheckOptions = {}): readonly Diagnostic[] {
  const run: Run = {
    readExpression: options.readExpression,
    findings: [],
    stateNames: new Map(),
    labels: new Set(),
    pending: [],
    scopes: [],
    standardOnly: false,
    comparisonsLeft: 200_000,
  };
  const machine = scopeOf({ kind: 'machine', value: definition, at: undefined, parent: undefined, state: undefined, language: 'JSONPath', machineType: options.machineType, distributed: false });
  if (isTemplate(definition)) return [diagnostic('asl-template', {}, { pointer: '' })];
  run.pending.push(machine);
  // Bodies and branches are taken from a list, not by recursion: however deep they are nested, the stack holds.
  for (const scope of run.pending) checkMachine(run, scope);
  for (const scope of run.scopes) checkWaysOn(run, scope);
  checkVariables(run);
  if (run.findings.length >= MOST_FINDINGS) run.findings.push(diagnostic('asl-more-problems', { shown: MOST_FINDINGS }, { pointer: '' }));
  return run.findings;
}

function isTemplate(definition: Json): boolean {
  return isObject(definition) && !Object.hasOwn(definition, 'States') && (Object.hasOwn(definition, 'AWSTemplateFormatVersion') || Object.hasOwn(definition, 'Resources'));
}
