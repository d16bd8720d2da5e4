import { isObject, type Json } from '../../base/json.ts';
import { childPointer, pointerTokens, valueAt, type Pointer } from '../../base/pointer.ts';
import type { Derived } from '../../catalog/kind.ts';
import { list, obj, type Sym } from './sym.ts';

/**
 * A request with what Cauce makes for absent arguments. A token `*` of the pointer stands for every element of a list;
 * the output of such a place is called like the element (its first field that ends in `Name`), by its index where another
 * one before it has the name. Nothing is made inside a structure that the service does not require and the person left out.
 */
export function argumentsWithDerived(request: Sym, rules: readonly Derived[], make: (rule: Derived, output: string) => Sym, isOptional: (holder: Pointer, member: string) => boolean, args: Json): Sym {
  return rules.reduce((sym, rule) => fill(sym, '', pointerTokens(rule.pointer), { rule, make, isOptional, args }, rule.output ?? ''), request);
}

interface Filling {
  readonly rule: Derived;
  readonly make: (rule: Derived, output: string) => Sym;
  readonly isOptional: (holder: Pointer, member: string) => boolean;
  /** The arguments as they are drawn. */
  readonly args: Json;
}

function fill(sym: Sym | undefined, here: Pointer, path: readonly string[], filling: Filling, output: string): Sym {
  const { rule, make, isOptional } = filling;
  const [head, ...rest] = path;
  if (head === undefined) return sym ?? make(rule, output);
  if (head === '*') {
    if (sym?.k !== 'list') return sym ?? list([]);
    if (sym.items.length === 0) return sym;
    const names = sym.items.map((_, i) => elementName(valueAt(filling.args, childPointer(here, i))));
    return list(sym.items.map((item, i) => fill(item, childPointer(here, i), rest, filling, nameOrIndex(names, i))));
  }
  if (sym !== undefined && sym.k !== 'obj') return sym;
  const member = sym?.members.get(head);
  // A list that is not there has no elements to make places for.
  if (rest.includes('*') && member === undefined) return sym ?? obj([]);
  if (rest.length > 0 && member === undefined && isOptional(here, head)) return sym ?? obj([]);
  const filled = fill(member, childPointer(here, head), rest, filling, output);
  return sym !== undefined && filled === member ? sym : obj([...(sym?.members.entries() ?? []), [head, filled]]);
}

function nameOrIndex(names: readonly (string | undefined)[], i: number): string {
  const name = names[i] ?? '';
  return name === '' || name.startsWith('#') || names.indexOf(name) < i ? `#${i}` : name;
}

function elementName(item: Json | undefined): string | undefined {
  const named = item !== undefined && isObject(item) ? Object.entries(item).find(([k, v]) => k.endsWith('Name') && typeof v === 'string') : undefined;
  return named?.[1] as string | undefined;
}
