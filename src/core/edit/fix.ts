import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import type { Fix } from '../diagnostic/diagnostic.ts';
import { PHASES, type Catcher, type Parameter, type Phase } from '../model/pipeline.ts';
import { addElement, removeElement, removeField, renameElement, setArguments, setField } from './arguments.ts';
import { bindLiteral, bindParameter } from './bind.ts';
import { addEnvironment, removeEnvironment, setEnvironmentValue } from './environments.ts';
import { addBranch, addCatch, addOrder, removeBranch, removeCatch, removeOrder, setOnFailure, setWay } from './flow.ts';
import { addParameter, removeParameter, renameParameter, setParameter, setPhase } from './parameters.ts';
import { placeArtifacts, setLanguage, setMachine, setOutput, setPipelineName, setSettings } from './pipeline.ts';
import { setEstimate } from './estimates.ts';
import { removeSteps, renameStep } from './steps.ts';
import { refused, type Edit } from './types.ts';
import { disconnect, disconnectOne } from './wires.ts';

/** What an argument of a fix must be. A fix is data that came over a wire or out of a worker, so it is checked. */
type Check = (value: Json | undefined) => boolean;
const text: Check = (v) => typeof v === 'string';
const integer: Check = (v) => Number.isInteger(v);
const number: Check = (v) => typeof v === 'number';
const object: Check = (v) => isObject(v);
const texts: Check = (v) => isList(v) && v.every((t) => typeof t === 'string');
const json: Check = (v) => v !== undefined;
const phase: Check = (v) => (PHASES as readonly (Json | undefined)[]).includes(v);
const language: Check = (v) => v === 'jsonata' || v === 'jsonpath';
const way: Check = (v) => v === 'otherwise' || Number.isInteger(v);
const catcher: Check = (v) => isObject(v) && texts(v['errors']) && text(v['to']);
const maybe = (check: Check): Check => (v) => v === undefined || v === null || check(v);

interface Fixer {
  readonly checks: readonly Check[];
  readonly make: (args: never[]) => Edit;
}

/** `null` in the place of an optional argument stands for “not given”: fixes are JSON. */
function fixer<A extends readonly unknown[]>(edit: (...args: A) => Edit, ...checks: readonly Check[]): Fixer {
  return { checks, make: (args) => edit(...(args as unknown as A)) };
}

const FIXERS: ReadonlyMap<string, Fixer> = new Map(
  Object.entries({
    setField: fixer(setField, text, text, json),
    removeField: fixer(removeField, text, text),
    setArguments: fixer((id: string, value: Json) => setArguments(id, value), text, object),
    addElement: fixer(addElement, text, text, json),
    removeElement: fixer(removeElement, text, text),
    renameElement: fixer(renameElement, text, text, text),
    bindParameter: fixer(bindParameter, text, text, text),
    bindLiteral: fixer(bindLiteral, text, text, maybe(text)),
    disconnect: fixer(disconnect, text, text),
    disconnectOne: fixer(disconnectOne, text, text, integer),
    addOrder: fixer(addOrder, text, text),
    removeOrder: fixer(removeOrder, text, text),
    setWay: fixer(setWay, text, way, maybe(text)),
    addBranch: fixer(addBranch, text, maybe(object)),
    removeBranch: fixer(removeBranch, text, integer),
    addCatch: fixer((id: string, c: Catcher) => addCatch(id, c), text, catcher),
    removeCatch: fixer(removeCatch, text, integer),
    setOnFailure: fixer(setOnFailure, maybe(text)),
    removeSteps: fixer((ids: readonly string[]) => removeSteps(ids), texts),
    renameStep: fixer(renameStep, text, text),
    setEstimate: fixer(setEstimate, text, maybe(number)),
    addParameter: fixer((name: string | undefined, patch: Partial<Parameter> | undefined) => addParameter(name, patch), maybe(text), maybe(object)),
    setParameter: fixer((name: string, patch: Partial<Parameter>) => setParameter(name, patch), text, object),
    setPhase: fixer((name: string, to: Phase) => setPhase(name, to), text, phase),
    renameParameter: fixer(renameParameter, text, text),
    removeParameter: fixer(removeParameter, text),
    addEnvironment: fixer((name: string) => addEnvironment(name), text),
    removeEnvironment: fixer(removeEnvironment, text),
    setEnvironmentValue: fixer(setEnvironmentValue, text, text, () => true),
    setPipelineName: fixer(setPipelineName, text),
    setLanguage: fixer(setLanguage, language),
    setSettings: fixer((patch: JsonObject) => setSettings(patch), object),
    placeArtifacts: fixer(placeArtifacts),
    setMachine: fixer((patch: JsonObject) => setMachine(patch), object),
    setOutput: fixer(setOutput, text, () => true),
  }),
);

/** The names that a diagnostic's `fix` can use. */
export const FIX_NAMES: readonly string[] = [...FIXERS.keys()];

/** The edit of a diagnostic's “Fix” button. A name or argument that is not one is refused, as any edit is. */
export function applyFix(fix: Fix): Edit {
  const found = FIXERS.get(fix.edit);
  if (!found) return () => refused(`Cauce does not know the fix “${fix.edit}”.`);
  const optional = found.checks.map((check) => check(undefined));
  const args = found.checks.map((_, i) => (fix.args[i] === null && optional[i] ? undefined : fix.args[i]));
  if (fix.args.length > found.checks.length || !found.checks.every((check, i) => check(args[i]))) return () => refused(`The fix “${fix.label}” does not fit the pipeline any more.`);
  return found.make(args as never[]);
}
