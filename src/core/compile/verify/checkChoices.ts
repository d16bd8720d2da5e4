import { pointer } from '../../base/pointer.ts';
import type { Json } from '../../base/json.ts';
import { isChoice, type ChoiceStep, type Way } from '../../model/pipeline.ts';
import { compare, drawnSteps, placeOf, type Check, type DrawnStep } from './check.ts';
import { drawnCondition, emittedCondition, plainCondition } from './conditions.ts';
import { comesTo, leadsTo, nextSteps } from './firstSteps.ts';
import { orderOf } from './graph.ts';
import { counterOf, checkCounter } from './loops.ts';
import { ruledOut, type Outcome } from './outcomes.ts';
import type { Edge, StateNode } from './machine.ts';
import { targetOf } from './machine.ts';
import { call, lit, matches, root, type Sym } from './sym.ts';
import { assignedNames } from './values.ts';

/** Ways of a Choice: as many as drawn, in their order, each under its condition, to its target, with its outputs. */
export function checkChoices(check: Check): void {
  for (const d of drawnSteps(check)) if (isChoice(d.step) && d.state?.type === 'Choice') checkChoice(check, d, d.step, d.state);
}

function checkChoice(check: Check, d: DrawnStep, step: ChoiceStep, state: StateNode): void {
  const rules = state.out.filter((e) => e.kind === 'rule');
  const branches = step.branches ?? [];
  const where = { step: d.id, state: state.name, pointer: state.pointer };
  if (rules.length !== branches.length) {
    check.report('verify-way', `${step.name} has ${branches.length} ways besides Otherwise in the drawing and ${rules.length} in the definition`, where);
    return;
  }
  const ways: { way: Way; edge: Edge; argument: string; outcome: Outcome }[] = [];
  branches.forEach((branch, i) => {
    const edge = rules[i] as Edge;
    ways.push({ way: branch, edge, argument: pointer('branches', i), outcome: i });
    const counter = branch.loop?.max === undefined ? undefined : counterOf(edge, check);
    const reading = check.values.entry(state);
    const emitted = emittedCondition(edge.json, { ...reading, variable: (n) => (n === counter ? root('counter') : reading.variable(n)) });
    const drawn = drawnCondition(branch.when, d.id, check.expect);
    const expected = branch.loop?.max === undefined ? drawn : joined(drawn, call('<', root('counter'), lit(branch.loop.max)));
    const [e, x] = [plainCondition(emitted), plainCondition(expected)];
    if (!matches(e, x)) compare(check, e, x, { ...placeOf(state, 'Choices', d), argument: pointer('branches', i, 'when'), pointer: `${state.pointer}${pointer('Choices', i)}` });
    if (branch.loop?.max !== undefined) checkCounter(check, d, edge, counter, branch.loop.max);
  });
  const otherwise = state.out.find((e) => e.kind === 'default');
  if (otherwise && targetOf(otherwise)) {
    if (step.otherwise) ways.push({ way: step.otherwise, edge: otherwise, argument: '/otherwise', outcome: branches.length });
    else if (nextSteps(otherwise, check.expect).fails.length === 0) check.report('verify-way', `${step.name} has no Otherwise in the drawing, so no match should fail; in the definition it goes to ${otherwise.to}`, where);
  } else check.report('verify-way', `${step.name} has no Default in the definition`, where);
  for (const { way, edge, argument, outcome } of ways) checkTarget(check, d, way, edge, argument, outcome);
  checkOutputs(check, d, step, ways);
}

function joined(a: Sym, b: Sym): Sym {
  return call('and', ...(a.k === 'call' && a.fn === 'and' ? a.args : [a]), b);
}

function checkTarget(check: Check, d: DrawnStep, way: Way, edge: Edge, argument: string, outcome: Outcome): void {
  const where = { step: d.id, argument, state: edge.from.name, pointer: edge.from.pointer };
  if (way.to !== undefined) {
    const target = check.expect.stateOf(way.to);
    if (!leadsTo(check, edge, way.to) && !comesTo(edge, target, ruledOut(check, d.id, outcome), (name) => check.expect.isDrawn(name))) check.report('verify-way', `A way of ${d.step.name} leads to ${target} in the drawing and to ${edge.to} in the definition`, where);
    const back = orderOf(edge.from.scope).isBack(edge);
    if (way.loop !== undefined && !back) check.report('verify-way', `The loop of ${d.step.name} does not lead back in the definition`, where);
    return;
  }
  // Straight on to the end of its scope: past what only the other ways lead to.
  const next = nextSteps(edge, check.expect);
  const others = ruledOut(check, d.id, outcome);
  const wrong = [...next.steps].find((s) => others.has(s));
  if (wrong !== undefined || next.fails.length > 0) check.report('verify-way', `A way of ${d.step.name} goes straight on in the drawing and to ${wrong ?? edge.to} in the definition`, where);
}

/** One variable holds the output, and every way assigns it the value that the drawing gives it there. */
function checkOutputs(check: Check, d: DrawnStep, step: ChoiceStep, ways: readonly { way: Way; edge: Edge; argument: string }[]): void {
  const names = new Set(ways.flatMap((w) => Object.keys(w.way.outputs ?? {})));
  for (const name of names) {
    if (!check.expect.isRead(d.id, name)) continue;
    let candidates: Set<string> | undefined;
    for (const { way, edge } of ways) {
      if (!way.outputs || !Object.hasOwn(way.outputs, name)) continue;
      const expected = check.expect.json(way.outputs[name] as Json, d.id);
      const here = new Set(leaves(check, edge).filter((l) => matches(l.value, expected)).map((l) => l.at));
      candidates = candidates === undefined ? here : new Set([...candidates].filter((c) => here.has(c)));
    }
    if (candidates?.size === 0) check.report('verify-value', `The output ${name} of ${step.name} is not what the drawing gives it on every way`, { step: d.id, state: d.state?.name ?? '', pointer: d.state?.pointer ?? '' });
  }
}

function leaves(check: Check, edge: Edge): readonly { at: string; value: Sym }[] {
  const found: { at: string; value: Sym }[] = [];
  for (const name of assignedNames(edge.assign)) {
    const add = (value: Sym, at: string): void => {
      found.push({ at, value });
      if (value.k === 'obj') for (const [k, v] of value.members.entries()) add(v, `${at} ${k}`);
    };
    const value = check.values.assignedBy(edge, name);
    if (value) add(value, name);
  }
  return found;
}
