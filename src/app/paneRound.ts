const ROUND = ['bar', 'palette', 'canvas', 'inspector', 'dock'] as const;
const REACHABLE = 'button:not(:disabled), input:not(:disabled), select, textarea, a[href], [tabindex="0"]';

/** F6: the focus goes to the next pane, to where it was there before, else to its first control (looks.md 12). */
export function nextPane(step: 1 | -1): void {
  const panes = ROUND.map((name) => document.querySelector<HTMLElement>(`[data-pane="${name}"]`)).filter((p) => p !== null);
  const here = panes.findIndex((p) => p.contains(document.activeElement));
  const from = here < 0 ? (step === 1 ? -1 : 0) : here;
  const there = panes[(from + step + panes.length) % panes.length];
  if (there) focusPane(there);
}

const lastIn = new WeakMap<HTMLElement, HTMLElement>();

/** Remembers where the focus is in each pane; started once by the composition root. */
export function rememberFocus(): () => void {
  const remember = (event: FocusEvent): void => {
    const target = event.target;
    if (!(target instanceof HTMLElement)) return;
    const pane = target.closest<HTMLElement>('[data-pane]');
    if (pane) lastIn.set(pane, target);
  };
  document.addEventListener('focusin', remember);
  return () => document.removeEventListener('focusin', remember);
}

function focusPane(pane: HTMLElement): void {
  const before = lastIn.get(pane);
  const target = before?.isConnected && pane.contains(before) ? before : pane.querySelector<HTMLElement>('[data-first-focus]') ?? pane.querySelector<HTMLElement>(REACHABLE);
  target?.focus();
}
