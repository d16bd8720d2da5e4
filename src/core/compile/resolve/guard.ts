/**
 * Under which decisions something runs, as a reduced ordered decision diagram with one variable per branching step
 * (R. Bryant, "Graph-based algorithms for boolean function manipulation", 1986; here with as many children as a step has
 * ways). A value exists where it is read exactly if the reader's guard implies the producer's.
 */
export type Guard = number;
export const NEVER: Guard = 0;
export const ALWAYS: Guard = 1;

interface Node {
  readonly decision: number;
  readonly children: readonly Guard[];
}

export class Guards {
  private readonly nodes: Node[] = [
    { decision: Infinity, children: [] },
    { decision: Infinity, children: [] },
  ];
  private readonly unique = new Map<string, Guard>();
  private readonly memo = new Map<string, Guard>();
  private readonly supports = new Map<Guard, ReadonlySet<number>>();

  /** `ways[d]`: how many ways decision `d` has. Decisions are numbered in topological order of their steps. */
  constructor(private readonly ways: readonly number[]) {}

  /** Decision `d` takes way `w`. */
  way(d: number, w: number): Guard {
    return this.node(d, Array.from({ length: this.ways[d] ?? 0 }, (_, i) => (i === w ? ALWAYS : NEVER)));
  }

  and(a: Guard, b: Guard): Guard {
    if (a === NEVER || b === NEVER) return NEVER;
    if (a === ALWAYS) return b;
    if (b === ALWAYS || a === b) return a;
    return this.apply('&', a, b);
  }

  or(a: Guard, b: Guard): Guard {
    if (a === ALWAYS || b === ALWAYS) return ALWAYS;
    if (a === NEVER) return b;
    if (b === NEVER || a === b) return a;
    return this.apply('|', a, b);
  }

  not(a: Guard): Guard {
    if (a <= 1) return a === ALWAYS ? NEVER : ALWAYS;
    const key = `!${a}`;
    let result = this.memo.get(key);
    if (result === undefined) {
      const { decision, children } = this.nodes[a] as Node;
      result = this.node(decision, children.map((c) => this.not(c)));
      this.memo.set(key, result);
    }
    return result;
  }

  /** Only the decisions in `keep` count: the others may go either way. */
  restrictTo(a: Guard, keep: ReadonlySet<number>): Guard {
    if (a <= 1) return a;
    const { decision, children } = this.nodes[a] as Node;
    const restricted = children.map((c) => this.restrictTo(c, keep));
    if (keep.has(decision)) return this.node(decision, restricted);
    return restricted.reduce((x, y) => this.or(x, y), NEVER);
  }

  implies(a: Guard, b: Guard): boolean {
    return a === b || a === NEVER || b === ALWAYS || this.and(a, this.not(b)) === NEVER;
  }

  disjoint(a: Guard, b: Guard): boolean {
    return this.and(a, b) === NEVER;
  }

  /** The decisions that a guard depends on. */
  support(a: Guard): ReadonlySet<number> {
    const known = this.supports.get(a);
    if (known) return known;
    const found = new Set<number>();
    if (a > 1) {
      const { decision, children } = this.nodes[a] as Node;
      found.add(decision);
      for (const c of children) for (const d of this.support(c)) found.add(d);
    }
    this.supports.set(a, found);
    return found;
  }

  private apply(operation: '&' | '|', a: Guard, b: Guard): Guard {
    const [x, y] = a < b ? [a, b] : [b, a];
    const key = `${operation}${x},${y}`;
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const nx = this.nodes[x] as Node;
    const ny = this.nodes[y] as Node;
    const decision = Math.min(nx.decision, ny.decision);
    const children = Array.from({ length: this.ways[decision] ?? 0 }, (_, i) => {
      const cx = nx.decision === decision ? (nx.children[i] as Guard) : x;
      const cy = ny.decision === decision ? (ny.children[i] as Guard) : y;
      return operation === '&' ? this.and(cx, cy) : this.or(cx, cy);
    });
    const result = this.node(decision, children);
    this.memo.set(key, result);
    return result;
  }

  private node(decision: number, children: readonly Guard[]): Guard {
    const first = children[0];
    if (first === undefined) return ALWAYS;
    if (children.every((c) => c === first)) return first;
    const key = `${decision}:${children.join(',')}`;
    let id = this.unique.get(key);
    if (id === undefined) {
      id = this.nodes.length;
      this.nodes.push({ decision, children });
      this.unique.set(key, id);
    }
    return id;
  }
}
