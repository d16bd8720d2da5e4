import type { TabMessage, Tabs } from './types.ts';

const PREFIX = 'cauce:';

/**
 * Other tabs, through Web Locks and BroadcastChannel. Both need a secure context; without locks `held` says that it cannot
 * tell, and work is serialised within this tab only.
 */
export function createBrowserTabs(): Tabs {
  const locks = 'locks' in navigator ? navigator.locks : null;
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('cauce') : null;
  const never = new Promise<never>(() => undefined);
  return {
    hold(name) {
      void locks?.request(PREFIX + name, () => never);
    },
    async held() {
      if (!locks) return null;
      const names = ((await locks.query()).held ?? []).flatMap((l) => (l.name?.startsWith(PREFIX) ? [l.name.slice(PREFIX.length)] : []));
      return new Set(names);
    },
    exclusively(name, work) {
      return locks ? (locks.request(PREFIX + name, work) as ReturnType<typeof work>) : work();
    },
    tell(message) {
      channel?.postMessage(message);
    },
    listen(hear) {
      const receive = (event: MessageEvent<TabMessage>): void => hear(event.data);
      channel?.addEventListener('message', receive);
      return () => channel?.removeEventListener('message', receive);
    },
    askBeforeLeaving() {
      const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
      addEventListener('beforeunload', ask);
      return () => removeEventListener('beforeunload', ask);
    },
  };
}
