import { type Json } from '../base/json.ts';
import { isChoice, type Branch, type Catcher, type ChoiceStep, type Pipeline, type Step, type StepId, type Way } from '../model/pipeline.ts';
import { closesCircle } from './graph.ts';
import { change } from './steps.ts';
import { nameOf, placesOf, stepOf, withField } from './tree.ts';
import { done, refused, type Edit, type EditResult } from './types.ts';

/** `to` waits for `from` without taking data from it. */
export function addOrder(from: StepId, to: StepId): Edit {
  return (pipeline) => {
    const reason = controlProblem(pipeline, from, to) ?? (closesCircle(pipeline, from, to) ? circle(pipeline, from, to) : undefined);
    if (reason !== undefined) return refused(reason);
    return change(pipeline, to, (step) => (step.after?.includes(from) ? step : { ...step, after: [...(step.after ?? []), from] }));
  };
}

export function removeOrder(from: StepId, to: StepId): Edit {
  return (pipeline) =>
    change(pipeline, to, (step) => {
      if (!step.after?.includes(from)) return step;
      const after = step.after.filter((id) => id !== from);
      return withField(step, 'after', after.length > 0 ? after : undefined);
    });
}

/** Where a way of a Choice leads; undefined: straight on to the end of its scope. A way may lead back: that is a loop. */
export function setWay(choice: StepId, way: number | 'otherwise', to: StepId | undefined): Edit {
  return (pipeline) => {
    const reason = to === undefined ? undefined : choice === to ? 'A Choice cannot lead to itself.' : controlProblem(pipeline, choice, to);
    if (reason !== undefined) return refused(reason);
    return changeChoice(pipeline, choice, (step) => {
      if (way === 'otherwise') return { ...step, otherwise: withField<Way, 'to'>(step.otherwise ?? {}, 'to', to) };
      const branches = step.branches ?? [];
      if (!branches[way]) return 'The branch is not there any more.';
      return { ...step, branches: branches.map((b, i) => (i === way ? withField<Branch, 'to'>(b, 'to', to) : b)) };
    });
  };
}

/** A further way of a Choice, tried after the others. */
export function addBranch(choice: StepId, branch: { readonly when?: Json; readonly to?: StepId } = {}): Edit {
  return (pipeline) => {
    const reason = branch.to === undefined ? undefined : choice === branch.to ? 'A Choice cannot lead to itself.' : controlProblem(pipeline, choice, branch.to);
    if (reason !== undefined) return refused(reason);
    const added: Branch = { when: branch.when ?? { $compare: [null, '==', null] }, ...(branch.to === undefined ? {} : { to: branch.to }) };
    return changeChoice(pipeline, choice, (step) => ({ ...step, branches: [...(step.branches ?? []), added] }));
  };
}

export function removeBranch(choice: StepId, index: number): Edit {
  return (pipeline) =>
    changeChoice(pipeline, choice, (step) =>
      step.branches?.[index] ? { ...step, branches: step.branches.filter((_, i) => i !== index) } : 'The branch is not there any more.',
    );
}

/** A catch is added last, or before one that takes every error: behind it, it would never be reached, and AWS refuses it. */
export function addCatch(id: StepId, catcher: Catcher): Edit {
  return (pipeline) => {
    const reason = catchProblem(pipeline, id, catcher);
    return reason === undefined ? change(pipeline, id, (step) => withCatchers(step, beforeCatchAll(catchersOf(step), catcher))) : refused(reason);
  };
}

export function setCatch(id: StepId, index: number, catcher: Catcher): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step || !catchersOf(step)[index]) return refused('The catch is not there any more.');
    const reason = catchProblem(pipeline, id, catcher);
    return reason === undefined ? change(pipeline, id, (s) => withCatchers(s, catchersOf(s).map((c, i) => (i === index ? { ...c, ...catcher } : c)))) : refused(reason);
  };
}

export function removeCatch(id: StepId, index: number): Edit {
  return (pipeline) => {
    const step = stepOf(pipeline, id);
    if (!step || !catchersOf(step)[index]) return refused('The catch is not there any more.');
    return change(pipeline, id, (s) => withCatchers(s, catchersOf(s).filter((_, i) => i !== index)));
  };
}

/** The step that runs when anything at the top level fails and nothing nearer catches it. */
export function setOnFailure(id: StepId | undefined): Edit {
  return (pipeline) => {
    if (id === undefined) return done(withField(pipeline, 'onFailure', undefined));
    const place = placesOf(pipeline).get(id);
    if (!place) return refused('The step is not there any more.');
    if (place.around.length > 0) return refused(`${nameOf(pipeline, id)} lies inside ${nameOf(pipeline, place.around[0]?.id ?? id)}. Choose a step of the pipeline itself.`);
    return done(withField(pipeline, 'onFailure', id));
  };
}

function catchersOf(step: Step): readonly Catcher[] {
  return ('catch' in step ? step.catch : undefined) ?? [];
}

function withCatchers(step: Step, catchers: readonly Catcher[]): Step {
  return withField(step as Step & { catch?: readonly Catcher[] }, 'catch', catchers.length > 0 ? catchers : undefined);
}

function beforeCatchAll(catchers: readonly Catcher[], added: Catcher): readonly Catcher[] {
  const all = catchers.findIndex((c) => c.errors.includes('States.ALL'));
  return all < 0 ? [...catchers, added] : [...catchers.slice(0, all), added, ...catchers.slice(all)];
}

function catchProblem(pipeline: Pipeline, id: StepId, catcher: Catcher): string | undefined {
  const step = stepOf(pipeline, id);
  if (step && !step.kind.includes(':') && step.kind !== 'map' && step.kind !== 'parallel') return `${nameOf(pipeline, id)} is not a job, call, Map or Parallel; only these can fail and be caught.`;
  if (catcher.errors.length === 0 || catcher.errors.some((e) => e === '')) return 'A catch names at least one error. States.ALL stands for every error.';
  if (catcher.to === id) return 'A step cannot catch its own failure.';
  return controlProblem(pipeline, id, catcher.to);
}

/** Order, ways and catches stop at the wall of a container: they mean the whole container. */
export function controlProblem(pipeline: Pipeline, from: StepId, to: StepId): string | undefined {
  if (from === to) return 'A step cannot come after itself.';
  const places = placesOf(pipeline);
  const [a, b] = [places.get(from), places.get(to)];
  if (!a || !b) return 'The step is not there any more.';
  const [x, y] = [a.around.at(-1), b.around.at(-1)];
  if (x?.id === y?.id && x?.branch === y?.branch) return undefined;
  const wall = y?.id ?? x?.id ?? to;
  return `${nameOf(pipeline, from)} and ${nameOf(pipeline, to)} do not lie in the same scope. Such an edge stops at the wall of ${nameOf(pipeline, wall)}: draw it to the container itself.`;
}

export function circle(pipeline: Pipeline, from: StepId, to: StepId): string {
  return `${nameOf(pipeline, to)} already comes before ${nameOf(pipeline, from)}; this would close a circle. A loop is a Choice with a way back.`;
}

function changeChoice(pipeline: Pipeline, id: StepId, fn: (step: ChoiceStep) => ChoiceStep | string): EditResult {
  const step = stepOf(pipeline, id);
  if (!step) return refused('The step is not there any more.');
  if (!isChoice(step)) return refused(`${nameOf(pipeline, id)} is not a Choice.`);
  const next = fn(step);
  return typeof next === 'string' ? refused(next) : change(pipeline, id, () => next);
}
