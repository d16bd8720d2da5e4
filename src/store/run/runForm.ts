import { createStore, type StoreApi } from 'zustand/vanilla';
import { isObject, type Json, type JsonObject } from '../../core/base/json.ts';
import { executionName } from '../../core/deliver/run/executionName.ts';
import type { Typed } from '../../core/deliver/run/runForm.ts';
import { isSecretName } from '../../core/deliver/run/secretName.ts';
import type { Sweep } from '../../core/deliver/run/sweep.ts';
import { sweepId } from '../../core/deliver/run/sweepName.ts';
import { perStore } from '../perStore.ts';
import type { App } from '../react.tsx';

/** What a person gave in the form of a run; each state machine has its own. */
export interface FormValues {
  readonly typed: Typed;
  /** What the input has beside the fields, of a pasted input or an earlier run: sent as it is. */
  readonly extra: JsonObject;
  /** Of the execution; null lets Cauce make one. */
  readonly name: string | null;
  readonly sweep: SweepForm;
}
export interface SweepForm extends Sweep {
  readonly on: boolean;
  /** How many run at the same time, as it is typed. */
  readonly atOnce: string;
  /** Of the executions' names. */
  readonly pattern: string;
}

export interface RunForm extends FormValues {
  /** ARN and name of the machine that the values are for; null while none is looked at. */
  readonly machine: { readonly arn: string; readonly name: string } | null;
  /** The name of the next execution and the id of the next sweep, if nobody gives another. */
  readonly drawn: { readonly name: string; readonly sweep: string };
  readonly note: FormNote | null;
}
/** What happened to the values, in a sentence. */
export interface FormNote {
  readonly text: string;
  /** What stood there before, to be had again. */
  readonly before: FormValues | null;
}

const EMPTY: FormValues = { typed: {}, extra: {}, name: null, sweep: { on: false, axes: {}, combine: 'product', atOnce: '2', pattern: '{machine}' } };
const NOTHING: RunForm = { ...EMPTY, machine: null, drawn: { name: '', sweep: '' }, note: null };

interface Forms {
  readonly form: StoreApi<RunForm>;
  /** By ARN of the machine: all that was typed since the page was loaded. */
  readonly kept: Map<string, FormValues>;
}

const formsOf: (app: Pick<App, 'store' | 'platform'>) => Forms = perStore(({ store, platform }) => {
  const made: Forms = { form: createStore<RunForm>(() => NOTHING), kept: new Map() };
  made.form.subscribe((now, then) => {
    if (now.machine !== null && now.machine === then.machine && valuesOf(now) !== valuesOf(then)) keep(platform, made, now.machine.arn, now);
  });
  store.subscribe((now, then) => {
    if (now.document.loads !== then.document.loads) made.form.setState(NOTHING);
  });
  return made;
});

export function runFormOf(app: Pick<App, 'store' | 'platform'>): StoreApi<RunForm> {
  return formsOf(app).form;
}

/** Shows the form of a machine, with what was typed in it before: since the page was loaded, or in this tab before a reload. */
export function openForm(app: Pick<App, 'store' | 'platform'>, machine: NonNullable<RunForm['machine']>): void {
  const { form, kept } = formsOf(app);
  if (form.getState().machine?.arn === machine.arn) return;
  const read = kept.get(machine.arn);
  const { values, left } = read === undefined ? readKept(app.platform.tabMemory.get(keyOf(machine.arn))) : { values: read, left: [] };
  form.setState({ ...values, machine, note: null, drawn: drawn(app, machine.name) });
  sayKept(app, left);
}

/** Says that values of before are still there; whoever opens the form again should not take them for defaults. */
export function sayKept(app: Pick<App, 'store' | 'platform'>, left: readonly string[] = []): void {
  const { form } = formsOf(app);
  const count = givenIn(form.getState());
  const notKept = left.length > 0 ? ` ${left.join(', ')} ${left.length === 1 ? 'is' : 'are'} named like a secret and not kept over a reload.` : '';
  if (count + left.length > 0) form.setState({ note: { text: `${count === 0 ? '' : count === 1 ? 'One value is still here from before.' : `${count} values are still here from before.`}${notKept}`.trim(), before: null } });
}

/** Changes what a person gave. */
export function changeForm(app: Pick<App, 'store' | 'platform'>, change: Partial<FormValues>): void {
  formsOf(app).form.setState({ ...change, note: null });
}

export function typeValue(app: Pick<App, 'store' | 'platform'>, name: string, text: string): void {
  changeForm(app, { typed: { ...runFormOf(app).getState().typed, [name]: text } });
}

export function changeSweep(app: Pick<App, 'store' | 'platform'>, change: Partial<SweepForm>): void {
  changeForm(app, { sweep: { ...runFormOf(app).getState().sweep, ...change } });
}

/** Puts other values in the place of those that are there, which can be had again. */
export function replaceForm(app: Pick<App, 'store' | 'platform'>, values: Partial<FormValues>, text: string): void {
  const { form } = formsOf(app);
  const before = form.getState();
  form.setState({ ...values, note: { text, before: givenIn(before) === 0 ? null : pick(before) } });
}

export function emptyForm(app: Pick<App, 'store' | 'platform'>): void {
  replaceForm(app, { ...EMPTY, sweep: { ...EMPTY.sweep, on: runFormOf(app).getState().sweep.on } }, 'The form is empty again.');
}

export function putBack(app: Pick<App, 'store' | 'platform'>): void {
  const { form } = formsOf(app);
  const { note } = form.getState();
  if (note?.before) form.setState({ ...note.before, note: null });
}

/** After a start: the next one needs another name. */
export function drawAnew(app: Pick<App, 'store' | 'platform'>): void {
  const { form } = formsOf(app);
  const { machine } = form.getState();
  if (machine !== null) form.setState({ name: null, drawn: drawn(app, machine.name) });
}

/** How many fields have something in them, extra ones and axes counted. */
export function givenIn({ typed, extra, sweep }: FormValues): number {
  const axes = sweep.on ? Object.keys(sweep.axes) : [];
  return new Set([...Object.keys(typed).filter((name) => typed[name]?.trim() !== ''), ...Object.keys(extra), ...axes]).size;
}

function drawn({ platform }: Pick<App, 'platform'>, machine: string): RunForm['drawn'] {
  return { name: executionName(machine, platform.clock.now(), platform.ids.draw()), sweep: sweepId(platform.ids.draw()) };
}

function keyOf(arn: string): string {
  return `form.${arn}`;
}

function pick({ typed, extra, name, sweep }: FormValues): FormValues {
  return { typed, extra, name, sweep };
}

/** One value that is another only when something typed is. */
function valuesOf({ typed, extra, name, sweep }: FormValues): string {
  return JSON.stringify([typed, extra, name, sweep]);
}

function keep({ tabMemory }: App['platform'], { kept }: Forms, arn: string, form: FormValues): void {
  const values = pick(form);
  kept.set(arn, values);
  if (valuesOf(values) === valuesOf(EMPTY)) return tabMemory.set(keyOf(arn), null);
  const secret = [...new Set([...Object.keys(values.typed), ...Object.keys(values.extra), ...Object.keys(values.sweep.axes)])].filter(isSecretName);
  const open = <T>(of: { readonly [name: string]: T }): { readonly [name: string]: T } => Object.fromEntries(Object.entries(of).filter(([name]) => !isSecretName(name)));
  const shown = { ...values, typed: open(values.typed), extra: open(values.extra), sweep: { ...values.sweep, axes: open(values.sweep.axes) } };
  tabMemory.set(keyOf(arn), JSON.stringify({ values: shown, left: secret }));
}

/** What the session kept; what is not what this page wrote is nothing. */
function readKept(text: string | null): { readonly values: FormValues; readonly left: readonly string[] } {
  try {
    const read = JSON.parse(text ?? 'null') as Json;
    const values = isObject(read) && isObject(read['values']) ? (read['values'] as Partial<FormValues>) : {};
    const left = isObject(read) && Array.isArray(read['left']) ? (read['left'] as string[]) : [];
    return { values: { ...EMPTY, ...values, sweep: { ...EMPTY.sweep, ...values.sweep } }, left };
  } catch {
    return { values: EMPTY, left: [] };
  }
}
