import { AwsFault } from '../../aws/fault.ts';
import type { Session } from '../../aws/session.ts';
import { runOfHash, type NamedRun } from '../../core/deliver/runs/runLink.ts';
import { deliveryOf, watchRun } from '../delivery.ts';
import { openCarried } from '../openCarried.ts';
import type { Question } from '../questions.ts';
import { readRan } from '../ranDrawing.ts';
import type { App } from '../react.tsx';

const CONNECT = { id: 'connect', label: 'Connect', kind: 'primary' } as const;
const CLOSE = { id: 'close', label: 'Close' } as const;

/** The run that was asked for last: one that still waits for somebody to sign in is given up. */
const newest = new WeakMap<App['store'], NamedRun>();

/**
 * Shows the run that an address leads to, on the drawing that its machine carries. Asks to sign in where nobody is, and says why
 * where it cannot be shown.
 * @param hash of the address, as `#run=arn:aws:states:…`
 */
export async function openLinkedRun(app: App, hash: string): Promise<void> {
  const ask = (question: Question): Promise<string | null> => app.questions.getState().ask(question);
  const run = runOfHash(hash);
  if (run === undefined) {
    await ask({ title: 'This address leads to no run', text: 'What stands behind “#run=” has to be the ARN of an execution. It may have been cut when it was copied.', choices: [CLOSE] });
    return;
  }
  newest.set(app.store, run);
  const session = await sessionFor(app, run, ask);
  if (session === undefined || newest.get(app.store) !== run) return;
  try {
    await show(app, session, run, ask);
  } catch (error) {
    const fault = error instanceof AwsFault ? error : undefined;
    await ask({
      title: `${run.name} cannot be shown`,
      text: fault?.kind === 'not-found' ? 'AWS does not know it. Runs are kept for 90 days after their end, and go with their machine.' : fault ? `${fault.message} ${fault.hint}` : String(error),
      choices: [CLOSE],
    });
  }
}

/** Somebody who is signed in to the account and region of the run; undefined where a person gave it up, or opened something else. */
async function sessionFor(app: App, run: NamedRun, ask: (q: Question) => Promise<string | null>): Promise<Session | undefined> {
  const { connections, store, signals } = app;
  const { loads } = store.getState().document;
  await connections.getState().load();
  for (;;) {
    const { session, list, current } = connections.getState();
    if (session !== null && session.connection.region === run.region && session.identity.account === run.account) return session;
    const leading = (list ?? []).filter((c) => c.region === run.region);
    if ((await ask(whyNotYet(run, session, leading.length > 0))) !== CONNECT.id) return undefined;
    const [first] = leading;
    if (first && !leading.some((c) => c.name === current)) connections.getState().choose(first.name);
    const signedIn = nextSession(app, session, loads);
    signals.emit('connections');
    if (!(await signedIn)) return undefined;
  }
}

function whyNotYet({ name, machine, account, region }: NamedRun, session: Session | null, leads: boolean): Question {
  const there = `${name} of ${machine} is in account ${account}, ${region}.`;
  const title = session === null ? 'Sign in to see this run' : 'This run is in another account or region';
  const here = session === null ? '' : ` You are signed in to ${session.identity.account}, ${session.connection.region}, as ${session.identity.role}.`;
  return { title, text: `${there}${here}${leads ? '' : ` No connection of this page leads to ${region}; make or import one.`}`, choices: [CONNECT, CLOSE] };
}

/** Resolves with true when somebody else is signed in than before, and with false when another document was opened meanwhile. */
function nextSession({ connections, store }: App, before: Session | null, loads: number): Promise<boolean> {
  return new Promise((done) => {
    const end = (signedIn: boolean): void => {
      forgetSession();
      forgetDocument();
      done(signedIn);
    };
    const forgetSession = connections.subscribe(({ session }) => {
      if (session !== null && session !== before) end(true);
    });
    const forgetDocument = store.subscribe((now) => {
      if (now.document.loads !== loads) end(false);
    });
  });
}

async function show(app: App, session: Session, { arn, name, machine, machineArn }: NamedRun, ask: (q: Question) => Promise<string | null>): Promise<void> {
  const { carried } = await readRan(session.stepFunctions, arn);
  const look = deliveryOf(app).getState().look;
  if (app.store.getState().view.start || look?.plan.arn !== machineArn || look.session !== session) {
    if (carried === undefined) {
      await ask({ title: `${machine} carries no drawing`, text: `It was not deployed from here, or without its drawing. Open its pipeline, and find ${name} under Runs.`, choices: [CLOSE] });
      return;
    }
    if (!(await openCarried(app, carried, machine))) return;
  }
  void watchRun(app, arn, name);
}
