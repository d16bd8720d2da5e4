import type { Check, DrawnStep } from './check.ts';
import { orderOf } from './graph.ts';
import { targetOf, type Edge, type StateNode } from './machine.ts';
import { isJsonataExpression, readJsonata } from './readJsonata.ts';
import { readJsonPath } from './readJsonPath.ts';
import { keyOf, root, type Sym } from './sym.ts';
import { assignedNames, assigns } from './values.ts';

/** The variable that a rule makes one larger: `$n + 1` assigned to `n`. */
export function counterOf(edge: Edge, check: Check): string | undefined {
  return assignedNames(edge.assign).find((name) => {
    const value = edge.assign?.[name] ?? edge.assign?.[`${name}.$`];
    if (typeof value !== 'string') return false;
    // Variables are left as they are: the question is what the text says, not what it evaluates to.
    const reading = { ...check.values.entry(edge.from), variable: (n: string): Sym => root(`var:${n}`) };
    const sym = isJsonataExpression(value) ? readJsonata(value.slice(2, -2), reading) : readJsonPath(value, reading);
    return keyOf(sym) === `+(<var:${name}>,1)` || keyOf(sym) === `+(1,<var:${name}>)`;
  });
}

/** The counter of a loop starts from 0 whenever the loop is entered from outside, and only the way back counts. */
export function checkCounter(check: Check, d: DrawnStep, back: Edge, counter: string | undefined, max: number): void {
  const where = { step: d.id, state: back.from.name, pointer: back.from.pointer };
  if (counter === undefined) return check.report('verify-way', `The loop of ${d.step.name} may run ${max} times in the drawing; in the definition nothing counts`, where);
  const head = targetOf(back);
  if (!head || !orderOf(back.from.scope).isBack(back)) return;
  const body = loopBody(head, back.from);
  const entering = head.in.filter((e) => !body.has(e.from));
  const starts = entering.flatMap((e) => (assigns(e.assign, counter) ? [e] : check.values.reaching(e.from, counter)));
  if (head.name === head.scope.startAt) starts.push(...(head.scope.container ? check.values.reaching(head.scope.container, counter) : [undefined]));
  if (starts.length === 0 || starts.some((s) => s === undefined || keyOf(check.values.assignedBy(s, counter) as Sym) !== '0')) {
    check.report('verify-way', `The counter of the loop of ${d.step.name} does not start from 0 wherever the loop is entered`, where);
  }
  for (const state of body) for (const e of state.out) {
    if (e !== back && body.has(targetOf(e) as StateNode) && assigns(e.assign, counter)) check.report('verify-way', `Something else than the loop of ${d.step.name} changes its counter`, where);
  }
}

/** The states of a loop: those on a path from its head to the Choice that leads back. */
function loopBody(head: StateNode, tail: StateNode): ReadonlySet<StateNode> {
  const order = orderOf(head.scope);
  return new Set([...head.scope.states.values()].filter((s) => (s === head || order.reaches(head, s)) && (s === tail || order.reaches(s, tail))));
}
