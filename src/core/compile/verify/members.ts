/**
 * The members of an object by name, in two lists: most objects of a request have a handful, and a `Map` for each of thousands
 * costs more than looking through them.
 */
export class Members<T> {
  private readonly names: string[];
  private readonly held: T[];

  /** Each name may stand once; `membersOf` takes care of that. */
  constructor(names: string[], values: T[]) {
    this.names = names;
    this.held = values;
  }

  get size(): number { return this.names.length; }

  has(name: string): boolean { return this.names.includes(name); }

  /** `near` is where the name stands in an object that is compared with this one: mostly also here. */
  get(name: string, near = 0): T | undefined {
    return this.held[this.names[near] === name ? near : this.names.indexOf(name)];
  }

  keys(): readonly string[] { return this.names; }
  values(): readonly T[] { return this.held; }

  /** Pairs of name and value, in order. */
  entries(): (readonly [string, T])[] { return this.names.map((name, i) => [name, this.held[i] as T] as const); }
}

/** Of a name that occurs twice the last value counts, at the place of the first. */
export function membersOf<T>(entries: Iterable<readonly [string, T]>): Members<T> {
  const found = new Map(entries);
  return new Members([...found.keys()], [...found.values()]);
}
