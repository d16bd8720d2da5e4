import { differencesOf } from '../../base/differences.ts';
import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { childPointer, pointerTokens, type Pointer } from '../../base/pointer.ts';
import type { SourceMapEntry } from '../../compile/types.ts';
import type { StepId } from '../../model/pipeline.ts';

/** One place in which what is deployed and what is drawn differ. */
export interface Change {
  /**
   * `value`: a setting that was there before has another value; the shape of the machine is the same.
   * `structure`: something is there that was not, or leads elsewhere.
   */
  readonly kind: 'value' | 'structure';
  /** Undefined for what belongs to no state: fields of the machine itself. */
  readonly state: string | undefined;
  readonly step: StepId | undefined;
  /** Pointer below the state (or the definition); `''` is the state as a whole. */
  readonly field: Pointer;
  /** Undefined where it is new, or gone. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** The parameters whose value stands here, by the manifest. */
  readonly parameters: readonly string[];
}

/** What is drawn, compiled with the values of an environment. */
export interface Drawn {
  readonly definition: JsonObject;
  readonly sourceMap: readonly SourceMapEntry[];
  readonly manifest: JsonObject;
}

interface Found {
  readonly state: JsonObject;
  /** Pointer to the state. */
  readonly at: Pointer;
}

/** Fields whose leaves are settings of a call or of its handling; every other field says how the machine is built. */
const SETTINGS = new Set(['Arguments', 'Parameters', 'Retry', 'TimeoutSeconds', 'HeartbeatSeconds', 'Seconds', 'Timestamp', 'MaxConcurrency', 'Assign', 'Output', 'Result', 'Items', 'ItemSelector', 'Error', 'Cause', 'Comment']);
const INSIDES = ['Branches', 'ItemProcessor', 'Iterator'];

/**
 * What would change if `drawn` took the place of `deployed`, in the order of the drawn definition. States are paired by their
 * names, which are unique in a machine; the top-level `Comment`, in which the pipeline travels, is left out.
 */
export function changesBetween(deployed: JsonObject, drawn: Drawn): readonly Change[] {
  const before = statesOf(deployed);
  const after = statesOf(drawn.definition);
  const steps = new Map(drawn.sourceMap.filter((e) => e.argument === undefined).map((e) => [e.pointer, e.step]));
  const uses = usesOf(drawn.manifest);
  const found: Change[] = [];

  const whole = (definition: JsonObject): JsonObject => without(definition, ['States', 'Comment']);
  compare(whole(deployed), whole(drawn.definition), (field, was, is) => {
    found.push({ kind: field === '/TimeoutSeconds' && was !== undefined && is !== undefined ? 'value' : 'structure', state: undefined, step: undefined, field, before: was, after: is, parameters: [] });
  });
  for (const [name, { state, at }] of after) {
    const step = steps.get(at);
    const known = before.get(name);
    if (known === undefined) {
      found.push({ kind: 'structure', state: name, step, field: '', before: undefined, after: shape(state), parameters: [] });
      continue;
    }
    if (containerOf(known.at) !== containerOf(at)) found.push({ kind: 'structure', state: name, step, field: '', before: containerOf(known.at), after: containerOf(at), parameters: [] });
    compare(shape(known.state), shape(state), (field, was, is) => {
      const setting = was !== undefined && is !== undefined && SETTINGS.has(pointerTokens(field)[0] ?? '');
      found.push({ kind: setting ? 'value' : 'structure', state: name, step, field, before: was, after: is, parameters: usedAt(uses, `${at}${field}`) });
    });
  }
  for (const [name, { state }] of before) {
    if (!after.has(name)) found.push({ kind: 'structure', state: name, step: undefined, field: '', before: shape(state), after: undefined, parameters: [] });
  }
  return found;
}

/** Every state of a definition by its name, with those inside of Parallels and Maps. */
function statesOf(definition: JsonObject): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const read = (machine: Json | undefined, at: Pointer): void => {
    if (!isObject(machine) || !isObject(machine['States'])) return;
    for (const [name, state] of Object.entries(machine['States'])) {
      if (!isObject(state)) continue;
      const mine = childPointer(`${at}/States`, name);
      found.set(name, { state, at: mine });
      if (isList(state['Branches'])) state['Branches'].forEach((branch, i) => read(branch, `${mine}/Branches/${i}`));
      for (const inside of ['ItemProcessor', 'Iterator']) read(state[inside], `${mine}/${inside}`);
    }
  };
  read(definition, '');
  return found;
}

/** A state without the states inside it, which are compared on their own; how the insides are run stays. */
function shape(state: JsonObject): JsonObject {
  const inside = (machine: Json): Json => (isObject(machine) ? without(machine, ['States']) : machine);
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, INSIDES.includes(key) ? (isList(value) ? value.map(inside) : inside(value)) : value]));
}

/** The pointer of what a state stands in: `''` is the machine itself. */
function containerOf(at: Pointer): Pointer {
  return at.slice(0, at.lastIndexOf('/States/'));
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** In the order of what is drawn. */
function compare(deployed: Json, drawn: Json, say: (at: Pointer, before: Json | undefined, after: Json | undefined) => void): void {
  for (const { at, before, after } of differencesOf(drawn, deployed)) say(at, after, before);
}

/** Parameters by the place in the definition where their value stands. */
function usesOf(manifest: JsonObject): ReadonlyMap<Pointer, readonly string[]> {
  const uses = new Map<Pointer, string[]>();
  for (const parameter of isList(manifest['parameters']) ? manifest['parameters'] : []) {
    if (!isObject(parameter) || typeof parameter['name'] !== 'string') continue;
    for (const use of isList(parameter['usedIn']) ? parameter['usedIn'] : []) {
      const at = isObject(use) ? use['pointer'] : null;
      if (typeof at !== 'string') continue;
      const known = uses.get(at);
      if (known === undefined) uses.set(at, [parameter['name']]);
      else if (!known.includes(parameter['name'])) known.push(parameter['name']);
    }
  }
  return uses;
}

/** The value of a parameter may be an object: then the place of a change lies inside that of its use. */
function usedAt(uses: ReadonlyMap<Pointer, readonly string[]>, place: Pointer): readonly string[] {
  for (let at = place; at.split('/').length > 3; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = uses.get(at);
    if (found !== undefined) return found;
  }
  return [];
}
