import type { Timeline } from '../../core/rehearse/timeline.ts';

/** When something begins or ends, each once, in order. */
export function momentsOf(timeline: Timeline): readonly number[] {
  const all = new Set([0, timeline.duration]);
  for (const visits of timeline.steps.values()) for (const v of visits) for (const a of v.attempts) all.add(a.start).add(a.end);
  return [...all].sort((a, b) => a - b);
}

/** Marks of a ruler, at most nine: on round seconds, minutes or hours. */
export function ticksOf(duration: number): readonly number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];
  const step = steps.find((s) => duration / s <= 8) ?? 86400 * Math.ceil(duration / 86400 / 8);
  return Array.from({ length: Math.floor(duration / step) + 1 }, (_, i) => i * step);
}

/** So much of the whole, at least, lies between the word at the line of a redrive and any other. */
export const MARK_ROOM = 0.1;

/** Lines of the redrives. One that lies close behind another has no room for a word. */
export function redriveMarks({ redrives }: Timeline, whole: number): readonly { readonly at: number; readonly isNamed: boolean }[] {
  const marks: { at: number; isNamed: boolean }[] = [];
  for (const at of new Set(redrives)) {
    const named = marks.findLast((m) => m.isNamed);
    marks.push({ at, isNamed: named === undefined || (at - named.at) / whole > MARK_ROOM });
  }
  return marks;
}

/** "1 redrive", "3 redrives". */
export function timesWord(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
