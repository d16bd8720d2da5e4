import type { StepId } from '../model/pipeline.ts';
import type { AslScope } from './scope.ts';
import type { Leaf, Owner, Variable } from './value.ts';

/**
 * Values that outlive the state that makes them (emitted-asl.md 5): one readable variable per step and scope, holding
 * exactly the leaves that somebody reads. Names and keys are given last, when all of them are known, so that they do not
 * depend on the order of compilation.
 */

interface Entry {
  readonly variable: Variable;
  readonly leaves: Map<string, Leaf>;
}

/** Leaves needed of each variable, and what everything is called. */
export class Variables {
  private readonly byScope = new Map<AslScope, Map<string, Entry>>();
  private readonly leavesOfOwner = new Map<string, Map<string, Leaf>>();
  private readonly owners = new Map<string, Owner>();
  /** Owners that a step makes values of. */
  private readonly ofProducer = new Map<StepId, Set<Owner>>();
  private readonly names = new Map<string, string>();
  /** By owner, then by leaf. */
  private readonly keys = new Map<string, Map<string, string>>();

  /** Says that a leaf is read from its owner's variable in a scope; gives the variable. */
  need(leaf: Leaf, scope: AslScope): Variable {
    this.know(leaf);
    const entry = this.entry(leaf.owner, scope);
    entry.leaves.set(leaf.id, leaf);
    return entry.variable;
  }

  /** Makes a leaf's key known without a variable: what a branch returns. */
  know(leaf: Leaf): void {
    this.owners.set(leaf.owner.id, leaf.owner);
    const leaves = this.leavesOfOwner.get(leaf.owner.id);
    if (leaves) leaves.set(leaf.id, leaf);
    else this.leavesOfOwner.set(leaf.owner.id, new Map([[leaf.id, leaf]]));
  }

  /** A variable of Cauce's own: a counter, an error. */
  own(id: string, label: string, scope: AslScope, fixed?: string): Variable {
    return this.entry({ id, label, producers: [], ...(fixed === undefined ? {} : { fixed }) }, scope).variable;
  }

  /** Leaves needed of an owner's variable in a scope, in a stable order; empty when there is no such variable. */
  neededIn(owner: string, scope: AslScope): readonly Leaf[] {
    const entry = this.byScope.get(scope)?.get(owner);
    return entry ? [...entry.leaves.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) : [];
  }

  variable(owner: Owner, scope: AslScope): Variable {
    return this.entry(owner, scope).variable;
  }

  /** Owners whose variable in this scope holds something a step makes. */
  ownersMadeBy(step: StepId, scope: AslScope): readonly Owner[] {
    const here = this.byScope.get(scope);
    return [...(this.ofProducer.get(step) ?? [])].filter((owner) => (here?.get(owner.id)?.leaves.size ?? 0) > 0).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  variablesIn(scope: AslScope): readonly Variable[] {
    return [...(this.byScope.get(scope)?.values() ?? [])].filter((e) => e.leaves.size > 0).map((e) => e.variable);
  }

  private entry(owner: Owner, scope: AslScope): Entry {
    const here = this.byScope.get(scope) ?? new Map<string, Entry>();
    this.byScope.set(scope, here);
    let entry = here.get(owner.id);
    if (!entry) {
      entry = { variable: { owner, scope }, leaves: new Map() };
      here.set(owner.id, entry);
      this.owners.set(owner.id, owner);
      for (const p of owner.producers) this.ofProducer.set(p, (this.ofProducer.get(p) ?? new Set<Owner>()).add(owner));
    }
    return entry;
  }

  /** Names everything. The outermost scope of an owner gets the plain name, each scope inside a name of its own. */
  assignNames(): void {
    const taken = new Set(RESERVED);
    const variables = new Map<string, Variable[]>();
    for (const here of this.byScope.values()) {
      for (const { variable } of here.values()) {
        const mine = variables.get(variable.owner.id);
        if (mine) mine.push(variable);
        else variables.set(variable.owner.id, [variable]);
      }
    }
    for (const owner of [...this.owners.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const base = owner.fixed ?? freeName(variableName(owner.label), taken);
      taken.add(base);
      this.names.set(owner.id, base);
      const mine = (variables.get(owner.id) ?? []).sort((a, b) => a.scope.path.length - b.scope.path.length || (a.scope.id < b.scope.id ? -1 : 1));
      const byDepth = new Map<number, string>();
      for (const { scope } of mine) {
        const depth = scope.path.length;
        const name = byDepth.get(depth) ?? (byDepth.size === 0 ? base : freeName(`${base.slice(0, 70)}Inner`, taken));
        taken.add(name);
        byDepth.set(depth, name);
        this.names.set(variableId(owner.id, scope), name);
      }
      this.nameLeaves(owner.id);
    }
  }

  private nameLeaves(owner: string): void {
    const taken = new Set<string>();
    const keys = new Map<string, string>();
    this.keys.set(owner, keys);
    const mine = this.leavesOfOwner.get(owner);
    if (mine === undefined) return;
    const leaves = [...mine.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    // Those with a name of their own first, so that a nameless one does not take it.
    leaves.sort((a, b) => Number(isNameless(a)) - Number(isNameless(b)));
    for (const leaf of leaves) {
      const name = leaf.names.find((c) => isIdentifier(c) && !taken.has(c)) ?? freeName(leaf.names.find(isIdentifier) ?? 'value', taken);
      taken.add(name);
      keys.set(leaf.id, name);
    }
  }

  nameOf(variable: Variable): string {
    return this.names.get(variableId(variable.owner.id, variable.scope)) ?? '';
  }
  /** The key under which a branch returns an owner's leaves. */
  ownerKey(owner: Owner): string {
    return this.names.get(owner.id) ?? '';
  }
  keyOf(leaf: Leaf): string {
    return this.keys.get(leaf.owner.id)?.get(leaf.id) ?? '';
  }
}

function isNameless(leaf: Leaf): boolean {
  return leaf.names.find(isIdentifier) === 'value' && leaf.names[0] !== 'value';
}

function variableId(owner: string, scope: AslScope): string {
  return `${owner} @ ${scope.id}`;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let n = 2; ; n++) if (!taken.has(`${name}${n}`)) return `${name}${n}`;
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name);
}

/** Names that would hide something: Cauce's own variables and every JSONata function (emitted-asl.md 5). */
const RESERVED: ReadonlySet<string> = new Set(['states', 'params', 'deployed', 'failure']);
const JSONATA_FUNCTIONS = new Set(
  ('sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match contains replace split join ' +
    'formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power random boolean not map zip filter single reduce sift ' +
    'keys lookup append exists spread merge reverse each error assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl ' +
    'decodeUrlComponent decodeUrl eval toMillis fromMillis now millis clone partition range hash uuid parse and or in true false null function').split(' '),
);

/** Camel case of a label: a letter, then letters and digits, ASCII, at most 70 characters. */
export function variableName(label: string): string {
  const words = label.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').split(/[^A-Za-z0-9]+/).filter((w) => w !== '');
  const camel = words.map((w, i) => (i === 0 ? (w === w.toUpperCase() ? w.toLowerCase() : w[0]?.toLowerCase() + w.slice(1)) : w[0]?.toUpperCase() + w.slice(1))).join('');
  const name = (/^[A-Za-z]/.test(camel) ? camel : `step${camel}`).slice(0, 70);
  return JSONATA_FUNCTIONS.has(name) || RESERVED.has(name) ? `${name}Step` : name;
}
