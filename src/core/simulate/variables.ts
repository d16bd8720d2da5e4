import { own, type Json } from '../base/json.ts';
import type { Variables } from './sight.ts';

type Named = Readonly<Record<string, Json>>;
type Sizes = Readonly<Record<string, number>>;

const NOTHING = {};

/**
 * Workflow variables in sight (AWS developer guide, "Passing data between states with variables"): inner scopes read the outer
 * ones, and what they assign stays inside. Assigning gives a new value, so a scope that began earlier goes on seeing the old ones.
 */
export class ScopeVariables implements Variables {
  static readonly none = new ScopeVariables(NOTHING, NOTHING, 0, undefined);
  private readonly mine: Named;
  /** Bytes of each of `mine`, as JSON in UTF-8. */
  private readonly sizes: Sizes;
  /** Bytes of the variables of this scope itself. */
  readonly bytes: number;
  private readonly outer: Variables | undefined;

  private constructor(mine: Named, sizes: Sizes, bytes: number, outer: Variables | undefined) {
    this.mine = mine;
    this.sizes = sizes;
    this.bytes = bytes;
    this.outer = outer;
  }

  get(name: string): Json | undefined {
    return own(this.mine, name) ?? this.outer?.get(name);
  }

  all(): Named {
    return this.outer === undefined ? this.mine : { ...this.outer.all(), ...this.mine };
  }

  /** For a branch or an iteration. */
  inner(): ScopeVariables {
    return new ScopeVariables(NOTHING, NOTHING, 0, this);
  }

  /** `sizes`: bytes of the values, by their names. */
  assign(values: Named, sizes: Sizes = {}): ScopeVariables {
    const all = { ...this.sizes, ...sizes };
    return new ScopeVariables({ ...this.mine, ...values }, all, Object.values(all).reduce((sum, size) => sum + size, 0), this.outer);
  }
}
