import { pointerTokens } from '../../base/pointer.ts';
import type { Derived } from '../../catalog/kind.ts';
import { list, obj, type Sym } from './sym.ts';

/**
 * A request with what Cauce makes for absent arguments. A token `*` of the pointer stands for every element of a list;
 * the output of such a place is called like the element (its first field that ends in `Name`).
 */
export function argumentsWithDerived(request: Sym, rules: readonly Derived[], make: (rule: Derived, output: string) => Sym): Sym {
  return rules.reduce((sym, rule) => fill(sym, pointerTokens(rule.pointer), rule, rule.output ?? '', make), request);
}

function fill(sym: Sym | undefined, path: readonly string[], rule: Derived, output: string, make: (rule: Derived, output: string) => Sym): Sym {
  const [head, ...rest] = path;
  if (head === undefined) return sym ?? make(rule, output);
  if (head === '*') {
    if (sym?.k !== 'list') return sym ?? list([]);
    return list(sym.items.map((item, i) => fill(item, rest, rule, elementName(item) ?? `#${i}`, make)));
  }
  if (sym !== undefined && sym.k !== 'obj') return sym;
  const member = sym?.entries.get(head);
  // A list that is not there has no elements to make places for.
  if (rest.includes('*') && member === undefined) return sym ?? obj([]);
  return obj([...(sym?.entries ?? []), [head, fill(member, rest, rule, output, make)]]);
}

function elementName(item: Sym): string | undefined {
  if (item.k !== 'obj') return undefined;
  for (const [k, v] of item.entries) if (k.endsWith('Name') && v.k === 'lit' && typeof v.v === 'string') return v.v;
  return undefined;
}
