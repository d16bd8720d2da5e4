import type { StoreApi } from 'zustand/vanilla';
import { startOnce } from '../../aws/deploy/startOnce.ts';
import type { Json, JsonObject } from '../../core/base/json.ts';
import { executionNameFault } from '../../core/deliver/run/executionName.ts';
import { inputIn } from '../../core/deliver/run/inputText.ts';
import { readForm, runFields, typedFrom, type Filled, type RunField } from '../../core/deliver/run/runForm.ts';
import { sweepRuns, type SweepRuns } from '../../core/deliver/run/sweep.ts';
import { patternFault, sweepRunName } from '../../core/deliver/run/sweepName.ts';
import { asBusy, deliveryOf, deployDrawing, lookAtDeployment, manifestOf, watchRun, type Delivery, type Look } from '../delivery.ts';
import type { App } from '../react.tsx';
import { runListOf } from '../runs/runList.ts';
import { endSimulation } from '../simulating.ts';
import { drawAnew, replaceForm, runFormOf, type FormValues, type RunForm } from './runForm.ts';
import { startSweep } from './sweeping.ts';
import type { NamedRun } from './sweepPlan.ts';

/** The form as it can be sent, or what stands in its way. */
export interface FormReading {
  readonly fields: readonly RunField[];
  readonly filled: Filled;
  /** Null where one run is to be started. */
  readonly sweep: SweepRuns | null;
  /** Faults of the execution's name or the sweep's settings. */
  readonly nameFault: string | undefined;
  readonly atOnceFault: string | undefined;
  /** How many fields are to be filled or corrected. */
  readonly open: number;
}

/** How many runs of a sweep may be under way at once: beyond it, nobody would want a page in between. */
const MOST_AT_ONCE = 50;

/** Reads what was given by a manifest: that of what is deployed, or of the drawing where that is to be deployed first. */
export function readingOf(manifest: JsonObject, { typed, extra, name, sweep }: FormValues): FormReading {
  const fields = runFields(manifest);
  const runs = sweep.on ? sweepRuns(fields, typed, sweep, extra) : null;
  const filled = runs?.filled ?? readForm(fields, typed, extra);
  const nameFault = sweep.on ? patternFault(sweep.pattern, fields.map((f) => f.name)) : name === null ? undefined : executionNameFault(name);
  const atOnce = Number(sweep.atOnce);
  const atOnceFault = sweep.on && !(Number.isInteger(atOnce) && atOnce >= 1 && atOnce <= MOST_AT_ONCE) ? `A whole number from 1 to ${MOST_AT_ONCE}.` : undefined;
  const faults = [filled.fault, nameFault, atOnceFault, runs?.fault].filter((f) => f !== undefined).length;
  return { fields, filled, sweep: runs, nameFault, atOnceFault, open: filled.missing.length + Object.keys(filled.faults).length + Object.keys(runs?.faults ?? {}).length + faults };
}

/** Starts what the form says: one execution, which is then shown on the drawing, or a sweep. */
export async function startRun(app: App): Promise<void> {
  const { look, busy } = deliveryOf(app).getState();
  const form = runFormOf(app);
  if (look?.plan.deployed === undefined || busy !== null) return;
  const values = form.getState();
  const { open, fields, filled, sweep } = readingOf(manifestOf(look), values);
  if (open > 0) return;
  if (sweep !== null) {
    startSweep(app, look, values.drawn.sweep, namedRuns(look, fields, sweep, values), Number(values.sweep.atOnce));
    return drawAnew(app);
  }
  const name = values.name ?? values.drawn.name;
  const started = await asBusy(app, 'starting', (signal) => startOnce(look.session.stepFunctions.until(signal), { arn: look.plan.arn, name, input: JSON.stringify(filled.input) }));
  if (started === undefined) return;
  if (started.before) app.store.getState().notify(`A run named ${name} with this input is there already: this is it.`);
  drawAnew(app);
  await watchRun(app, started.arn, name);
}

/** The runs of a sweep under the names that they are started with. */
export function namedRuns({ plan }: Look, fields: readonly RunField[], { runs }: SweepRuns, { drawn, sweep }: RunForm): readonly NamedRun[] {
  const defaults = Object.fromEntries(fields.flatMap(({ name, parameter }) => (parameter.default === undefined ? [] : [[name, parameter.default]])));
  return runs.map(({ input }, i) => ({ name: sweepRunName(sweep.pattern, plan.machine.name, { ...defaults, ...input }, { id: drawn.sweep, number: i + 1, of: runs.length }), input }));
}

/** Whether deploying would change what runs. */
export function differs({ plan }: Look): boolean {
  return plan.deployed === undefined || plan.changes.length + plan.settings.length > 0;
}

/** Deploys the drawing and starts it, if nothing stood in the way: the deployment is looked at again before anything starts. */
export async function deployAndRun(app: App): Promise<void> {
  const delivery: StoreApi<Delivery> = deliveryOf(app);
  await deployDrawing(app, { description: '', alias: '', share: 100 });
  const { look, fault, meanwhile } = delivery.getState();
  if (look === null || fault !== null || meanwhile !== null || differs(look)) return;
  await startRun(app);
}

/** Fills the form with an input: pasted, of a preset, or of an earlier run. What has no field is told, and sent only with `whole`. */
export function fillForm(app: App, input: Json, of = 'these values', whole = false): void {
  const { look } = deliveryOf(app).getState();
  if (look === null) return;
  // It may stand behind the table or a comparison.
  runListOf(app).setState({ wide: false, compared: null });
  const { typed, unknown } = typedFrom(runFields(manifestOf(look)), input);
  const values = input as JsonObject;
  const extra = whole ? Object.fromEntries(unknown.map((name) => [name, values[name] as Json])) : {};
  const told = unknown.length === 0 ? '' : whole ? ` ${unknown.join(', ')} ${unknown.length === 1 ? 'has' : 'have'} no field and ${unknown.length === 1 ? 'is' : 'are'} sent along.` : ` There is no field for ${unknown.join(', ')}.`;
  const { sweep } = runFormOf(app).getState();
  const axes = Object.fromEntries(Object.entries(sweep.axes).filter(([name]) => typed[name] === undefined));
  replaceForm(app, { typed, extra, sweep: { ...sweep, axes } }, `Filled with ${of}.${told}`);
}

/** Fills the form with all that the newest run was sent. */
export async function fillAsLast(app: App): Promise<void> {
  const { look } = deliveryOf(app).getState();
  if (look === null) return;
  await asBusy(app, 'looking', async (signal) => {
    const client = look.session.stepFunctions.until(signal);
    const last = (await client.listExecutions(look.plan.arn, { limit: 1 })).executions[0];
    if (last === undefined) return app.store.getState().notify('There is no run yet.');
    const { input } = await client.describeExecution(last.arn);
    fillForm(app, inputIn(input), `what ${last.name} was sent`, true);
  });
}

/** Opens the form of a new run with the input of an earlier one, to be changed. */
export async function startAgain(app: App, input: string): Promise<void> {
  const { view, setView } = app.store.getState();
  endSimulation(app);
  setView({ dock: { ...view.dock, tab: 'runs', open: true, maximised: true } });
  if (deliveryOf(app).getState().look === null) await lookAtDeployment(app);
  fillForm(app, inputIn(input), 'what that run was sent', true);
}
