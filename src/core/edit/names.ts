import type { Pipeline, StepId } from '../model/pipeline.ts';
import { placesOf } from './tree.ts';

/** formats.md 1, "Ids". */
export const STEP_ID = /^[a-z][a-z0-9-]{0,62}$/;
/** Names become names of states, which have at most 80 characters (aws-facts.md). */
export const MAX_NAME = 80;

/** An id made from a first name: “Train XGBoost” → `train-xgboost`, `train-xgboost-2` … `taken` are further ids to avoid. */
export function freeStepId(pipeline: Pipeline, name: string, taken: ReadonlySet<StepId> = new Set()): StepId {
  const ids = placesOf(pipeline);
  return freeId(name, (id) => ids.has(id) || taken.has(id));
}

/** The first id made from `name` that is not taken. */
export function freeId(name: string, isTaken: (id: string) => boolean): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[^a-z]+|-+$/g, '');
  const base = (plain === '' ? 'step' : plain).slice(0, 56).replace(/-+$/, '');
  return firstFree((n) => (n === 1 ? base : `${base}-${n}`), isTaken);
}

/** “Training job”, “Training job 2” …; of at most 80 characters. */
export function freeStepName(pipeline: Pipeline, name: string): string {
  const names = new Set([...placesOf(pipeline).values()].map((p) => p.step.name));
  return freeName(name, (n) => names.has(n));
}

/** The name, or the name with the lowest number from 2 that is free; a number that it already ends in counts on. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const [, base = name, number] = /^(.*\S) (\d{1,6})$/s.exec(name) ?? [];
  const start = number === undefined ? 1 : Number(number);
  return firstFree((n) => (n === 1 && number === undefined ? name : `${cut(base, MAX_NAME - 1 - String(start + n - 1).length)} ${start + n - 1}`), isTaken);
}

export function firstFree(candidate: (n: number) => string, isTaken: (candidate: string) => boolean): string {
  for (let n = 1; ; n++) {
    const name = candidate(n);
    if (!isTaken(name)) return name;
  }
}

/** At most `length` UTF-16 units, without half of a surrogate pair. */
function cut(text: string, length: number): string {
  const short = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short;
}

/** Why a step cannot be called so, for the person; undefined when it can. */
export function nameProblem(pipeline: Pipeline, name: string, self?: StepId): string | undefined {
  if (name.trim() === '') return 'A step needs a name. Type at least one character.';
  if (name.length > MAX_NAME) return `The name has ${name.length} characters; a state’s name can have ${MAX_NAME}. Shorten it.`;
  for (const [id, { step }] of placesOf(pipeline)) {
    if (id !== self && step.name === name) return `Another step is called “${name}”. Names become states, so each is used once.`;
  }
  return undefined;
}
