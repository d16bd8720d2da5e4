/**
 * As a `ref`: what appears is scrolled to, as far as it takes to see it. A message below or above the fold is none. Of what is
 * taller than its place the beginning is shown.
 */
export function intoView(element: HTMLElement | null): void {
  // Not there where no layout is (tests).
  element?.scrollIntoView?.({ block: 'nearest' });
  element?.firstElementChild?.scrollIntoView?.({ block: 'nearest' });
}
