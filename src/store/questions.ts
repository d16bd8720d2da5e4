import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Diagnostic } from '../core/diagnostic/diagnostic.ts';

/** A question that stops an action until a person answers: shown as a dialog. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** What it is about in detail, listed below it. */
  readonly lines?: readonly string[];
  /** Problems that the text speaks of, listed below it. */
  readonly problems?: readonly Diagnostic[];
  readonly choices: readonly Choice[];
}
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly kind?: 'primary' | 'danger';
}
export interface Questions {
  readonly current: Question | null;
  /** The id of the choice taken; null when the person closes the dialog. A second question waits for the first. */
  ask(question: Question): Promise<string | null>;
  answer(choice: string | null): void;
}
export type Ask = Questions['ask'];

export function createQuestions(): StoreApi<Questions> {
  const waiting: { readonly question: Question; readonly resolve: (choice: string | null) => void }[] = [];
  return createStore<Questions>((set) => ({
    current: null,
    ask: (question) =>
      new Promise((resolve) => {
        waiting.push({ question, resolve });
        set({ current: waiting[0]?.question ?? null });
      }),
    answer: (choice) => {
      waiting.shift()?.resolve(choice);
      set({ current: waiting[0]?.question ?? null });
    },
  }));
}
