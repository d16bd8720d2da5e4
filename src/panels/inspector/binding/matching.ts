import type { PathToken } from '../../../core/model/binding.ts';
import type { ReachablePort, ReachableStep } from './reach.ts';
import { parsePath, pathText } from './values.ts';

/** What of a step is offered for what has been typed. */
export interface Offer {
  readonly step: ReachableStep;
  readonly ports: readonly ReachablePort[];
  /** Places in the response that hold the words. */
  readonly response: readonly (readonly PathToken[])[];
  /** The text itself as a place in the response, where it looks like one. */
  readonly typed: readonly PathToken[] | null;
  readonly whole: boolean;
}

/**
 * The steps with what of them holds every word typed, at most `most`: words that name the step leave it all its outputs, the
 * others are looked for among outputs, their types and places in the response.
 */
export function matching(
  steps: readonly ReachableStep[],
  query: string,
  most: number,
  placesIn: (step: ReachableStep, words: string) => readonly (readonly PathToken[])[],
): { readonly offers: readonly Offer[]; readonly more: boolean } {
  const words = query.toLowerCase().split(/\s+/).filter((w) => w !== '');
  const path = /[.[/›]/.test(query) ? parsePath(query) : [];
  const byOutput: Offer[] = [];
  const byPlace: Offer[] = [];
  for (const step of steps) {
    const offer = offerOf(step, words, path, placesIn);
    if (!offer) continue;
    // A place somewhere in a response holds a few letters easily: it comes after names of steps and outputs.
    (offer.ports.length > 0 || offer.whole ? byOutput : byPlace).push(offer);
    if (byOutput.length > most) break;
  }
  const offers = [...byOutput, ...byPlace];
  return { offers: offers.slice(0, most), more: offers.length > most };
}

function offerOf(step: ReachableStep, words: readonly string[], path: readonly PathToken[], placesIn: (step: ReachableStep, words: string) => readonly (readonly PathToken[])[]): Offer | undefined {
  const name = step.name.toLowerCase();
  const rest = words.filter((w) => !name.includes(w));
  const readable = step.reason === undefined;
  if (rest.length === 0) return { step, ports: step.ports, response: [], typed: null, whole: readable || step.ports.length === 0 };
  const ports = step.ports.filter((p) => rest.every((w) => `${p.name} ${p.type}`.toLowerCase().includes(w)));
  const response = readable ? placesIn(step, rest.join(' ')) : [];
  const typed = readable && path.length > 0 && !response.some((r) => pathText(r) === pathText(path)) ? path : null;
  return ports.length + response.length > 0 || typed !== null ? { step, ports, response, typed, whole: false } : undefined;
}
