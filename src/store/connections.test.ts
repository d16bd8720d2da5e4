import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../aws/connection/connection.ts';
import { AwsFault } from '../aws/fault.ts';
import type { Session } from '../aws/session.ts';
import type { AskFurther } from '../aws/signIn/types.ts';
import type { Told } from '../aws/stepFunctions/client.ts';
import { createConnections } from './connections.ts';

/** An account whose sign-in the test decides. */
const account = { signInByPassword: vi.fn<(user: string, password: string, ask: AskFurther) => Promise<Session>>() };
vi.mock('../aws/account.ts', () => ({ openAccount: () => account }));

const CONNECTION: Connection = { name: 'dev', region: 'eu-west-1', signIn: 'user-pool', transport: 'endpoint', transportUrl: 'http://localhost:1' };

function sessionThat(signOut: Session['signOut'] = () => Promise.resolve({ page: undefined, left: undefined })) {
  const listeners = new Set<Told>();
  const session = { connection: CONNECTION, identity: { role: 'designer' }, signOut, listen: (l: Told) => {
    listeners.add(l);
    return () => listeners.delete(l);
  } } as unknown as Session;
  const call = { action: 'states:ListExecutions', resource: '*' };
  return { session, fails: (kind: AwsFault['kind']) => listeners.forEach((l) => l(call, new AwsFault(kind, kind, ''))), works: () => listeners.forEach((l) => l(call, undefined)) };
}

async function connectionsHere() {
  const visited: string[] = [];
  const kept = new Map<string, unknown>([['connections', [CONNECTION]]]);
  const connections = createConnections({
    storage: { get: (key: string) => Promise.resolve(kept.get(key)), set: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)) } as never,
    environment: () => Promise.resolve({ pageOrigin: 'http://localhost:1' } as never),
    readConfig: () => Promise.resolve(undefined),
    openWindow: () => null,
    leaveFor: () => undefined,
    visitAndClose: (url) => Promise.resolve(void visited.push(url)),
    alsoAllowed: [],
  });
  await connections.getState().load();
  return { connections, visited };
}

beforeEach(() => void account.signInByPassword.mockReset());

describe('a sign-in', () => {
  test('asks for what the pool wants besides, and goes on with the answer', async () => {
    const { connections } = await connectionsHere();
    const { session } = sessionThat();
    account.signInByPassword.mockImplementation(async (_user, _password, ask) => {
      expect(await ask({ kind: 'code', by: 'app', refused: undefined })).toBe('123456');
      return session;
    });
    const signing = connections.getState().signInByPassword('ana', 'x');
    await vi.waitFor(() => expect(connections.getState()).toMatchObject({ phase: 'waiting', asked: { step: { kind: 'code' } } }));
    connections.getState().asked?.answer('123456');
    await signing;
    expect(connections.getState()).toMatchObject({ phase: 'signed-in', asked: null, session });
  });

  test('that is given up at the second step shows nothing of it any more', async () => {
    const { connections } = await connectionsHere();
    account.signInByPassword.mockImplementation(async (_user, _password, ask) => {
      await ask({ kind: 'new-password', refused: undefined });
      return sessionThat().session;
    });
    void connections.getState().signInByPassword('ana', 'x');
    await vi.waitFor(() => expect(connections.getState().asked).not.toBeNull());
    connections.getState().cancel();
    expect(connections.getState()).toMatchObject({ phase: 'signed-out', asked: null, fault: null });
  });
});

describe('a session', () => {
  async function signedIn(signOut?: Session['signOut']) {
    const here = await connectionsHere();
    const { session, ...calls } = sessionThat(signOut);
    account.signInByPassword.mockResolvedValue(session);
    await here.connections.getState().signInByPassword('ana', 'x');
    return { ...here, ...calls, session };
  }

  test('that AWS no longer accepts is told, and stays until somebody signs in again', async () => {
    const { connections, fails, works, session } = await signedIn();
    fails('throttled');
    fails('access-denied');
    expect(connections.getState().ended).toBeNull();
    fails('expired');
    expect(connections.getState()).toMatchObject({ session, ended: { kind: 'expired' } });
    works();
    expect(connections.getState().ended).toBeNull();
    fails('expired');
    await connections.getState().signInByPassword('ana', 'x');
    expect(connections.getState()).toMatchObject({ phase: 'signed-in', ended: null });
  });

  test('is forgotten at once when somebody signs out; what its issuer did not confirm is told', async () => {
    const { connections, visited, fails } = await signedIn(() => Promise.resolve({ page: 'https://login/logout', left: 'It ends by itself.' }));
    const leaving = connections.getState().signOut({ everywhere: true });
    expect(connections.getState()).toMatchObject({ phase: 'signed-out', session: null });
    fails('expired');
    await leaving;
    expect(connections.getState()).toMatchObject({ left: 'It ends by itself.', ended: null });
    expect(visited).toEqual(['https://login/logout']);
  });
});
