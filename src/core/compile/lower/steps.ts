import type { StepId, TaskStep } from '../../model/pipeline.ts';
import { isTask } from '../../model/pipeline.ts';
import type { Guard } from '../resolve/guard.ts';
import { literal, staticJson, type Value } from '../value.ts';
import { keptBy, merged } from './assigns.ts';
import { isEmptyReturn, returnsItself, returnsOf, type AtHand } from './ends.ts';
import { catchesOut, comesBack, withOnFailure } from './failures.ts';
import { complain, stepOf, type Frame, type Lowering, type Target } from './lowering.ts';
import { catchersOf } from '../resolve/needs.ts';
import type { Assignment, Catch, Exit } from './machine.ts';
import { asPath } from './paths.ts';
import { errorVariable, placed } from './reading.ts';

/** Where a state that can end a scope leads; where it cannot return what is wanted itself, a Pass after it does. */
export function exitOf(l: Lowering, frame: Frame, id: StepId, type: 'Task' | 'Map' | 'Parallel' | 'Pass' | 'Wait', at: AtHand, target: Target): { readonly exit: Exit; readonly onEnter: readonly Assignment[] } {
  if (target.to === 'state') return { exit: { next: target.name }, onEnter: target.onEnter };
  if (frame.end.of === 'state') return { exit: { next: frame.end.name }, onEnter: [] };
  const returns = returnsOf(l, frame, at, target.when);
  if (returnsItself(l, type, returns, at)) return { exit: { returns }, onEnter: [] };
  return { exit: { next: resultState(l, frame, id, target.when) }, onEnter: [] };
}

/** A Pass that ends the scope with what it returns, for a state that cannot. */
export function resultState(l: Lowering, frame: Frame, id: StepId, when: Guard): string {
  if (frame.end.of === 'state') return frame.end.name;
  const name = l.names.after(id, 'result');
  frame.states.push({ type: 'Pass', name, assign: [], exit: { returns: returnsOf(l, frame, { kind: 'nothing' }, when) } });
  return name;
}

/** The name of a state for a target that must be one. */
export function stateFor(l: Lowering, frame: Frame, id: StepId, target: Target): { readonly next: string; readonly onEnter: readonly Assignment[] } {
  if (target.to === 'state') return { next: target.name, onEnter: target.onEnter };
  return { next: resultState(l, frame, id, target.when), onEnter: [] };
}

/** Catches of a step: those that come back are ways of its region, the others leave the flow. */
export function catchesOf(l: Lowering, frame: Frame, id: StepId, back: ReadonlyMap<number, { readonly target: Target; readonly assign: readonly Assignment[] }>): readonly Catch[] {
  const catches = catchersOf(stepOf(l, id).step).flatMap((catcher, i): Catch[] => {
    const way = back.get(i);
    if (way && comesBack(frame, catcher)) {
      const { next, onEnter } = stateFor(l, frame, id, way.target);
      const error: Assignment[] = l.resolved.context.errorsRead.has(id) ? [{ variable: errorVariable(l, id), whole: { op: 'error' } }] : [];
      return [{ errors: catcher.errors, assign: merged(way.assign, error, onEnter), next }];
    }
    const out = catchesOut(l, frame, id, catcher);
    return out ? [out] : [];
  });
  return withOnFailure(frame, catches);
}

export type Back = ReadonlyMap<number, { readonly target: Target; readonly assign: readonly Assignment[] }>;

/** One drawn step as states, before `target`; gives the way in. */
export function lowerStep(l: Lowering, frame: Frame, id: StepId, target: Target, back: Back): Target {
  const resolved = stepOf(l, id);
  const { step } = resolved;
  switch (step.kind) {
    case 'wait':
      return lowerWait(l, frame, id, target);
    case 'pass':
      return lowerPass(l, frame, id, target);
    case 'succeed':
      return lowerSucceed(l, frame, id);
    case 'fail':
      return lowerFail(l, frame, id, resolved.arguments);
    default:
      if (isTask(step)) return lowerTask(l, frame, id, step, target, back);
      throw new Error(`no lowering for ${step.kind}`);
  }
}

function enter(l: Lowering, id: StepId, name = l.names.of(id)): Target {
  if (name !== l.names.of(id)) l.entries.set(id, name);
  return { to: 'state', name, onEnter: [] };
}

function lowerTask(l: Lowering, frame: Frame, id: StepId, step: TaskStep, target: Target, back: Back): Target {
  const resolved = stepOf(l, id);
  const kind = l.resolved.context.kindOf(step);
  if (step.kind === 'cauce:endpoint') return lowerEndpoint(l, frame, id, step, target, back);
  const catches = catchesOf(l, frame, id, back);
  let after = target;
  if (resolved.report && needsReport(l, id)) {
    const { exit, onEnter } = exitOf(l, frame, id, 'Task', { kind: 'step', step: id, stage: 'metrics' }, target);
    const name = l.names.after(id, 'metrics');
    frame.states.push({
      type: 'Task',
      name,
      step: id,
      resource: 'arn:aws:states:::aws-sdk:s3:getObject',
      arguments: placed(l, { op: 'object', entries: [['Bucket', resolved.report.bucket], ['Key', resolved.report.key]] }, frame.asl),
      assign: merged(keptBy(l, id, frame.asl, 'metrics'), onEnter),
      retry: [],
      catches,
      exit,
    });
    after = { to: 'state', name, onEnter: [] };
  }
  const { exit, onEnter } = exitOf(l, frame, id, 'Task', { kind: 'step', step: id, stage: 'main' }, after);
  const parts: { name: string; variable: Assignment }[] = [];
  const timeout = resolved.timeout && asPath(l, frame, id, placed(l, resolved.timeout, frame.asl), parts);
  const heartbeat = resolved.heartbeat && asPath(l, frame, id, placed(l, resolved.heartbeat, frame.asl), parts);
  frame.states.push({
    type: 'Task',
    name: l.names.of(id),
    step: id,
    resource: kind.resource ?? `arn:aws:states:::${step.kind}`,
    arguments: placed(l, resolved.arguments, frame.asl),
    origin: '/arguments',
    assign: merged(keptBy(l, id, frame.asl), onEnter),
    retry: step.retry ?? [],
    catches,
    ...(timeout ? { timeout } : {}),
    ...(heartbeat ? { heartbeat } : {}),
    exit,
  });
  return hoisted(l, frame, id, parts);
}

/** Passes before a state that work out what JSONPath takes as a path only. */
export function hoisted(l: Lowering, frame: Frame, id: StepId, parts: readonly { readonly name: string; readonly variable: Assignment }[]): Target {
  let next = l.names.of(id);
  for (const part of [...parts].reverse()) {
    frame.states.push({ type: 'Pass', name: part.name, assign: [part.variable], exit: { next } });
    next = part.name;
  }
  return enter(l, id, next);
}

function needsReport(l: Lowering, id: StepId): boolean {
  return [...l.resolved.context.leaves.values()].some((leaf) => leaf.owner.producers.includes(id) && leaf.source.from === 'states' && leaf.source.stage === 'metrics');
}

const SECONDS_BETWEEN_POLLS = 30;
const LONGEST_CREATION = 3600;

/** Request (create, or update where it exists), Wait, describe, Choice: one node (formats.md 1, "Endpoint"). */
function lowerEndpoint(l: Lowering, frame: Frame, id: StepId, step: TaskStep, target: Target, back: Back): Target {
  const resolved = stepOf(l, id);
  const name = l.names.of(id);
  const catches = catchesOf(l, frame, id, back);
  const { next, onEnter } = stateFor(l, frame, id, target);
  const own = l.variables.own(`${id} endpoint`, `${step.name} endpoint`, frame.asl);
  const count = l.variables.own(`${id} polls`, `${step.name} polls`, frame.asl);
  const names = { wait: l.names.after(id, 'wait'), status: l.names.after(id, 'status'), ready: l.names.after(id, 'in service?'), update: l.names.after(id, 'update'), failed: l.names.after(id, 'not in service') };
  const args = placed(l, resolved.arguments, frame.asl);
  const endpointName: Value = { op: 'arnTail', of: { op: 'result', path: ['EndpointArn'] } };
  const begin: readonly Assignment[] = [{ variable: own, whole: endpointName }, { variable: count, whole: literal(0) }];
  const given = args.op === 'object' ? args.entries.filter(([k]) => k !== 'Tags') : [];
  const timeout = resolved.timeout === undefined ? LONGEST_CREATION : staticJson(resolved.timeout);
  const polls = Math.max(1, Math.ceil((typeof timeout === 'number' ? timeout : LONGEST_CREATION) / SECONDS_BETWEEN_POLLS));
  const status: Value = { op: 'named', variable: l.variables.own(`${id} status`, `${step.name} status`, frame.asl), path: [] };
  const retry = step.retry ?? [];
  const describe = { op: 'object', entries: [['EndpointName', { op: 'named', variable: own, path: [] }]] } as Value;
  const isNew = args.op === 'object' && args.entries.some(([k, v]) => k === 'EndpointName' && v.op === 'name');
  frame.states.push({ type: 'Fail', name: names.failed, error: literal('EndpointNotInService'), cause: { op: 'text', parts: [literal('The endpoint is '), status] } });
  frame.states.push({
    type: 'Choice',
    name: names.ready,
    step: id,
    rules: [
      { condition: { test: 'compare', left: status, operator: '==', right: literal('InService'), type: 'string' }, assign: onEnter, next, way: 0 },
      {
        condition: {
          test: 'all',
          of: [
            { test: 'any', of: ['Creating', 'Updating', 'SystemUpdating', 'RollingBack'].map((s) => ({ test: 'compare', left: status, operator: '==', right: literal(s), type: 'string' })) },
            { test: 'compare', left: { op: 'named', variable: count, path: [] }, operator: '<', right: literal(polls), type: 'number' },
          ],
        },
        assign: [{ variable: count, whole: { op: 'increment', of: { op: 'named', variable: count, path: [] } } }],
        next: names.wait,
        way: 1,
      },
    ],
    assign: [],
    otherwise: names.failed,
  });
  frame.states.push({ type: 'Task', name: names.status, step: id, resource: 'arn:aws:states:::aws-sdk:sagemaker:describeEndpoint', arguments: describe, assign: merged([{ variable: (status as { variable: Assignment['variable'] }).variable, whole: { op: 'result', path: ['EndpointStatus'] } }], keptBy(l, id, frame.asl)), retry, catches, exit: { next: names.ready } });
  frame.states.push({ type: 'Wait', name: names.wait, step: id, seconds: literal(SECONDS_BETWEEN_POLLS), assign: [], exit: { next: names.status } });
  if (!isNew) frame.states.push({ type: 'Task', name: names.update, step: id, resource: 'arn:aws:states:::sagemaker:updateEndpoint', arguments: { op: 'object', entries: given }, assign: begin, retry, catches, exit: { next: names.wait } });
  // A name that Cauce makes is new each time; any other may exist already: then creating fails at once and it is updated.
  const orUpdate: readonly Catch[] = isNew ? [] : [{ errors: ['SageMaker.AmazonSageMakerException'], assign: [], next: names.update }];
  frame.states.push({ type: 'Task', name, step: id, resource: 'arn:aws:states:::sagemaker:createEndpoint', arguments: args, origin: '/arguments', assign: begin, retry: isNew ? retry : [], catches: [...orUpdate, ...catches], exit: { next: names.wait } });
  return enter(l, id);
}

function lowerWait(l: Lowering, frame: Frame, id: StepId, target: Target): Target {
  const resolved = stepOf(l, id);
  const { exit, onEnter } = exitOf(l, frame, id, 'Wait', { kind: 'nothing' }, target);
  const parts: { name: string; variable: Assignment }[] = [];
  const field = (name: string): Value | undefined => {
    const value = resolved.arguments.op === 'object' ? resolved.arguments.entries.find(([k]) => k === name)?.[1] : undefined;
    return value && asPath(l, frame, id, placed(l, value, frame.asl), parts);
  };
  const seconds = field('Seconds');
  const timestamp = field('Timestamp');
  frame.states.push({ type: 'Wait', name: l.names.of(id), step: id, ...(seconds ? { seconds } : {}), ...(timestamp ? { timestamp } : {}), assign: onEnter, exit });
  return hoisted(l, frame, id, parts);
}

function lowerPass(l: Lowering, frame: Frame, id: StepId, target: Target): Target {
  const resolved = stepOf(l, id);
  const at: AtHand = { kind: 'step', step: id, stage: 'main' };
  const { exit, onEnter } = exitOf(l, frame, id, 'Pass', at, target);
  const makes = placed(l, resolved.arguments, frame.asl);
  const read = keptBy(l, id, frame.asl);
  // What nobody reads is kept all the same in JSONata: a Pass that hands on its input would not show it otherwise.
  const shown = l.language === 'jsonata' && read.length === 0 && 'next' in exit && makes.op === 'object' && makes.entries.length > 0;
  const kept = shown ? [{ variable: l.variables.own(id, resolved.step.name, frame.asl), whole: makes }] : read;
  frame.states.push({ type: 'Pass', name: l.names.of(id), step: id, ...(makes.op === 'object' && makes.entries.length === 0 ? {} : { makes }), assign: merged(kept, onEnter), exit });
  return enter(l, id);
}

/** A Succeed ends its path: at the top a state, in a branch the end of the branch. */
function lowerSucceed(l: Lowering, frame: Frame, id: StepId): Target {
  const when = frame.flow.exactGuardOf.get(id) ?? 1;
  if (frame.end.of !== 'machine') {
    if (frame.continues) complain(l, 'succeed-skips-steps', { step: stepOf(l, id).step.name }, { step: id });
    return { to: 'end', when };
  }
  const returns = returnsOf(l, frame, { kind: 'nothing' }, when);
  const name = l.names.of(id);
  if (l.language === 'jsonata' || isEmptyReturn(returns)) {
    frame.states.push({ type: 'Succeed', name, step: id, returns });
    return enter(l, id);
  }
  const before = l.names.after(id, 'outputs');
  frame.states.push({ type: 'Succeed', name, step: id, returns: { op: 'input', path: [], at: '' } });
  frame.states.push({ type: 'Pass', name: before, step: id, makes: returns, assign: [], exit: { next: name } });
  return enter(l, id, before);
}

function lowerFail(l: Lowering, frame: Frame, id: StepId, args: Value): Target {
  const field = (name: string): Value | undefined => {
    const value = args.op === 'object' ? args.entries.find(([k]) => k === name)?.[1] : undefined;
    return value && placed(l, value, frame.asl);
  };
  const error = field('Error');
  const cause = field('Cause');
  const name = l.names.of(id);
  const [handler] = frame.onFailure;
  if (handler && frame.asl.parent === null && handler.assign.length > 0) {
    const failure = (handler.assign[0] as Assignment).variable;
    frame.states.push({
      type: 'Pass',
      name,
      step: id,
      assign: [{ variable: failure, whole: { op: 'object', entries: [['Error', error ?? literal('Failed')], ['Cause', cause ?? literal('')]] } }],
      exit: { next: handler.next },
    });
  } else frame.states.push({ type: 'Fail', name, step: id, ...(error ? { error } : {}), ...(cause ? { cause } : {}) });
  return enter(l, id);
}
