import type jsonata from 'jsonata';
import { nodesOf, type JsonataNode } from './jsonataNode.ts';

/** So many steps one evaluation may take: AWS's own limit is not documented, this is a second or two of work. */
const MOST_STEPS = 500_000;
/** So deep may calls and brackets lie in one another. */
const DEEPEST = 20_000;
/** So many members a list may have on the way to a result; AWS's 256 KiB are less. */
export const LONGEST_LIST = 1_000_000;
/** So many characters a text may have on the way to a result. */
const LONGEST_TEXT = 10_000_000;

/** Where an evaluation keeps its count: no variable can have a space in its name. */
export const BUDGET_BINDING = ' budget';

/** What an evaluation has used so far. */
export interface Budget {
  steps: number;
  depth: number;
}

/** An expression that would take for ever, or all memory. */
export class BudgetExceeded extends Error {}

/** Kinds of node that do an amount of work which the size of the expression and of its data bound. */
const BOUNDED: ReadonlySet<string> = new Set(['path', 'name', 'variable', 'string', 'number', 'value', 'binary', 'unary', 'condition', 'function', 'regex']);

/** Whether an expression has to be watched while it runs: most need not, and run faster so. */
export function needsBudget(tree: unknown): boolean {
  let isSmall = true;
  let calls = 0;
  for (const node of nodesOf(tree)) {
    isSmall &&= BOUNDED.has(node.type) && !(node.type === 'binary' && node.value === '..') && isPlainPath(node);
    if (node.type === 'function') calls++;
  }
  return !isSmall || calls > 8;
}

/** A path that looks at each member once; with an expression inside, it is evaluated once per member, and so on inside. */
function isPlainPath(node: JsonataNode): boolean {
  if (node.type !== 'path') return true;
  return (node.steps ?? []).every((step, i) => (i === 0 || step.type === 'name') && step.stages === undefined && step.predicate === undefined);
}

/** Counts at the package's hooks, which it looks up in the environment at each node that it evaluates. */
export function watch(expression: jsonata.Expression): void {
  const assign = expression.assign as (name: string | symbol, value: unknown) => void;
  assign(Symbol.for('jsonata.__evaluate_entry'), (_node: unknown, _input: unknown, environment: jsonata.Environment) => {
    const budget = environment.lookup(BUDGET_BINDING) as Budget;
    if (++budget.steps > MOST_STEPS) throw new BudgetExceeded(`The expression takes more than ${MOST_STEPS} steps.`);
    if (++budget.depth > DEEPEST) throw new BudgetExceeded(`The expression calls itself more than ${DEEPEST} levels deep.`);
  });
  assign(Symbol.for('jsonata.__evaluate_exit'), (_node: unknown, _input: unknown, environment: jsonata.Environment, result: unknown) => {
    (environment.lookup(BUDGET_BINDING) as Budget).depth--;
    if (typeof result === 'string' && result.length > LONGEST_TEXT) throw new BudgetExceeded(`The expression makes a text of more than ${LONGEST_TEXT} characters.`);
    if (Array.isArray(result) && result.length > LONGEST_LIST) throw new BudgetExceeded(`The expression makes a list of more than ${LONGEST_LIST} members.`);
  });
}
