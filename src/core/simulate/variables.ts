import { own, type Json } from '../base/json.ts';
import type { Variables } from './sight.ts';

type Named = Readonly<Record<string, Json>>;

/**
 * Workflow variables in sight (AWS developer guide, "Passing data between states with variables"): inner scopes read the outer
 * ones, and what they assign stays inside. Assigning gives a new value, so a scope that began earlier goes on seeing the old ones.
 */
export class ScopeVariables implements Variables {
  static readonly none = new ScopeVariables({}, undefined);
  private readonly mine: Named;
  private readonly outer: Variables | undefined;

  private constructor(mine: Named, outer: Variables | undefined) {
    this.mine = mine;
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
    return new ScopeVariables({}, this);
  }

  assign(values: Named): ScopeVariables {
    return new ScopeVariables({ ...this.mine, ...values }, this.outer);
  }
}
