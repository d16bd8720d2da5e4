import { isList, isObject, jsonEqual, own, type Json, type JsonObject } from '../../base/json.ts';

/** A parameter of two runs. */
export interface PairedParameter {
  readonly name: string;
  readonly a: Given;
  readonly b: Given;
  readonly differs: boolean;
}
/** The value that a run ran with; `byDefault` where it was not given it. Undefined where there was neither. */
export interface Given {
  readonly value: Json | undefined;
  readonly byDefault: boolean;
}
interface RunGiven {
  readonly input: JsonObject;
  /** Of the definition that it ran with; undefined where that carries none. */
  readonly manifest: JsonObject | undefined;
}

/** The parameters of two runs, those that differ first, else in the order of the manifest. A value that was given counts as equal to the same value by default. */
export function pairedParameters(a: RunGiven, b: RunGiven): readonly PairedParameter[] {
  const defaults = [defaultsOf(a.manifest), defaultsOf(b.manifest)] as const;
  const names = new Set([...defaults[0].keys(), ...defaults[1].keys(), ...Object.keys(a.input), ...Object.keys(b.input)]);
  const paired = [...names].map((name): PairedParameter => {
    const one = given(a.input, name, defaults[0].get(name));
    const other = given(b.input, name, defaults[1].get(name));
    return { name, a: one, b: other, differs: !jsonEqual(one.value, other.value) };
  });
  return [...paired.filter((p) => p.differs), ...paired.filter((p) => !p.differs)];
}

function given(input: JsonObject, name: string, fallback: Json | undefined): Given {
  const value = own(input, name);
  return value === undefined ? { value: fallback, byDefault: fallback !== undefined } : { value, byDefault: false };
}

/** The run parameters of a manifest, each with its default. */
function defaultsOf(manifest: JsonObject | undefined): ReadonlyMap<string, Json | undefined> {
  const parameters = manifest?.['parameters'];
  return new Map((isList(parameters) ? parameters : []).flatMap((p) => (isObject(p) && p['phase'] === 'run' && typeof p['name'] === 'string' ? [[p['name'], own(p, 'default')] as const] : [])));
}
