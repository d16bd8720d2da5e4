import type { App } from '../store/react.tsx';

const KEPT = 'cauce.linked-run';

/**
 * Takes the hash that leads to a run out of the address, and keeps it in this tab until the run is shown: signing in on the issuer's
 * page comes back without it.
 * @returns undefined where no run is waited for
 */
export function takeLinkedRun(location: Location, history: History, session: Storage): string | undefined {
  if (location.hash.startsWith('#run=')) {
    session.setItem(KEPT, location.hash);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return session.getItem(KEPT) ?? undefined;
}

/** Shows the run that the page's address leads to, now and whenever another such address is entered. */
export async function followLinks(app: App): Promise<void> {
  const follow = async (): Promise<void> => {
    const hash = takeLinkedRun(location, history, sessionStorage);
    if (hash === undefined) return;
    const { openLinkedRun } = await import('../store/runs/openLinkedRun.ts');
    await openLinkedRun(app, hash);
    sessionStorage.removeItem(KEPT);
  };
  addEventListener('hashchange', () => void follow());
  await follow();
}
