import type { AppStore } from './appStore.ts';

/**
 * One of something for each application: made when it is first asked for, gone with it. For what loads with a panel and
 * therefore has no place in the store itself.
 */
export function perStore<A extends { readonly store: AppStore }, T extends object>(make: (app: A) => T): (app: A) => T {
  const known = new WeakMap<AppStore, T>();
  return (app) => {
    let made = known.get(app.store);
    if (made === undefined) known.set(app.store, (made = make(app)));
    return made;
  };
}
