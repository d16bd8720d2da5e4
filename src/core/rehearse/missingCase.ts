import { isMap, isParallel, isTask, type Pipeline, type Step, type StepId } from '../model/pipeline.ts';
import { allSteps, scopesOf } from '../model/scopes.ts';
import { edgesOf } from '../model/edges.ts';
import type { Json } from '../base/json.ts';
import type { Expectation, Fault, TestCase } from '../model/testCases.ts';
import type { Answers } from '../simulate/answer.ts';
import { errorsOf } from '../simulate/answers/errors.ts';
import { errorMatches } from '../simulate/errors.ts';
import type { Simulation } from '../simulate/simulate.ts';
import { executionOf, readyCase, runCase, type CaseOptions, type CaseRun, type Rehearsals } from './cases.ts';
import { timesOf, type Piece } from './coverage.ts';
import { settingsFor, together, type Known, type Setting } from './settings.ts';
import { takenIn } from './taken.ts';

/** How many cases are tried before it is given up. */
const MOST_TRIALS = 40;
/** How far back from a step that did not run its cause is sought. */
const DEPTH = 8;

/**
 * A test case that takes a piece which no case takes yet, with what then happens as its expectation. It is sought among faults,
 * inputs and pinned answers, beginning with the cases that come closest, and tried: what is given does take the piece.
 * @param runs the cases that were run
 * @returns undefined where no such case is found mechanically
 */
export async function missingCase(rehearsals: Rehearsals, piece: Piece, runs: readonly CaseRun[], options: CaseOptions = {}): Promise<TestCase | undefined> {
  const reaches = runs.filter((r) => r.rehearsal !== undefined && r.simulation !== undefined && takenIn(r.rehearsal, r.simulation).steps.has(piece.step));
  const bases = [...reaches, ...runs.filter((r) => r.simulation !== undefined && !reaches.includes(r))].map((r) => withoutExpectation(r.case));
  let trials = 0;
  for (const base of [...bases.slice(0, 3), {}]) {
    const known = await knownOf(rehearsals, base, options);
    if (known === undefined) continue;
    for (const settings of candidates(known, piece, DEPTH, new Set())) {
      if (++trials > MOST_TRIALS) return undefined;
      const testCase = settings.reduce((c, setting) => setting(c), base);
      const { rehearsal, simulation } = await runCase(rehearsals, 'missing', testCase, options);
      if (rehearsal !== undefined && simulation !== undefined && timesOf(takenIn(rehearsal, simulation), piece) > 0) return { ...testCase, expect: expectationOf(rehearsals.pipeline, piece, simulation) };
    }
  }
  return undefined;
}

function withoutExpectation({ expect: _expect, description: _description, ...rest }: TestCase): TestCase {
  return rest;
}

/** One run of a case, for the values that its parameters had and its tasks answered. */
async function knownOf(rehearsals: Rehearsals, base: TestCase, options: CaseOptions): Promise<Known | undefined> {
  const { ready } = readyCase(rehearsals, 'missing', base, options);
  if (ready === undefined) return undefined;
  const { rehearsal, input, seed } = ready;
  const answers = new Map<string, Json>();
  const noting: Answers = (call) => {
    const answer = ready.answers(call);
    if ('return' in answer && !answers.has(call.state)) answers.set(call.state, answer.return);
    return answer;
  };
  await executionOf(rehearsal, input, noting, seed).run(options.pause);
  return { rehearsal, input, answers };
}

function expectationOf(pipeline: Pipeline, piece: Piece, simulation: Simulation): Expectation {
  const { status, error } = simulation;
  const target = piece.kind === 'way' || piece.kind === 'catch' ? edgesOf(pipeline).find((e) => e.from === piece.step && ((e.kind === 'way' && piece.kind === 'way' && e.way === piece.way) || (e.kind === 'catch' && piece.kind === 'catch' && e.index === piece.index)))?.to : undefined;
  return { ...(status === 'RUNNING' ? {} : { status }), ...(error === undefined ? {} : { error }), runs: [...new Set([piece.step, ...(target === undefined ? [] : [target])])] };
}

/** Lists of settings that may lead to a piece, the most direct first. */
function* candidates(known: Known, piece: Piece, depth: number, seen: Set<string>): Generator<readonly Setting[]> {
  const id = JSON.stringify(piece);
  if (depth < 0 || seen.has(id)) return;
  seen.add(id);
  const { pipeline } = known.rehearsal;
  const step = allSteps(pipeline).get(piece.step)?.step;
  if (step === undefined) return;
  switch (piece.kind) {
    case 'retry':
    case 'catch':
      yield* faults(pipeline, piece, step);
      break;
    case 'way':
      yield* ways(known, step, piece.way);
      break;
    case 'step':
      yield [];
      yield* waysInto(known, piece.step, depth, seen);
      return;
  }
  // The step itself may not have been reached.
  for (const before of waysInto(known, piece.step, depth - 1, seen)) {
    for (const settings of piece.kind === 'way' ? ways(known, step, piece.way) : faults(pipeline, piece, step)) yield [...before, ...settings];
  }
}

/** What leads to a step: ways, catches, the steps that it waits for, the container around it. */
function* waysInto(known: Known, id: StepId, depth: number, seen: Set<string>, passed = new Set<StepId>()): Generator<readonly Setting[]> {
  if (passed.has(id)) return;
  passed.add(id);
  const { pipeline } = known.rehearsal;
  const edges = edgesOf(pipeline).filter((e) => e.to === id);
  for (const e of edges) {
    if (e.kind === 'way') yield* candidates(known, { kind: 'way', step: e.from, way: e.way }, depth - 1, seen);
    if (e.kind === 'catch') yield* candidates(known, { kind: 'catch', step: e.from, index: e.index }, depth - 1, seen);
  }
  if (pipeline.onFailure === id) {
    for (const [task, { step }] of allSteps(pipeline)) if (isTask(step) && task !== id) yield [faulty(task, { error: 'States.TaskFailed' })];
  }
  for (const e of edges) if (e.kind === 'data' || e.kind === 'order') yield* waysInto(known, e.from, depth - 1, seen, passed);
  const around = allSteps(pipeline).get(id)?.scope.path.at(-1);
  if (around !== undefined) yield* waysInto(known, around, depth - 1, seen, passed);
}

/** The first way whose condition holds is taken: those before it must not. */
function ways(known: Known, step: Step, way: number | 'otherwise'): readonly (readonly Setting[])[] {
  const branches = 'branches' in step && step.kind === 'choice' ? ((step.branches ?? []) as readonly { readonly when: Json }[]) : [];
  const before = way === 'otherwise' ? branches : branches.slice(0, way);
  const own = way === 'otherwise' ? undefined : branches[way];
  return together([...(own === undefined ? [] : [settingsFor(own.when, true, known)]), ...before.map((b) => settingsFor(b.when, false, known))]);
}

/** Faults that the retrier or catcher takes and none before it does. */
function* faults(pipeline: Pipeline, { kind, index, step: id }: Piece & { readonly kind: 'retry' | 'catch' }, step: Step): Generator<readonly Setting[]> {
  const rules = (kind === 'retry' ? 'retry' in step && step.retry : 'catch' in step && step.catch) || [];
  const rule = rules[index];
  if (rule === undefined) return;
  const general = [...errorsOf(`arn:aws:states:::${step.kind}`).map((e) => e.error), 'States.TaskFailed', 'States.Timeout', 'Rehearsal.Error'];
  const errors = [...new Set([...rule.errors.filter((e) => e !== 'States.ALL'), ...general])];
  const fitting = errors.filter((error) => rules.findIndex((r) => r.errors.some((name) => errorMatches(name, error))) === index).slice(0, 3);
  const tasks = isTask(step) ? [id] : isMap(step) || isParallel(step) ? tasksInside(pipeline, id) : [];
  for (const error of fitting) for (const task of tasks) yield [faulty(task, { error, ...(kind === 'retry' ? { times: 1 } : {}) })];
}

function tasksInside(pipeline: Pipeline, container: StepId): readonly StepId[] {
  return scopesOf(pipeline).flatMap((s) => (s.path.includes(container) ? Object.entries(s.steps).flatMap(([id, step]) => (isTask(step) ? [id] : [])) : []));
}

function faulty(step: StepId, fault: Fault): Setting {
  return (testCase) => ({ ...testCase, faults: { ...testCase.faults, [step]: fault } });
}
