import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import type { Language } from '../../model/pipeline.ts';
import type { Edge, ScopeNode, StateNode } from './machine.ts';
import type { TokenMarks } from './jsonataParser.ts';
import { isJsonataExpression, readJsonata } from './readJsonata.ts';
import { readJsonPath, readTemplate } from './readJsonPath.ts';
import { readPlain, type Reading } from './reading.ts';
import { at, call, each, fromJson, list, obj, objectSym, phi, root, undef, type Sym } from './sym.ts';

/**
 * What every field of a definition evaluates to, without running it: variables are followed back to the assignments
 * that reach them on some path, results of Parallel and Map into their branches.
 */
export class Values {
  private readonly language: Language;
  private readonly marks: TokenMarks;
  private readonly sites = new Map<string, Map<StateNode, readonly Site[]>>();
  private readonly assigned = new Map<Edge, Map<string, Sym>>();
  private readonly outputs = new Map<StateNode, Sym>();
  private readonly inputs = new Map<ScopeNode, Sym>();
  private readonly fields = new Map<StateNode, Map<string, Sym>>();
  private readonly entries = new Map<StateNode, Reading>();
  private readonly exits = new Map<StateNode, Reading>();
  private readonly variables = new Map<StateNode, Map<string, Sym>>();
  /** Of each state that reads a marker the one that wrote it. */
  markers: ReadonlyMap<StateNode, StateNode | undefined> = new Map();

  constructor(language: Language, marks: TokenMarks) {
    this.language = language;
    this.marks = marks;
  }

  /** Any JSON of a field that may hold expressions. */
  read(value: Json, reading: Reading): Sym {
    if (this.language === 'jsonpath') return readTemplate(value, reading);
    if (typeof value === 'string') return isJsonataExpression(value) ? readJsonata(value.slice(2, -2), reading) : readPlain(value, this.marks);
    if (isList(value)) return list(value.map((v) => this.read(v, reading)));
    if (isObject(value)) return objectSym(value, (v) => this.read(v, reading));
    return fromJson(value);
  }

  /** A field with its JSONPath twin: `Seconds` / `SecondsPath`. */
  field(state: StateNode, name: string, twin = `${name}Path`): Sym | undefined {
    const value = state.json[name];
    const path = value === undefined ? state.json[twin] : undefined;
    if (value === undefined && typeof path !== 'string') return undefined;
    const fields = this.fields.get(state) ?? new Map<string, Sym>();
    this.fields.set(state, fields);
    let sym = fields.get(name);
    if (!sym) fields.set(name, (sym = value !== undefined ? this.read(value, this.entry(state)) : readJsonPath(path as string, this.entry(state))));
    return sym;
  }

  /** What the fields evaluated on entry can see: Arguments, Condition, Items, time-outs. */
  entry(state: StateNode): Reading {
    let reading = this.entries.get(state);
    if (!reading) {
      const input = (): Sym => this.input(state.scope);
      this.entries.set(state, (reading = { marks: this.marks, variable: (n) => this.variable(state, n), input, dollar: input }));
    }
    return reading;
  }

  /** What `Assign`, `Output`, `ResultSelector` can see when the state has succeeded. */
  exit(state: StateNode): Reading {
    let reading = this.exits.get(state);
    if (!reading) this.exits.set(state, (reading = this.madeExit(state)));
    return reading;
  }
  private madeExit(state: StateNode): Reading {
    const entry = this.entry(state);
    const { marks, variable, input } = entry;
    const result = (): Sym => this.result(state);
    if (state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map') return { marks, variable, input, result, dollar: result };
    return state.type === 'Pass' ? { marks, variable, input, dollar: result } : entry;
  }

  private edgeReading(edge: Edge): Reading {
    if (edge.kind !== 'catch') return this.exit(edge.from);
    const error = (): Sym => root(`error:${edge.from.name}`);
    return { ...this.entry(edge.from), error, dollar: error };
  }

  /** What the edge assigns to a variable. */
  assignedBy(edge: Edge, name: string): Sym | undefined {
    const known = this.assigned.get(edge)?.get(name);
    if (known) return known;
    const value = edge.assign && own(edge.assign, name);
    const template = edge.assign && this.language === 'jsonpath' ? own(edge.assign, `${name}.$`) : undefined;
    const reading = this.edgeReading(edge);
    const sym = typeof template === 'string' ? readJsonPath(template, reading) : value === undefined ? undefined : this.read(value, reading);
    if (sym) this.assigned.set(edge, (this.assigned.get(edge) ?? new Map<string, Sym>()).set(name, sym));
    return sym;
  }

  /** What a variable holds on entry to a state: one of what the assignments that reach it gave. */
  variable(state: StateNode, name: string): Sym {
    const known = this.variables.get(state)?.get(name);
    if (known) return known;
    const here = this.variables.get(state) ?? new Map<string, Sym>();
    this.variables.set(state, here);
    // A variable that is made of its own last value (the counter of a loop).
    here.set(name, root(`previous:${name}`));
    const sym = phi(this.reaching(state, name).map((s) => (s === undefined ? undef(name) : (this.assignedBy(s, name) as Sym))));
    here.set(name, sym);
    return sym;
  }

  /** The edges whose assignment of `name` reaches the entry of a state; undefined where nothing was assigned. */
  reaching(state: StateNode, name: string): readonly Site[] {
    let byState = this.sites.get(name);
    if (!byState) this.sites.set(name, (byState = new Map<StateNode, readonly Site[]>()));
    const known = byState.get(state);
    if (known) return known;
    const sites = this.onlySite(state, name, byState) ?? this.sitesBefore(state, name, byState);
    byState.set(state, sites);
    return sites;
  }

  /** The site that reaches a state when one path leads there from it: by far the most states. */
  private onlySite(state: StateNode, name: string, byState: ReadonlyMap<StateNode, readonly Site[]>): readonly Site[] | undefined {
    for (let s = state; s.in.length === 1 && s.name !== s.scope.startAt; ) {
      const edge = s.in[0] as Edge;
      if (assigns(edge.assign, name)) return [edge];
      s = edge.from;
      const known = byState.get(s);
      if (known) return known;
    }
    return undefined;
  }

  private sitesBefore(state: StateNode, name: string, byState: ReadonlyMap<StateNode, readonly Site[]>): readonly Site[] {
    const found = new Set<Site>();
    const seen = new Set<StateNode>([state]);
    for (const s of seen) {
      const memo = byState.get(s);
      if (memo) { memo.forEach((m) => found.add(m)); continue; }
      if (s.name === s.scope.startAt) {
        const { container } = s.scope;
        if (!container || isDistributed(container)) found.add(undefined);
        else this.reaching(container, name).forEach((m) => found.add(m));
      }
      for (const e of s.in) {
        if (assigns(e.assign, name)) found.add(e);
        else seen.add(e.from);
      }
    }
    return [...found];
  }

  /** The state input, the same in a whole scope: execution input at the top, item or frame in a Map. */
  input(scope: ScopeNode): Sym {
    const known = this.inputs.get(scope);
    if (known) return known;
    const { container } = scope;
    let sym: Sym;
    if (!container) sym = root('input');
    else if (container.type !== 'Map') sym = this.input(container.scope);
    else {
      const selector = container.json['ItemSelector'];
      sym = selector === undefined ? root(`item:${container.name}`) : this.read(selector, { ...this.entry(container), itemOf: container.name });
    }
    this.inputs.set(scope, sym);
    return sym;
  }

  /** The raw result of a state. */
  result(state: StateNode): Sym {
    if (state.type === 'Parallel') return list(state.children.map((c) => this.scopeOutput(c)));
    if (state.type === 'Map' && state.children[0] && state.json['ResultWriter'] === undefined) return each(state.name, this.scopeOutput(state.children[0]));
    if (state.type === 'Pass') {
      const { json } = state;
      if (json['Parameters'] !== undefined) return this.read(json['Parameters'], this.entry(state));
      return json['Result'] === undefined ? this.input(state.scope) : inert(json['Result'], this.marks);
    }
    const writer = this.markers.get(state);
    return writer === undefined ? root(`result:${state.name}`) : this.object(writer);
  }

  /** An object that a state has written to S3, as another one gets it: its text is the JSON of what was sent. */
  private object(writer: StateNode): Sym {
    const sent = this.read(writer.json['Arguments'] ?? writer.json['Parameters'] ?? null, this.entry(writer));
    return obj([['Body', call('json', at(sent, ['Body']))]]);
  }

  /** What a state hands on or returns. */
  output(state: StateNode): Sym {
    const known = this.outputs.get(state);
    if (known) return known;
    const sym = this.language === 'jsonata' ? this.jsonataOutput(state) : this.jsonPathOutput(state);
    this.outputs.set(state, sym);
    return sym;
  }
  private jsonataOutput(state: StateNode): Sym {
    if (state.json['Output'] !== undefined) return this.read(state.json['Output'], this.exit(state));
    return ['Task', 'Parallel', 'Map'].includes(state.type) ? this.result(state) : this.received(state);
  }
  /** What a Succeed is given: the one state before which the input is not handed on is a Pass that makes the outputs. */
  private received(state: StateNode): Sym {
    if (state.type !== 'Succeed' || state.in.length === 0) return this.input(state.scope);
    return phi(state.in.map((e) => (e.kind === 'next' ? this.output(e.from) : this.input(state.scope))));
  }
  private jsonPathOutput(state: StateNode): Sym {
    const { json } = state;
    if (json['OutputPath'] === null) return obj([]);
    if (!['Task', 'Parallel', 'Map', 'Pass'].includes(state.type)) return this.received(state);
    if (json['ResultPath'] === null) return this.input(state.scope);
    return json['ResultSelector'] === undefined ? this.result(state) : this.read(json['ResultSelector'], this.exit(state));
  }

  /** What a branch or body returns: one of what its ends return. */
  scopeOutput(scope: ScopeNode): Sym {
    const ends = [...scope.states.values()].filter((s) => s.end);
    return ends.length === 0 ? undef('end') : phi(ends.map((s) => this.output(s)));
  }
}

/** An edge with the assignment, or undefined: the start of the machine. */
export type Site = Edge | undefined;

export function assigns(assign: JsonObject | undefined, name: string): boolean {
  return assign !== undefined && (Object.hasOwn(assign, name) || Object.hasOwn(assign, `${name}.$`));
}
export function assignedNames(assign: JsonObject | undefined): readonly string[] {
  return Object.keys(assign ?? {}).map((k) => (k.endsWith('.$') ? k.slice(0, -2) : k));
}
export function isDistributed(map: StateNode): boolean {
  const processor = map.json['ItemProcessor'];
  const config = isObject(processor) ? processor['ProcessorConfig'] : undefined;
  return map.type === 'Map' && isObject(config) && config['Mode'] === 'DISTRIBUTED';
}

/** Data that is never evaluated (`Result` of a JSONPath Pass); deploy tokens are filled in there too. */
function inert(value: Json, marks: TokenMarks): Sym {
  if (typeof value === 'string') return readPlain(value, marks);
  if (isList(value)) return list(value.map((v) => inert(v, marks)));
  return isObject(value) ? objectSym(value, (v) => inert(v, marks)) : fromJson(value);
}
