import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { pointer, type Pointer } from '../../base/pointer.ts';

/** One way from a state to the next, with what it assigns when it is taken. */
export interface Edge {
  readonly from: StateNode;
  readonly to: string;
  readonly kind: 'next' | 'rule' | 'default' | 'catch';
  /** Index of the rule or catcher. */
  readonly index: number;
  /** The rule or catcher; the state itself for `next` and `default`. */
  readonly json: JsonObject;
  readonly assign: JsonObject | undefined;
}

export interface StateNode {
  readonly name: string;
  readonly type: string;
  readonly json: JsonObject;
  readonly pointer: Pointer;
  readonly scope: ScopeNode;
  readonly out: readonly Edge[];
  readonly in: Edge[];
  /** Branches of a Parallel, the body of a Map. */
  readonly children: readonly ScopeNode[];
  /** Ends its scope well: `End` or Succeed. */
  readonly end: boolean;
}

export interface ScopeNode {
  readonly container: StateNode | undefined;
  /** Which branch of the container. */
  readonly index: number;
  readonly startAt: string;
  readonly states: ReadonlyMap<string, StateNode>;
  readonly depth: number;
}

export interface Machine {
  readonly json: JsonObject;
  readonly top: ScopeNode;
  readonly scopes: readonly ScopeNode[];
  /** Every state of the machine, by name. */
  readonly states: ReadonlyMap<string, StateNode>;
  /** What is wrong with its structure: each with the place. */
  readonly problems: readonly { readonly pointer: Pointer; readonly text: string }[];
}

/** Reads a definition into a graph. Never throws: what is missing or misplaced is listed in `problems`. */
export function readMachine(json: JsonObject): Machine {
  const scopes: ScopeNode[] = [];
  const states = new Map<string, StateNode>();
  const problems: { pointer: Pointer; text: string }[] = [];

  const readScope = (source: JsonObject, at: Pointer, container: StateNode | undefined, index: number): ScopeNode => {
    const own = new Map<string, StateNode>();
    const scope: ScopeNode = { container, index, startAt: String(source['StartAt'] ?? ''), states: own, depth: (container?.scope.depth ?? -1) + 1 };
    scopes.push(scope);
    for (const [name, value] of Object.entries(isObject(source['States']) ? source['States'] : {})) {
      const state = readState(name, isObject(value) ? value : {}, at + pointer('States', name), scope);
      if (states.has(name)) problems.push({ pointer: state.pointer, text: `the name ${name} is used twice` });
      own.set(name, state);
      states.set(name, state);
    }
    if (!own.has(scope.startAt)) problems.push({ pointer: `${at}/StartAt`, text: `StartAt names ${scope.startAt || 'nothing'}, which is no state here` });
    for (const state of own.values()) {
      for (const edge of state.out) {
        const target = own.get(edge.to);
        if (target) target.in.push(edge);
        else problems.push({ pointer: state.pointer, text: `${state.name} goes to ${edge.to || 'nothing'}, which is no state of its scope` });
      }
    }
    for (const name of unreached(scope)) problems.push({ pointer: (own.get(name) as StateNode).pointer, text: `nothing leads to ${name}` });
    return scope;
  };

  const readState = (name: string, source: JsonObject, at: Pointer, scope: ScopeNode): StateNode => {
    const children: ScopeNode[] = [];
    const out: Edge[] = [];
    const type = String(source['Type'] ?? '');
    const end = source['End'] === true || type === 'Succeed';
    const state: StateNode = { name, type, json: source, pointer: at, scope, out, in: [], children, end };
    out.push(...edgesOf(state));
    if (type !== 'Choice' && type !== 'Fail' && end === out.some((e) => e.kind === 'next')) problems.push({ pointer: at, text: `${name} must either end or go on` });
    if (type === 'Parallel') {
      const branches = isList(source['Branches']) ? source['Branches'] : [];
      branches.forEach((b, i) => isObject(b) && children.push(readScope(b, `${at}/Branches/${i}`, state, i)));
    }
    if (type === 'Map') {
      const key = isObject(source['ItemProcessor']) ? 'ItemProcessor' : 'Iterator';
      const body = source[key];
      if (isObject(body)) children.push(readScope(body, `${at}/${key}`, state, 0));
    }
    return state;
  };

  const top = readScope(json, '', undefined, 0);
  return { json, top, scopes, states, problems };
}

function edgesOf(from: StateNode): readonly Edge[] {
  const { json } = from;
  const assign = (x: JsonObject): JsonObject | undefined => (isObject(x['Assign']) ? x['Assign'] : undefined);
  const edges: Edge[] = [];
  const objects = (key: string): readonly JsonObject[] => (isList(json[key]) ? (json[key] as readonly Json[]).filter(isObject) : []);
  if (from.type === 'Choice') {
    objects('Choices').forEach((rule, index) => edges.push({ from, to: String(rule['Next'] ?? ''), kind: 'rule', index, json: rule, assign: assign(rule) }));
    edges.push({ from, to: String(json['Default'] ?? ''), kind: 'default', index: 0, json, assign: assign(json) });
  } else if (typeof json['Next'] === 'string') edges.push({ from, to: json['Next'], kind: 'next', index: 0, json, assign: assign(json) });
  objects('Catch').forEach((c, index) => edges.push({ from, to: String(c['Next'] ?? ''), kind: 'catch', index, json: c, assign: assign(c) }));
  return edges;
}

/** The state an edge leads to. */
export function targetOf(edge: Edge): StateNode | undefined {
  return edge.from.scope.states.get(edge.to);
}

function unreached(scope: ScopeNode): readonly string[] {
  const seen = new Set<string>([scope.startAt]);
  for (const name of seen) for (const e of scope.states.get(name)?.out ?? []) seen.add(e.to);
  return [...scope.states.keys()].filter((n) => !seen.has(n));
}
