import type { ChaosOutcome } from '../../core/rehearse/chaos.ts';
import type { IconName } from '../../ui/Icon.tsx';

const LOOKS: Readonly<Record<ChaosOutcome, { readonly tone: string; readonly icon: IconName; readonly word: string }>> = {
  'ends the pipeline': { tone: 'bad', icon: 'fail', word: 'Ends the pipeline' },
  caught: { tone: 'warn', icon: 'warn', word: 'Caught' },
  retried: { tone: 'ok', icon: 'retry', word: 'Retried' },
  'ends well': { tone: 'ok', icon: 'succeed', word: 'Ends well' },
  'not reached': { tone: 'skip', icon: 'skip', word: 'Not reached' },
};

/** How what became of a fault looks: class of its word, icon, word. */
export function outcomeLook(outcome: ChaosOutcome): (typeof LOOKS)[ChaosOutcome] {
  return LOOKS[outcome];
}
