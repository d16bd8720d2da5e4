import { earliestEnds, isBehind, partOf, type Dag, type Part } from './dag.ts';
import { lengthOf, type Tree } from './tree.ts';

/** A wait that nothing drawn asks for: `after` starts only when `before` has ended. Whatever else is added follows from such. */
export interface Added {
  readonly before: number;
  readonly after: number;
  /** By how much the longest way over this wait exceeds the critical path, seconds; 0 where it costs nothing. */
  readonly seconds: number;
}

/** What a tree adds to its graph: over each barrier, from the last steps before it to the first ones after it. */
export function addedBy(tree: Tree, dag: Dag): readonly Added[] {
  const part = partOf(dag, dag.seconds.map((_, i) => i));
  const ideal = earliestEnds(part).reduce((a, b) => Math.max(a, b), 0);
  const times = timesIn(tree, part);
  const found: Added[] = [];
  const visit = (t: Tree): void => {
    if (t.kind === 'step') return;
    t.parts.forEach((inner, i) => {
      visit(inner);
      const next = t.parts[i + 1];
      if (t.kind === 'parallel' || next === undefined) return;
      for (const before of edgeOf(inner, 'last')) {
        for (const after of edgeOf(next, 'first')) {
          if (isBehind(part, before, after)) continue;
          const over = (times.end[before] as number) + (times.tail[after] as number) - ideal;
          found.push({ before, after, seconds: Math.max(0, over) / 1000 });
        }
      }
    });
  };
  visit(tree);
  return found;
}

function edgeOf(tree: Tree, which: 'first' | 'last'): readonly number[] {
  if (tree.kind === 'step') return [tree.step];
  if (tree.kind === 'parallel') return tree.parts.flatMap((p) => edgeOf(p, which));
  const part = tree.parts.at(which === 'first' ? 0 : -1);
  return part === undefined ? [] : edgeOf(part, which);
}

/** Of each step when it ends in the tree, and how long it is from its start to the end of all; milliseconds. */
function timesIn(tree: Tree, { ms, size }: Part): { readonly end: readonly number[]; readonly tail: readonly number[] } {
  const end = new Array<number>(size).fill(0);
  const tail = new Array<number>(size).fill(0);
  const visit = (t: Tree, start: number, behind: number): void => {
    if (t.kind === 'step') {
      end[t.step] = start + (ms[t.step] as number);
      tail[t.step] = behind + (ms[t.step] as number);
    } else if (t.kind === 'parallel') for (const part of t.parts) visit(part, start, behind);
    else {
      const lengths = t.parts.map((p) => lengthOf(p, (step) => ms[step] as number));
      let [at, rest] = [start, lengths.reduce((a, b) => a + b, behind)];
      t.parts.forEach((part, i) => {
        const own = lengths[i] as number;
        visit(part, at, (rest -= own));
        at += own;
      });
    }
  };
  visit(tree, 0, 0);
  return { end, tail };
}
