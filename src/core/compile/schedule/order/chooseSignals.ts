import { arrange, type Arrangement } from './arrange.ts';
import { criticalPath, isBehind, partOf, type Dag, type Part } from './dag.ts';
import { SIGNAL_MS, signalTimes, type Crossing, type SignalTimes } from './signalTimes.ts';
import { stepsIn, type Tree } from './tree.ts';

/** What the steps of a graph can do with signals. */
export interface SignalRules {
  /** It surely runs, once, so that it can leave a marker. */
  readonly sends: (step: number) => boolean;
  readonly waits: (step: number) => boolean;
  /** Steps whose values a step reads. */
  readonly reads: (step: number) => readonly number[];
  /** What else a tree has to keep. */
  readonly suits: (tree: Tree) => boolean;
}

export interface ChosenSignal extends Crossing {
  /** By how much the whole became shorter with it, seconds; 0 where it only brings values of a step that is over by then. */
  readonly gainSeconds: number;
  /** How long its marker is waited for, by the estimates and at worst, seconds. */
  readonly waitSeconds: number;
}

export interface Signalled {
  readonly tree: Tree;
  readonly signals: readonly ChosenSignal[];
  readonly times: SignalTimes;
}

/** Waits in one pipeline: each is a state, a request every half minute, and something more to understand. */
const MOST_SIGNALS = 4;
/** What gains less than one pause between two readings is not worth a signal. */
const LEAST_GAIN_MS: number = SIGNAL_MS.pause;

/**
 * Waits that are taken out of the tree and kept by signals instead, as long as each makes the whole shorter: one after the
 * other, the one that gains most. Durations of the signals count at their worst, so by the estimates it never becomes longer.
 * How many are tried is bounded by the size of the graph and not by the clock.
 * @returns null where none gains anything
 */
export function chooseSignals(dag: Dag, without: Arrangement, rules: SignalRules): Signalled | null {
  const whole = partOf(dag, dag.seconds.map((_, i) => i));
  const trials = trialsFor(whole.size);
  if (trials === 0 || without.quick) return null;
  const unsignalled = signalTimes(without.tree, whole.ms, []);
  if (unsignalled === null) return null;
  let cut: readonly Crossing[] = [];
  let best: Trial = { tree: without.tree, crossings: [], times: unsignalled };
  const gains: { readonly crossing: Crossing; readonly ms: number }[] = [];
  const ideal = criticalPath(whole);
  for (let left = MOST_SIGNALS; left > 0 && best.times.ms - ideal >= LEAST_GAIN_MS; left--) {
    let next: { readonly trial: Trial; readonly crossing: Crossing } | undefined;
    for (const crossing of candidates(whole, best, cut, rules).slice(0, trials)) {
      const trial = tried(dag, whole, [...cut, crossing], rules);
      if (trial === null || trial.times.ms > best.times.ms - LEAST_GAIN_MS) continue;
      const order = next === undefined ? -1 : trial.times.ms - next.trial.times.ms || trial.crossings.length - next.trial.crossings.length;
      if (order < 0) next = { trial, crossing };
    }
    if (next === undefined) break;
    gains.push({ crossing: next.crossing, ms: best.times.ms - next.trial.times.ms });
    cut = [...cut, next.crossing];
    best = next.trial;
  }
  if (best.crossings.length === 0) return null;
  const { tree, crossings, times } = best;
  const gainOf = (c: Crossing): number => (gains.find((g) => g.crossing.from === c.from && g.crossing.to === c.to)?.ms ?? 0) / 1000;
  return { tree, times, signals: crossings.map(({ from, to }, i) => ({ from, to, gainSeconds: gainOf({ from, to }), waitSeconds: (times.waited[i] as number) / 1000 })) };
}

/** Arranging costs the square of the steps and more. */
function trialsFor(size: number): number {
  return size <= 20 ? 30 : size <= 40 ? 16 : size <= 80 ? 6 : size <= 150 ? 1 : 0;
}

interface Trial {
  readonly tree: Tree;
  readonly crossings: readonly (Crossing & { readonly late?: true })[];
  readonly times: SignalTimes;
}

/**
 * The waits that can be taken out: first those over the barriers that make the longest way longer than what is drawn, of these first
 * what the barrier is there for; then all others, without which the tree may be quite another one.
 */
function candidates(whole: Part, { tree, times }: Trial, cut: readonly Crossing[], rules: SignalRules): readonly Crossing[] {
  const { successors, size } = whole;
  const where = placesIn(tree);
  const found = new Map<number, Crossing>();
  const isFree = (from: number, to: number): boolean => rules.waits(to) && !cut.some((c) => c.from === from && c.to === to);
  const senders = [...successors.keys()].filter(rules.sends);
  const add = (c: Crossing): void => void (found.has(c.from * size + c.to) || found.set(c.from * size + c.to, c));
  times.longest.forEach((before, i) => {
    const after = times.longest[i + 1];
    if (after === undefined || isBehind(whole, before, after)) return;
    const barrier = barrierBetween(where(before), where(after));
    if (barrier === undefined) return;
    const over: Crossing[] = [];
    for (const from of senders) if (barrier.isBefore(where(from))) for (const to of successors[from] as readonly number[]) if (isFree(from, to) && barrier.isBehind(where(to))) over.push({ from, to });
    const far = ({ from, to }: Crossing): number => Number(to !== after) + Number(from !== before);
    for (const c of over.sort((a, b) => far(a) - far(b) || a.from - b.from || a.to - b.to)) add(c);
  });
  for (const from of senders) for (const to of successors[from] as readonly number[]) if (isFree(from, to)) add({ from, to });
  return [...found.values()];
}

/** The graph arranged without some of its waits, with the signals that then keep what is drawn; null where that cannot be. */
function tried(dag: Dag, whole: Part, cut: readonly Crossing[], rules: SignalRules): Trial | null {
  const successors = whole.successors.map((next, from) => next.filter((to) => !cut.some((c) => c.from === from && c.to === to)));
  const { tree } = arrange({ seconds: dag.seconds, successors });
  if (!rules.suits(tree)) return null;
  const where = placesIn(tree);
  const crossings: (Crossing & { readonly late?: true })[] = [];
  for (const c of cut) {
    const relation = relationOf(where(c.from), where(c.to));
    if (relation === 'behind') return null;
    if (relation === 'beside') crossings.push(c);
  }
  for (const to of stepsIn(tree)) {
    for (const from of rules.reads(to)) {
      const relation = relationOf(where(from), where(to));
      if (relation === 'behind') return null;
      if (relation === 'before' || isServed(crossings, from, to, where)) continue;
      if (!rules.sends(from) || !rules.waits(to)) return null;
      // What is drawn before it in between keeps the order already: only its values are missing.
      crossings.push({ from, to, late: true });
    }
  }
  if (crossings.length > MOST_SIGNALS) return null;
  const times = signalTimes(tree, whole.ms, crossings);
  return times && { tree, crossings, times };
}

/** Has a wait brought the values of `from` where `to` sees them: in its own branch or one around, earlier? */
function isServed(crossings: readonly Crossing[], from: number, to: number, where: (step: number) => Place): boolean {
  return crossings.some((c) => {
    if (c.from !== from) return false;
    if (c.to === to) return true;
    const [waiting, reader] = [where(c.to), where(to)];
    const branch = waiting.findLastIndex(([tree]) => tree.kind === 'parallel') + 1;
    return relationOf(waiting, reader) === 'before' && waiting.slice(0, branch).every((step, i) => reader[i]?.[0] === step[0] && reader[i][1] === step[1]);
  });
}

/** The way from the root of a tree to a step: of each part on it the tree and which of its parts comes next. */
type Place = readonly (readonly [tree: Exclude<Tree, { kind: 'step' }>, part: number])[];

function placesIn(tree: Tree): (step: number) => Place {
  const places = new Map<number, Place>();
  const visit = (t: Tree, way: Place): void => {
    if (t.kind === 'step') places.set(t.step, way);
    else t.parts.forEach((part, i) => visit(part, [...way, [t, i]]));
  };
  visit(tree, []);
  return (step) => places.get(step) ?? [];
}

/** Is the first step before the second in the tree, beside it, or behind it? */
function relationOf(a: Place, b: Place): 'before' | 'beside' | 'behind' {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [[tree, x], [, y]] = [a[i], b[i]] as [Place[number], Place[number]];
    if (x === y) continue;
    return tree.kind === 'parallel' ? 'beside' : x < y ? 'before' : 'behind';
  }
  return 'beside';
}

/** The place in a sequence between two steps that it puts one before the other. */
function barrierBetween(a: Place, b: Place): { isBefore(step: Place): boolean; isBehind(step: Place): boolean } | undefined {
  const depth = a.findIndex(([tree, x], i) => b[i]?.[0] !== tree || b[i][1] !== x);
  const [at, other] = [a[depth], b[depth]];
  if (at === undefined || other === undefined || at[0].kind !== 'series') return undefined;
  const partAt = (step: Place): number | undefined => (step[depth]?.[0] === at[0] ? step[depth][1] : undefined);
  return {
    isBefore: (step) => (partAt(step) ?? Infinity) <= at[1],
    isBehind: (step) => (partAt(step) ?? -1) > at[1],
  };
}
