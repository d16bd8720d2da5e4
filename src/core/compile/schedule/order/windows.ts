import { componentsOf, isBehind, type Part } from './dag.ts';
import type { Found } from './exact.ts';
import { parallel, series, type Tree } from './tree.ts';

/**
 * The best arrangement whose every barrier is a prefix of one given order of the steps (`order[i]` is the step at place i; it
 * must keep all edges). Sets that come up are connected components of windows of the order, so their first and last place name
 * them and there are at most n²/2; of each, one sweep from the left and one from the right tell what every cut of it costs.
 * A larger set is never shorter than a part of it, which is why the longest of the components side by side is a running
 * maximum. The best order gives the best arrangement there is: any order that the steps of the best arrangement could be written
 * down in does.
 */
export function arrangeByOrder(part: Part, order: readonly number[]): Found {
  const n = part.size;
  const place = new Int32Array(n);
  order.forEach((x, i) => (place[x] = i));
  const placesOf = (lists: Part['successors']): readonly (readonly number[])[] => order.map((x) => (lists[x] as readonly number[]).map((y) => place[y] as number));
  const [before, after] = [placesOf(part.predecessors), placesOf(part.successors)];
  const { beforeFrom, afterUpTo } = closureCounts(part, order);
  const ms = new Float64Array(n * n);
  const added = new Int32Array(n * n);
  const parallels = new Int32Array(n * n);
  /** Place of the last step before the barrier. */
  const cut = new Int16Array(n * n);
  const window = new Int32Array(n);
  const parent = new Int32Array(n);
  const edge = new Int32Array(n);
  const members = new Int32Array(n);
  const left = { ms: new Float64Array(n), added: new Int32Array(n), parallels: new Int32Array(n) };

  for (let first = n - 1; first >= 0; first--) {
    for (let i = first; i < n; i++) window[i] = i;
    ms[first * n + first] = part.ms[order[first] as number] as number;
    for (let last = first + 1; last < n; last++) {
      for (const p of before[last] as readonly number[]) if (p >= first) window[find(window, p)] = last;
      const root = find(window, first);
      if (root !== find(window, last)) continue;
      let count = 0;
      for (let i = first; i <= last; i++) if (find(window, i) === root) members[count++] = i;
      solve(first, last, count);
    }
  }
  const whole = n - 1;
  return { cost: { ms: ms[whole] as number, added: added[whole] as number, parallels: parallels[whole] as number }, tree: treeOf(0, n - 1, Array.from(order.keys())) };

  function solve(first: number, last: number, count: number): void {
    sweepFromLeft(first, count);
    const here = first * n + last;
    ms[here] = Infinity;
    let [longest, addedRight, parallelsRight, parts] = [0, 0, 0, 0];
    // Pairs over the barrier that are drawn.
    let drawn = 0;
    for (let t = count - 1; t >= 1; t--) {
      const x = members[t] as number;
      parent[x] = edge[x] = x;
      parts++;
      for (const s of after[x] as readonly number[]) {
        if (s > last) continue;
        const root = find(parent, s);
        if (root === x) continue;
        const old = root * n + (edge[root] as number);
        addedRight -= added[old] as number;
        parallelsRight -= parallels[old] as number;
        parent[root] = x;
        if ((edge[root] as number) > (edge[x] as number)) edge[x] = edge[root] as number;
        parts--;
      }
      const now = x * n + (edge[x] as number);
      addedRight += added[now] as number;
      parallelsRight += parallels[now] as number;
      if ((ms[now] as number) > longest) longest = ms[now] as number;
      drawn += (beforeFrom[x * n + first] as number) - (afterUpTo[x * n + last] as number);
      const length = (left.ms[t - 1] as number) + longest;
      if (length > (ms[here] as number)) continue;
      const pairs = (left.added[t - 1] as number) + addedRight + t * (count - t) - drawn;
      const states = (left.parallels[t - 1] as number) + parallelsRight + (parts > 1 ? 1 : 0);
      if (length === ms[here] && (pairs > (added[here] as number) || (pairs === added[here] && states > (parallels[here] as number)))) continue;
      ms[here] = length;
      added[here] = pairs;
      parallels[here] = states;
      cut[here] = members[t - 1] as number;
    }
  }

  /** Of each prefix of the members: how long it takes, and what is added in it. */
  function sweepFromLeft(first: number, count: number): void {
    let [longest, addedLeft, parallelsLeft, parts] = [0, 0, 0, 0];
    for (let t = 0; t < count - 1; t++) {
      const x = members[t] as number;
      parent[x] = edge[x] = x;
      parts++;
      for (const p of before[x] as readonly number[]) {
        if (p < first) continue;
        const root = find(parent, p);
        if (root === x) continue;
        // The root of a component is its last step.
        const old = (edge[root] as number) * n + root;
        addedLeft -= added[old] as number;
        parallelsLeft -= parallels[old] as number;
        parent[root] = x;
        if ((edge[root] as number) < (edge[x] as number)) edge[x] = edge[root] as number;
        parts--;
      }
      const now = (edge[x] as number) * n + x;
      addedLeft += added[now] as number;
      parallelsLeft += parallels[now] as number;
      if ((ms[now] as number) > longest) longest = ms[now] as number;
      left.ms[t] = longest;
      left.added[t] = addedLeft;
      left.parallels[t] = parallelsLeft + (parts > 1 ? 1 : 0);
    }
  }

  /** `places`: the set, ascending. */
  function treeOf(first: number, last: number, places: readonly number[]): Tree {
    if (first === last) return { kind: 'step', step: order[first] as number };
    const at = cut[first * n + last] as number;
    return series([places.filter((i) => i <= at), places.filter((i) => i > at)].map(sideBySide));
  }
  function sideBySide(places: readonly number[]): Tree {
    const sets = componentsOf(part, places.map((i) => order[i] as number).sort((a, b) => a - b));
    return parallel(
      sets.map((set) => {
        const there = set.map((x) => place[x] as number).sort((a, b) => a - b);
        return treeOf(there[0] as number, there[there.length - 1] as number, there);
      }),
    );
  }
}

function find(parent: Int32Array, x: number): number {
  let root = x;
  while (parent[root] !== root) root = parent[root] = parent[parent[root] as number] as number;
  return root;
}

/** Of each place: how many of what comes before it stand at place i or later, and of what comes after it at place i or earlier. */
function closureCounts(part: Part, order: readonly number[]): { readonly beforeFrom: Uint16Array; readonly afterUpTo: Uint16Array } {
  const n = part.size;
  const beforeFrom = new Uint16Array(n * n);
  const afterUpTo = new Uint16Array(n * n);
  for (let x = 0; x < n; x++) {
    let count = 0;
    for (let i = x - 1; i >= 0; i--) {
      if (isBehind(part, order[i] as number, order[x] as number)) count++;
      beforeFrom[x * n + i] = count;
    }
    count = 0;
    for (let i = x + 1; i < n; i++) {
      if (isBehind(part, order[x] as number, order[i] as number)) count++;
      afterUpTo[x * n + i] = count;
    }
  }
  return { beforeFrom, afterUpTo };
}
