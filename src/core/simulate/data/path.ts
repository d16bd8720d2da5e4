import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { readPath as readSyntax, type Path, type Selector, type Step } from '../../asl/path.ts';
import { runtimeFailure } from '../failure.ts';
import type { Sight } from '../sight.ts';
import { prepareFilter, type Filter } from './filter.ts';
import { javaText } from './javaText.ts';
import { applyFunction } from './pathFunctions.ts';

/*
 * Paths as AWS evaluates them, which is JsonPath of Jayway (Java, Apache-2.0, read for its rules): a path of names and single
 * indexes selects one value or none, any other a list, which may be empty.
 */

/** What the beginnings of paths stand for. */
export interface Roots {
  /** `$` */
  readonly dollar: Json;
  /** `$$` */
  context(): JsonObject;
  /** `$name`; undefined where it is not assigned. */
  variable(name: string): Json | undefined;
}

export function rootsOf(sight: Sight): Roots {
  return { dollar: sight.dollar, context: () => sight.context(), variable: (name) => sight.variables.get(name) };
}

/** A path ready to be read, as often as one likes. */
export interface PreparedPath {
  readonly text: string;
  readonly root: Path['root'];
  readonly variable: string | undefined;
  /** Names and indexes, where it has nothing else: read in a tight loop. None is a name that every object has, like `toString`. */
  readonly plain: readonly (string | number)[] | undefined;
  readonly steps: readonly PreparedStep[];
  /** It selects one value; others give a list. */
  readonly definite: boolean;
}

type PreparedSelector = Exclude<Selector, { readonly kind: 'filter' }> | { readonly kind: 'filter'; readonly filter: Filter };
interface PreparedStep {
  readonly descends: boolean;
  readonly selectors: readonly PreparedSelector[];
}

const prepared = new Map<string, PreparedPath>();
/** A machine has far fewer paths; one who makes them without end shall not fill the memory. */
const MOST_PREPARED = 10_000;

/**
 * Prepares a path; the same text gives the same object.
 * @throws StateFailure States.Runtime where the text is no path: AWS refuses such a machine when it is created.
 */
export function preparePath(text: string): PreparedPath {
  const known = prepared.get(text);
  if (known !== undefined) return known;
  const syntax = readSyntax(text);
  if (!syntax.ok) throw runtimeFailure(`Invalid path '${text}' : ${syntax.reason}`);
  const path = preparedFrom(syntax, text);
  if (prepared.size >= MOST_PREPARED) prepared.clear();
  prepared.set(text, path);
  return path;
}

/** Prepares a path whose syntax has been read already. */
export function preparedFrom(syntax: Path, text: string): PreparedPath {
  const steps = syntax.steps.map(prepareStep);
  const definite = steps.every((step, i) => isDefinite(step, i === steps.length - 1));
  const plain = steps.flatMap(({ selectors: [only] }) => (only?.kind === 'name' ? only.name : only?.kind === 'index' ? only.index : []));
  const isPlain = steps.every(({ descends, selectors: [only, second] }) => !descends && second === undefined && ((only?.kind === 'name' && !(only.name in Object.prototype)) || only?.kind === 'index'));
  return { text, root: syntax.root, variable: syntax.variable, plain: isPlain ? plain : undefined, steps, definite };
}

function prepareStep({ descends, selectors }: Step): PreparedStep {
  return { descends, selectors: selectors.map((s) => (s.kind === 'filter' ? { kind: 'filter', filter: prepareFilter(s.condition, prepareInner) } : s)) };
}

/** Of a filter: a path whose `$` is the item that is tested, or what the whole path is applied to. */
function prepareInner(text: string): (value: Json) => Json | undefined {
  const path = preparePath(text);
  return (value) => findPath(path, { dollar: value, context: () => ({}), variable: () => undefined });
}

/** Several names at the end make one object of these; in the middle, and several of anything else, they make a list. */
function isDefinite({ descends, selectors }: PreparedStep, last: boolean): boolean {
  if (descends) return false;
  if (selectors.length > 1) return last && selectors.every((s) => s.kind === 'name');
  const kind = selectors[0]?.kind;
  return kind === 'name' || kind === 'index' || kind === 'function';
}

/** Why a path found nothing, in the words of the library that AWS uses. */
export interface Missing {
  readonly reason: string;
  /** All but the last index was there: AWS makes null of that in a payload template (observed by others on AWS). */
  readonly pastTheEnd: boolean;
}


/**
 * The value that a path selects.
 * @throws StateFailure States.Runtime where there is none, e.g. "Invalid path '$.a.b' : Missing property in path $['a']".
 */
export function readPath(path: PreparedPath, roots: Roots): Json {
  const value = findPath(path, roots);
  if (value === undefined) throw runtimeFailure(`Invalid path '${path.text}' : ${whyMissing(path, roots).reason}`);
  return value;
}

/** The value that a path selects; undefined where there is none. */
export function findPath(path: PreparedPath, roots: Roots): Json | undefined {
  const root = rootValue(path, roots);
  if (root === undefined) return undefined;
  const { plain } = path;
  if (plain === undefined) return path.definite ? findOne(path, root) : findMany(path, root);
  let value: Json | undefined = root;
  for (let i = 0; i < plain.length; i++) {
    if (value === null || typeof value !== 'object') return undefined;
    const key = plain[i] as string | number;
    if (isList(value)) value = typeof key === 'number' ? value[key < 0 ? value.length + key : key] : undefined;
    // No question of own properties: see `plain`.
    else value = typeof key === 'string' ? (value as JsonObject)[key] : undefined;
  }
  return value;
}

function rootValue(path: PreparedPath, roots: Roots): Json | undefined {
  if (path.root === 'input') return roots.dollar;
  return path.root === 'context' ? roots.context() : roots.variable(path.variable as string);
}

function child(value: Json, key: string | number): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (typeof key === 'number') return isList(value) ? value[key < 0 ? value.length + key : key] : undefined;
  return !Array.isArray(value) && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;
}

/** A path that selects one value but has a function in it, or ends with several names. */
function findOne(path: PreparedPath, root: Json): Json | undefined {
  let value: Json | undefined = root;
  for (const { selectors } of path.steps) {
    if (value === undefined) return undefined;
    const [first] = selectors as [PreparedSelector];
    if (selectors.length > 1) value = someOf(value, selectors);
    else if (first.kind === 'name') value = child(value, first.name);
    else if (first.kind === 'index') value = child(value, first.index);
    else if (first.kind === 'function') value = applyFunction(first.name, first.argument, value);
  }
  return value;
}

function someOf(value: Json, selectors: readonly PreparedSelector[]): Json | undefined {
  if (!isObject(value)) return undefined;
  const names = selectors.flatMap((s) => (s.kind === 'name' && Object.hasOwn(value, s.name) ? s.name : []));
  return Object.fromEntries(names.map((name) => [name, value[name] as Json]));
}

function findMany(path: PreparedPath, root: Json): Json {
  let values: readonly Json[] = [root];
  for (const [i, step] of path.steps.entries()) {
    const { selectors: [first], selectors } = step;
    if (first?.kind === 'function' && !step.descends) return applyFunction(first.name, first.argument, values) ?? [];
    if (isDefinite(step, i === path.steps.length - 1) && selectors.length > 1) return values.flatMap((value) => someOf(value, selectors) ?? []);
    const next: Json[] = [];
    for (const value of values) select(step, value, root, next);
    values = next;
  }
  return values;
}

function select(step: PreparedStep, value: Json, root: Json, into: Json[]): void {
  for (const selector of step.selectors) selectBy(selector, value, root, into);
  if (!step.descends) return;
  if (isList(value)) for (const item of value) select(step, item, root, into);
  else if (isObject(value)) for (const key of Object.keys(value)) select(step, value[key] as Json, root, into);
}

function selectBy(selector: PreparedSelector, value: Json, root: Json, into: Json[]): void {
  switch (selector.kind) {
    case 'name':
    case 'index': {
      const found = child(value, selector.kind === 'name' ? selector.name : selector.index);
      if (found !== undefined) into.push(found);
      return;
    }
    case 'any':
      // Not spread into `push`: a long list would not fit the stack.
      for (const item of isList(value) ? value : isObject(value) ? Object.values(value) : []) into.push(item);
      return;
    case 'slice':
      if (isList(value)) for (const item of slice(value, selector)) into.push(item);
      return;
    case 'filter':
      // Of an object, the object itself is tested.
      for (const item of isList(value) ? value : isObject(value) ? [value] : []) if (selector.filter(item, root)) into.push(item);
      return;
    case 'function': {
      const made = applyFunction(selector.name, selector.argument, value);
      if (made !== undefined) into.push(made);
      return;
    }
    case 'script':
      throw runtimeFailure(`A script cannot be evaluated: (${selector.script})`);
  }
}

function slice(list: readonly Json[], { from, to, step }: Extract<Selector, { readonly kind: 'slice' }>): readonly Json[] {
  const part = list.slice(from, to);
  return step === 1 ? part : step < 1 ? [] : part.filter((_, i) => i % step === 0);
}

/** Why `findPath` gave nothing; only for its failures, so that the common way stays short. */
export function whyMissing(path: PreparedPath, roots: Roots): Missing {
  const because = (reason: string, pastTheEnd = false): Missing => ({ reason, pastTheEnd });
  let value = rootValue(path, roots);
  if (value === undefined) return because(`No results for path: $${path.variable ?? ''}`);
  let at = '$';
  for (let i = 0; i < path.steps.length; i++) {
    const last = i === path.steps.length - 1;
    const [selector] = (path.steps[i] as PreparedStep).selectors;
    if (selector?.kind === 'index') {
      if (!isList(value)) return because(value === null ? `The path ${at} is null` : `Filter: [${selector.index}] can only be applied to arrays. Current context is: ${javaText(value)}`);
      at += `[${selector.index}]`;
      value = child(value, selector.index);
      if (value === undefined) return because(`No results for path: ${wholePath(path)}`, last);
    } else if (selector?.kind === 'name') {
      if (!isObject(value)) return because(`Expected to find an object with property ['${selector.name}'] in path ${at} but found '${javaClass(value)}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.`);
      at += `['${selector.name}']`;
      value = child(value, selector.name);
      if (value === undefined) return because(last ? `No results for path: ${at}` : `Missing property in path ${at}`);
    } else break;
  }
  return because(`No results for path: ${wholePath(path)}`);
}

function wholePath(path: PreparedPath): string {
  return `$${path.steps.map(({ selectors }) => selectors.map((s) => (s.kind === 'name' ? `['${s.name}']` : s.kind === 'index' ? `[${s.index}]` : s.kind === 'function' ? `.${s.name}()` : '')).join('')).join('')}`;
}

function javaClass(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'java.util.ArrayList';
  if (typeof value === 'number') return Number.isInteger(value) ? 'java.lang.Integer' : 'java.lang.Double';
  return `java.lang.${typeof value === 'string' ? 'String' : 'Boolean'}`;
}
