/**
 * The way of the browser to the issuer's page and back. A window of its own leaves the drawing where it is; where the browser
 * refuses one, the page itself goes there. Either way the issuer sends back to this page's address with a code in it, which is
 * worth nothing without the verifier in the session storage of the tab that began.
 */
export interface SignInReturn {
  readonly url: string;
  readonly display: 'popup' | 'page';
}

/**
 * Called before anything else of the page: takes code and state out of the address bar (and of the history), so that nothing
 * that reads the address later finds them.
 * @returns undefined where the page was opened for anything but the end of a sign-in
 */
export function takeSignInReturn(location: Location, history: History): SignInReturn | undefined {
  const url = new URL(location.href);
  const state = url.searchParams.get('state');
  if (state === null || !(url.searchParams.has('code') || url.searchParams.has('error'))) return undefined;
  history.replaceState(null, '', url.pathname);
  return { url: url.href, display: state.endsWith(';popup') ? 'popup' : 'page' };
}
