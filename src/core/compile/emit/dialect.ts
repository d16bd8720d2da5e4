import type { Parameter } from '../../model/pipeline.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Value, Leaf } from '../value.ts';
import type { Variables } from '../variables.ts';

/** What printing needs to know beside the value. */
export interface Printing {
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly variables: Variables;
  /** Run parameters are in `$params`. */
  readonly hasParameters: boolean;
  readonly tokens: Tokens;
  readonly diagnostics: Diagnostic[];
}

/**
 * Deploy tokens while the definition is still a value: two characters that occur nowhere in the pipeline stand around the
 * name, so that a literal `${…}` and a token are never confused (emitted-asl.md 1).
 */
export interface Tokens {
  readonly open: string;
  readonly close: string;
}

/** Picks two control characters that the pipeline does not use, such that the text keeps one byte a character; else two of Unicode's noncharacters. */
export function freeTokens(used: string): Tokens {
  const free: string[] = [];
  for (const code of CANDIDATES) {
    const character = String.fromCharCode(code);
    if (!used.includes(character)) free.push(character);
    if (free.length === 2) break;
  }
  const [open = '\ufdd0', close = '\ufdd1'] = free;
  return { open, close };
}
const CANDIDATES = [...range(0x80, 0x9f), ...range(0xfdd0, 0xfdef)];

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

export function token(tokens: Tokens, name: string): string {
  return tokens.open + name + tokens.close;
}

/** How a deploy parameter is written into the text and read back there. */
export function carriedAs(parameter: Parameter): 'text' | 'base64' | 'number' | 'boolean' | 'json' {
  switch (parameter.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'list':
    case 'object':
      return 'json';
    default:
      return parameter.encoding === 'base64' ? 'base64' : 'text';
  }
}


/** Leaves of a bundle by owner; `whole` where they are exactly what one variable holds. */
export function byOwner(p: Printing, leaves: readonly (readonly [Leaf, Value])[]): readonly (readonly [string, readonly (readonly [string, Value])[], Value | undefined])[] {
  const owners = new Map<string, (readonly [Leaf, Value])[]>();
  for (const entry of leaves) owners.set(entry[0].owner.id, [...(owners.get(entry[0].owner.id) ?? []), entry]);
  return [...owners.values()].map((entries) => {
    const [first] = entries as [readonly [Leaf, Value]];
    const variable = first[1].op === 'variable' ? first[1].variable : undefined;
    const whole = variable !== undefined && p.variables.neededIn(variable.owner.id, variable.scope).length === entries.length && entries.every(([leaf, v]) => v.op === 'variable' && v.variable === variable && v.leaf === leaf && v.path.length === 0);
    return [p.variables.ownerKey(first[0].owner), entries.map(([leaf, v]) => [p.variables.keyOf(leaf), v] as const), whole ? { op: 'named', variable, path: [] } : undefined] as const;
  });
}
