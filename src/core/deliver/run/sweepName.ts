import { own, type JsonObject } from '../../base/json.ts';
import { typedOf } from './runForm.ts';

/** What the name of an execution says of the sweep that it belongs to. */
export interface SweepName {
  /** The same in all runs of a sweep. */
  readonly id: string;
  /** Which run it is, from 1 to `of`. */
  readonly number: number;
  /** How many runs the sweep was meant to have. */
  readonly of: number;
}

/** Of the name of an execution (API reference, StartExecution). */
const MOST = 80;
const TAIL = /--s([a-z0-9]{6})-(\d{1,3})of(\d{1,3})$/;
/** A place in the pattern: the machine, or a parameter by its name. */
const PLACE = /\{([^{}]*)\}/g;

/** A sweep's id, made of something drawn at random. */
export function sweepId(drawn: string): string {
  return drawn.toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, 6).padStart(6, '0');
}

/**
 * The name of one run: what the pattern makes of its values, and behind it sweep, number and how many there are, so that names
 * are unique and a sweep is found again by them alone.
 * @param pattern text with `{machine}` and names of parameters in braces
 */
export function sweepRunName(pattern: string, machine: string, input: JsonObject, { id, number, of }: SweepName): string {
  const tail = `--s${id}-${String(number).padStart(String(of).length, '0')}of${of}`;
  const stem = pattern.replace(PLACE, (_, place: string) => (place === 'machine' ? machine : typedOf(own(input, place) ?? '')));
  return stem.replace(/[^\w-]+/g, '-').slice(0, MOST - tail.length) + tail;
}

/** What is wrong with a pattern; undefined where it is well. */
export function patternFault(pattern: string, parameters: readonly string[]): string | undefined {
  const unknown = [...pattern.matchAll(PLACE)].map((m) => m[1] ?? '').find((place) => place !== 'machine' && !parameters.includes(place));
  if (unknown !== undefined) return `There is no parameter "${unknown}"; {machine} and the parameters' names can stand in braces.`;
  return /[{}]/.test(pattern.replace(PLACE, '')) ? 'A brace is not closed.' : undefined;
}

/** The sweep that an execution of this name belongs to; undefined where it belongs to none. */
export function sweepOfName(name: string): SweepName | undefined {
  const [, id, number, of] = TAIL.exec(name) ?? [];
  if (id === undefined || Number(number) < 1 || Number(number) > Number(of)) return undefined;
  return { id, number: Number(number), of: Number(of) };
}
