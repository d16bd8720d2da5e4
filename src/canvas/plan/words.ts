import { hasParallel } from '../../core/compile/schedule/planTree.ts';
import type { ScopeSchedule } from '../../core/compile/schedule/told.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import { about, secondsInWords } from '../../ui/duration.ts';
import { percent } from '../../ui/percent.ts';
import { longestOf } from './shapes.ts';

/** What a piece of the line is about: looked at, it is marked on the drawing. */
export type PlanPart = { readonly kind: 'chain' | 'branches' | 'waits' } | { readonly kind: 'step'; readonly step: StepId } | { readonly kind: 'wait'; readonly after: StepId; readonly before: readonly StepId[] };

export interface Piece {
  readonly text: string;
  readonly part?: PlanPart;
  /** What the word means, for who does not know it. */
  readonly meaning?: string;
}

export interface PlanFacts {
  /** The scopes that are shown: one, or the branches of a Parallel drawn by hand. */
  readonly schedules: readonly ScopeSchedule[];
  /** Of these scopes and of what lies inside of them. */
  readonly steps: number;
  readonly nameOf: (id: StepId) => string;
}

/** Differences below a tenth of a second come from rounding. */
const NOTHING = 0.1;
const TOLD_WAITS = 2;
const IDEAL = 'The ideal: every step starts as soon as the steps that it needs have ended';

/** The plan in one sentence. */
export function planLine({ schedules, steps, nameOf }: PlanFacts): readonly Piece[] {
  const longest = longestOf(schedules);
  if (longest === undefined) return [];
  const atOnce = schedules.reduce((sum, s) => sum + s.atOnce, 0);
  const count = `${steps} ${steps === 1 ? 'step' : 'steps'}`;
  if (schedules.length === 1 && !hasParallel(longest.tree)) return [{ text: `Nothing runs side by side here: ${count} in ${about(longest.makespan)}` }];
  const side: Piece = { text: atOnce > 1 ? `up to ${atOnce} at a time` : 'side by side', part: { kind: 'branches' }, meaning: 'Steps in branches that run side by side; a Map counts as one step' };
  const head: Piece[] = [{ text: `${count}, ` }, side, { text: `, in ${about(longest.makespan)} by their estimates` }];
  const lost = lostSeconds(longest);
  if (lost === 0) return [...head, { text: '. No order of them is faster: ' }, { text: 'the slowest path', part: { kind: 'chain' }, meaning: 'Each step on it needs the one before: it is marked on the drawing' }, { text: ' takes all of that time' }];
  const told = longest.waits.filter((w) => w.onChain && w.seconds > 0);
  const because: Piece[] = told.slice(0, TOLD_WAITS).flatMap((wait, i): readonly Piece[] => [
    { text: i === 0 ? ', because Step Functions makes ' : ' and ' },
    { text: nameOf(wait.after), part: { kind: 'step', step: wait.after } },
    { text: i === 0 ? ' wait for ' : ' for ' },
    { text: nameOf(wait.before), part: { kind: 'step', step: wait.before } },
  ]);
  const { signals } = longest;
  if (told.length === 0 && signals.length > 0) because.push({ text: `, for ${signals.length} ${signals.length === 1 ? 'signal' : 'signals'} between branches` });
  const more = told.length > TOLD_WAITS ? [{ text: ', and ' }, { text: `${told.length - TOLD_WAITS} more`, part: { kind: 'waits' } as const }] : [];
  return [
    ...head, { text: ': ' },
    { text: `${lostInWords(lost)} of it lost`, part: { kind: 'waits' } }, { text: ', ' }, { text: `${percent(lost / longest.criticalPath)} over the ideal of ${about(longest.criticalPath)}`, part: { kind: 'waits' }, meaning: IDEAL },
    ...because, ...more,
    ...(told.length === 0 ? [] : [{ text: told.length === 1 ? ', though it uses nothing of it' : ', though they use nothing of them' }]),
  ];
}

/** By how many seconds a schedule is longer than the longest chain; 0 where it is not. */
export function lostSeconds({ makespan, criticalPath }: ScopeSchedule): number {
  const lost = makespan - criticalPath;
  return lost < NOTHING ? 0 : lost;
}

/** "40 s", "2 min 5 s". */
export function lostInWords(seconds: number): string {
  return secondsInWords(seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds));
}
