/**
 * The way of the browser to the issuer's page and back. A window of its own leaves the drawing where it is; where the browser
 * refuses one, the page itself goes there. Either way the issuer sends back to this page's address with a code in it, which is
 * worth nothing without the verifier in the session storage of the tab that began.
 */
const CHANNEL = 'cauce-sign-in';

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

/** In the window of the sign-in: hands the answer to the tab that waits for it, and closes. */
export function handOver(returned: SignInReturn): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(returned.url);
  channel.close();
  window.close();
}

export interface SignInWindow {
  /** Sends the window to the issuer's page; resolves with the address to which it came back. */
  visit(url: string): Promise<string>;
  close(): void;
}

/** Must be called while the browser still sees the person's click. Null where it refuses a window. */
export function openSignInWindow(): SignInWindow | null {
  const opened = window.open('about:blank', CHANNEL, 'popup,width=480,height=720');
  if (opened === null) return null;
  const channel = new BroadcastChannel(CHANNEL);
  return {
    visit(url) {
      const state = new URL(url).searchParams.get('state');
      opened.location.replace(url);
      return new Promise((done) => {
        channel.onmessage = ({ data }: MessageEvent<unknown>) => {
          // Another tab may be signing in as well: its answer carries another state.
          if (typeof data !== 'string' || !URL.canParse(data) || new URL(data).searchParams.get('state') !== state) return;
          channel.close();
          done(data);
        };
      });
    },
    close() {
      channel.close();
      opened.close();
    },
  };
}

const LOOK_MS = 200;
const LONGEST_MS = 8_000;

/** Visits the page that ends the issuer's session, in a window that closes as soon as it is back on this origin. */
export function visitAndClose(url: string): Promise<void> {
  const opened = window.open(url, CHANNEL, 'popup,width=480,height=720');
  if (opened === null) return Promise.resolve();
  const since = Date.now();
  return new Promise((done) => {
    const timer = setInterval(() => {
      if (!isBack(opened) && Date.now() - since < LONGEST_MS) return;
      clearInterval(timer);
      opened.close();
      done();
    }, LOOK_MS);
  });
}

/** The address of another origin's window cannot be read. */
function isBack(opened: Window): boolean {
  try {
    return opened.closed || opened.location.origin === window.location.origin;
  } catch {
    return false;
  }
}
