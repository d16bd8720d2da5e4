import { createBudget, type Budget } from '../aws/transport/budget.ts';
import type { AppStore } from './appStore.ts';

/** Calls a second that this page spends on looking, whatever it looks at: a third of what an account has for all. */
const PER_SECOND = 5;

const budgets = new WeakMap<AppStore, Budget>();

/** One for all that this page watches and reads; by a clock that nobody sets back, or watching would stand still until then. */
export function budgetOf(store: AppStore): Budget {
  const budget = budgets.get(store) ?? createBudget(PER_SECOND, () => performance.now());
  budgets.set(store, budget);
  return budget;
}
