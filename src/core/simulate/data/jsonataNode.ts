/** A node of the syntax tree of the `jsonata` package 2.0.6, as far as it is looked at here; its own types lack half of it. */
export interface JsonataNode {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly JsonataNode[];
  readonly lhs?: JsonataNode;
  readonly rhs?: JsonataNode;
  readonly arguments?: readonly JsonataNode[];
  readonly procedure?: JsonataNode;
  readonly predicate?: unknown;
  readonly group?: unknown;
  readonly stages?: unknown;
  readonly keepArray?: boolean;
  readonly keepSingletonArray?: boolean;
}

/** All nodes of a tree, whatever the field they lie in. */
export function* nodesOf(tree: unknown): Generator<JsonataNode> {
  const waiting: unknown[] = [tree];
  const seen = new Set<unknown>();
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || next instanceof RegExp || seen.has(next)) continue;
    seen.add(next);
    if (!Array.isArray(next) && typeof (next as JsonataNode).type === 'string') yield next as JsonataNode;
    for (const part of Object.values(next)) waiting.push(part);
  }
}
