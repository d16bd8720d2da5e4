/**
 * Parts that a person opens with a key or a gesture are loaded when the page has come to rest, so that the first use does not
 * wait and no key is lost. They stay out of the first load.
 */
export function preloadWhenIdle(): void {
  const idle = typeof requestIdleCallback === 'function' ? requestIdleCallback : (run: () => void) => setTimeout(run, 500);
  idle(() => {
    for (const load of PARTS) void load().catch(() => undefined);
  });
}

const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('./CommandPalette.tsx'),
  () => import('../panels/inspector/Inspector.tsx'),
  () => import('../panels/problems/ProblemsPanel.tsx'),
  () => import('../canvas/ConnectDialog.tsx'),
  () => import('../canvas/wire/WireMenu.tsx'),
  () => import('./stepActions.ts'),
];
