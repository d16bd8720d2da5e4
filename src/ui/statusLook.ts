import type { StepStatus } from '../core/rehearse/statusAt.ts';
import type { IconName } from './Icon.tsx';
import { secondsInWords } from './duration.ts';

/** How a status looks: class of the line and the tile, class of the word, icon, word. */
export interface StatusLook {
  readonly line: string;
  readonly tone: string;
  readonly icon: IconName;
  readonly word: string;
}

const LOOKS: Readonly<Record<StepStatus['kind'], StatusLook>> = {
  idle: { line: 'st-skip', tone: 'skip', icon: 'clock', word: 'Not yet' },
  waiting: { line: 'st-wait', tone: 'wait', icon: 'clock', word: 'Waiting' },
  running: { line: 'st-busy', tone: 'busy', icon: 'play', word: 'Running' },
  succeeded: { line: 'st-ok', tone: 'ok', icon: 'succeed', word: 'Succeeded' },
  failed: { line: 'st-bad', tone: 'bad', icon: 'fail', word: 'Failed' },
  caught: { line: 'st-bad', tone: 'bad', icon: 'fail', word: 'Failed, caught' },
  aborted: { line: 'st-bad', tone: 'wait', icon: 'stop', word: 'Aborted' },
  skipped: { line: 'st-skip', tone: 'skip', icon: 'skip', word: 'Not run' },
};

export function statusLook(kind: StepStatus['kind']): StatusLook {
  return LOOKS[kind];
}

/** "Succeeded", "Running 4 of 12", "Waiting to retry", "Waiting for Train". */
export function statusWord(status: StepStatus, nameOf: (step: string) => string): string {
  const { word } = LOOKS[status.kind];
  if (status.kind === 'waiting') return status.waitsFor === undefined ? 'Waiting to retry' : `Waiting for ${nameOf(status.waitsFor)}`;
  return status.visits > 1 && status.kind === 'running' ? `${word} ${status.ended + 1} of ${status.visits}` : word;
}

/** "1 retry", "2 retries". */
export function retriesWord(retries: number): string {
  return `${retries} ${retries === 1 ? 'retry' : 'retries'}`;
}

/** Virtual time in words: whole seconds, or tenths where it is less than ten. */
export function timeWord(seconds: number): string {
  return secondsInWords(seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds));
}

/** `21:30`, `1:04:00`. */
export function clockWord(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  return `${hours > 0 ? `${hours}:${two(Math.floor(whole / 60) % 60)}` : Math.floor(whole / 60)}:${two(whole % 60)}`;
}
