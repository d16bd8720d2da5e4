import { jsonEqual } from '../../base/json.ts';
import { isTask } from '../../model/pipeline.ts';
import { compare, drawnSteps, placeOf, type Check, type DrawnStep } from './check.ts';
import { emittedCondition } from './conditions.ts';
import { cut80 } from './expect.ts';
import { checkCounter, counterOf } from './loops.ts';
import { targetOf, type Edge, type StateNode } from './machine.ts';
import { comparison } from './readJsonata.ts';
import { at, call, keyOf, lit, matches, obj, phi, root, text, type Sym } from './sym.ts';

/**
 * Steps of Cauce's own that are several states (formats.md 1): an evaluation job whose report is read by a second state,
 * and an endpoint: create or update, wait, describe, choose. Their names: emitted-asl.md 12 and, for the endpoint, which
 * it leaves open, `<step> update`, `wait`, `status`, `in service?`, `not in service`.
 */
export function checkOwnSteps(check: Check): void {
  for (const d of drawnSteps(check)) {
    if (!d.state) continue;
    if (d.step.kind === 'cauce:evaluation') checkReport(check, d, d.state);
    if (d.step.kind === 'cauce:endpoint') checkEndpoint(check, d, d.state);
  }
}

function made(check: Check, d: DrawnStep, suffix: string): StateNode | undefined {
  return check.machine.states.get(cut80(check.expect.stateOf(d.id), ` ${suffix}`));
}

/** The further states of a step that can fail: they have its catchers too. */
export function furtherTasks(check: Check, d: DrawnStep): readonly StateNode[] {
  const suffixes = d.step.kind === 'cauce:evaluation' ? ['metrics'] : d.step.kind === 'cauce:endpoint' ? ['update', 'status'] : [];
  return suffixes.flatMap((s) => made(check, d, s) ?? []).filter((s) => s.type === 'Task');
}

/** A catcher of an endpoint's request: what exists already is updated. */
export function isUpdate(d: DrawnStep, edge: Edge): boolean {
  return d.step.kind === 'cauce:endpoint' && edge.kind === 'catch' && edge.to === cut80(edge.from.name, ' update');
}

/** The report is read right after the job, from the place that the job's output `evaluation` was given. */
function checkReport(check: Check, d: DrawnStep, job: StateNode): void {
  const metrics = made(check, d, 'metrics');
  if (!metrics) return;
  const where = { step: d.id, state: metrics.name, pointer: metrics.pointer };
  const next = job.out.find((e) => e.kind === 'next');
  if (!next || targetOf(next) !== metrics) check.report('verify-order', `The report of ${d.step.name} is not read right after the job`, where);
  const place = evaluationPlace(check, d);
  const request = metrics.json['Arguments'] ?? metrics.json['Parameters'];
  const sent = request === undefined ? obj([]) : check.values.read(request, check.values.entry(metrics));
  const [bucket, key] = ['Bucket', 'Key'].map((k) => at(sent, [k])) as [Sym, Sym];
  const file = text([place, lit('/evaluation.json')]);
  const parts = at(call('split', place, lit('/')), [2]);
  const joined = matches(text([lit('s3://'), bucket, lit('/'), key]), file);
  const split = matches(bucket, parts) && keyOf(key).includes(keyOf(place)) && keyOf(key).includes('evaluation.json');
  const only = sent.k === 'obj' && sent.members.size === 2;
  if (!only || (!joined && !split)) check.report('verify-value', `The report of ${d.step.name} is read from another place than it is written to`, where);
}

function evaluationPlace(check: Check, d: DrawnStep): Sym {
  const outputs = at(check.expect.request(d.id), ['ProcessingOutputConfig', 'Outputs']);
  const items = outputs.k === 'list' ? outputs.items : [];
  const own = items.find((i) => keyOf(at(i, ['OutputName'])) === '"evaluation"');
  const place = own ? at(own, ['S3Output', 'S3Uri']) : lit('');
  return place.k === 'lit' ? lit(String(place.v).replace(/\/$/, '')) : place;
}

/** Left open by the documents: half a minute between two questions, an hour in all where the step has no time-out. */
const SECONDS_BETWEEN_POLLS = 30;
const LONGEST_CREATION = 3600;

function checkEndpoint(check: Check, d: DrawnStep, create: StateNode): void {
  const [update, wait, status, ready] = ['update', 'wait', 'status', 'in service?'].map((s) => made(check, d, s));
  const where = { step: d.id, state: create.name, pointer: create.pointer };
  const fault = (what: string): void => check.report('verify-states', `${d.step.name} ${what}`, where);
  if (!isTask(d.step) || !wait || !status || !ready || ready.type !== 'Choice') return fault('does not wait until the endpoint is in service');
  const leads = (from: StateNode, to: StateNode): boolean => from.out.some((e) => e.kind === 'next' && targetOf(e) === to);
  if (!(leads(create, wait) && (!update || leads(update, wait)) && leads(wait, status) && leads(status, ready))) fault('does not wait until the endpoint is in service');
  if (status.json['Resource'] !== 'arn:aws:states:::aws-sdk:sagemaker:describeEndpoint') fault('does not ask for the state of the endpoint');
  if (update && update.json['Resource'] !== 'arn:aws:states:::sagemaker:updateEndpoint') fault('does not update an endpoint that exists');
  const taken = create.out.find((e) => isUpdate(d, e));
  // SageMaker's answer to a name that is taken (unverified, as are all its error names: emitted-asl.md 16).
  if (taken && !jsonEqual(taken.json['ErrorEquals'], ['SageMaker.AmazonSageMakerException'])) fault('does not update an endpoint that exists');
  checkRequests(check, d, create, update, status);
  if (wait.type !== 'Wait' || wait.json['Seconds'] !== SECONDS_BETWEEN_POLLS) fault(`does not wait ${SECONDS_BETWEEN_POLLS} s between two questions`);
  checkPolls(check, d, ready, status, fault);
  const rules = ready.out.filter((e) => e.kind === 'rule');
  if (rules.slice(1).some((r) => targetOf(r) !== wait)) fault('goes on before the endpoint is in service');
  const otherwise = ready.out.find((e) => e.kind === 'default');
  if (!otherwise || targetOf(otherwise)?.type !== 'Fail') fault('goes on though the endpoint is not in service');
}

/** Goes on when the endpoint is in service, asks again while it is being made, and not for ever. */
function checkPolls(check: Check, d: DrawnStep, ready: StateNode, status: StateNode, fault: (what: string) => void): void {
  const [inService, again, ...more] = ready.out.filter((e) => e.kind === 'rule');
  if (!inService || !again || more.length > 0) return fault('does not choose between going on and asking again');
  const is = (state: string): Sym => comparison('=', at(root(`result:${status.name}`), ['EndpointStatus']), lit(state));
  const counter = counterOf(again, check);
  const reading = check.values.entry(ready);
  const condition = (rule: Edge): Sym => emittedCondition(rule.json, { ...reading, variable: (n) => (n === counter ? root('counter') : reading.variable(n)) });
  if (!matches(condition(inService), is('InService'))) fault('does not go on exactly when the endpoint is in service');
  const given = 'timeoutSeconds' in d.step && typeof d.step.timeoutSeconds === 'number' ? d.step.timeoutSeconds : LONGEST_CREATION;
  const polls = Math.max(1, Math.ceil(given / SECONDS_BETWEEN_POLLS));
  const expected = call('and', call('or', ...['Creating', 'Updating', 'SystemUpdating', 'RollingBack'].map(is)), call('<', root('counter'), lit(polls)));
  if (!matches(condition(again), expected)) fault('does not ask again exactly while the endpoint is being made');
  checkCounter(check, d, again, counter, polls);
}

/** Update takes what create takes, but for tags; describe takes the name that either gave. */
function checkRequests(check: Check, d: DrawnStep, create: StateNode, update: StateNode | undefined, status: StateNode): void {
  const sent = (state: StateNode): Sym => check.values.read(state.json['Arguments'] ?? state.json['Parameters'] ?? {}, check.values.entry(state));
  const field = check.expect.language === 'jsonata' ? 'Arguments' : 'Parameters';
  const request = check.expect.request(d.id);
  if (update && request.k === 'obj') compare(check, sent(update), obj(request.members.entries().filter(([k]) => k !== 'Tags')), placeOf(update, field, d));
  const asked = [create, ...(update ? [update] : [])];
  const name = phi(asked.map((s) => at(call('split', at(root(`result:${s.name}`), ['EndpointArn']), lit('/')), [1])));
  compare(check, sent(status), obj([['EndpointName', name]]), placeOf(status, field, d));
}
