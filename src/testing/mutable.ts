/** A definition that may be changed in place. */
export type Mutable = { [key: string]: MutableJson };
export type MutableJson = null | boolean | number | string | MutableJson[] | Mutable;

export interface Place { readonly definition: Mutable; readonly open: string; readonly close: string }
/** The changes that a kind of fault can make to a definition; each is made on a fresh copy. */
export type Plant = (place: Place) => readonly (() => void)[];

export interface FoundState {
  readonly name: string;
  readonly state: Mutable;
  /** The machine, branch or body that holds it. */
  readonly scope: Mutable;
  readonly states: Mutable;
  readonly depth: number;
}

export function isMap(value: unknown): value is Mutable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every state, outer before inner. */
export function statesOf(scope: Mutable, depth = 0): readonly FoundState[] {
  const states = isMap(scope['States']) ? scope['States'] : {};
  return Object.entries(states).flatMap(([name, state]) => {
    if (!isMap(state)) return [];
    const inner = [...(Array.isArray(state['Branches']) ? state['Branches'] : []), state['ItemProcessor']].filter(isMap);
    return [{ name, state, scope, states, depth }, ...inner.flatMap((s) => statesOf(s, depth + 1))];
  });
}

/** Everything that names a state as the next one, within a scope. */
export function pointersTo(states: Mutable): readonly { readonly holder: Mutable; readonly key: string }[] {
  return Object.values(states).filter(isMap).flatMap((state) => {
    const lists = ['Choices', 'Catch'].flatMap((k) => (Array.isArray(state[k]) ? (state[k] as MutableJson[]).filter(isMap) : []));
    return [...[state, ...lists].map((holder) => ({ holder, key: 'Next' })), { holder: state, key: 'Default' }].filter(({ holder, key }) => typeof holder[key] === 'string');
  });
}

/** Every leaf of a value, with what holds it. */
export function leavesOf(value: MutableJson | undefined): readonly { readonly holder: Mutable | MutableJson[]; readonly key: string | number; readonly value: MutableJson }[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => (isBranch(v) ? leavesOf(v) : [{ holder: value, key: i, value: v }]));
  if (isMap(value)) return Object.entries(value).flatMap(([k, v]) => (isBranch(v) ? leavesOf(v) : [{ holder: value, key: k, value: v }]));
  return [];
}
function isBranch(v: MutableJson | undefined): boolean {
  return Array.isArray(v) || isMap(v);
}

export function set(holder: Mutable | MutableJson[], key: string | number, value: MutableJson): void {
  (holder as Mutable)[String(key)] = value;
}

/** The request of a Task. */
export function requestOf(state: Mutable): Mutable | undefined {
  if (state['Type'] !== 'Task') return undefined;
  const request = state['Arguments'] ?? state['Parameters'];
  return isMap(request) ? request : undefined;
}

/** A string that is evaluated: an expression of JSONata, or the value of a `.$` key. */
export function isEvaluated(key: string | number, value: MutableJson): value is string {
  return typeof value === 'string' && (value.startsWith('{%') || String(key).endsWith('.$'));
}
