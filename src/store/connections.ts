import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Account, AccountEnvironment } from '../aws/account.ts';
import type { Connection } from '../aws/connection/connection.ts';
import type { SiteConfig } from '../aws/connection/siteConfig.ts';
import type { AwsFault } from '../aws/fault.ts';
import type { Session } from '../aws/session.ts';
import type { FurtherStep } from '../aws/signIn/types.ts';
import type { SignInReturn, SignInWindow } from '../aws/signIn/signInWindow.ts';
import type { ProbeResult } from '../aws/transport/probe.ts';
import type { KeyValueStore } from '../platform/types.ts';

/** Ways into AWS accounts, and who is signed in. The SDK, the schema of connections and sign-in itself load at first use. */
export interface Connections {
  /** Those of the page's `config.json` first; null until loaded. */
  readonly list: readonly Connection[] | null;
  /** Names of those that the page itself brings: they cannot be changed. */
  readonly preset: readonly string[];
  readonly current: string | null;
  readonly phase: 'signed-out' | 'busy' | 'waiting' | 'signed-in';
  readonly session: Session | null;
  readonly fault: AwsFault | null;
  /** The sign-in of before a reload could not be taken up, and may be tried again. */
  readonly canResume: boolean;
  /** AWS no longer accepts what the session signs with, and it could not be renewed: whoever goes on has to sign in again. */
  readonly ended: AwsFault | null;
  /** What the user pool wants besides name and password. */
  readonly asked: { readonly step: FurtherStep; readonly answer: (text: string) => void } | null;
  /** What the issuer did not confirm of the last sign-out. */
  readonly left: string | null;
  load(): Promise<void>;
  /** Keeps a connection, in place of the one of that name if it was another. */
  save(connection: Connection, before: string | null): Promise<void>;
  remove(name: string): Promise<void>;
  choose(name: string): void;
  /** On the issuer's page; must be called from a click. */
  signIn(): Promise<void>;
  signInByPassword(user: string, password: string): Promise<void>;
  useKeys(pasted: string): Promise<void>;
  cancel(): void;
  signOut(options?: { readonly everywhere?: boolean }): Promise<void>;
  /** Leaves a session that AWS no longer accepts, so that its connection asks to sign in. */
  leave(): void;
  probe(connection: Connection): Promise<readonly ProbeResult[]>;
  /** After a reload, or when the issuer sent the page itself back. */
  resume(returned: SignInReturn | undefined): Promise<void>;
}

export interface ConnectionsOptions {
  readonly storage: KeyValueStore;
  readonly environment: () => Promise<AccountEnvironment>;
  /** The page's `config.json`, parsed; undefined where there is none. */
  readonly readConfig: () => Promise<unknown>;
  readonly openWindow: () => SignInWindow | null;
  readonly leaveFor: (url: string) => void;
  readonly visitAndClose: (url: string) => Promise<void>;
  /** Origins that the page's host allows beside those of `config.json`. */
  readonly alsoAllowed: readonly string[];
}

const KEPT = 'connections';
const CURRENT = 'connection';
/** Faults of a call after which every other call fails too. */
const OVER: readonly AwsFault['kind'][] = ['expired', 'bad-credentials', 'signed-out'];

export function createConnections(options: ConnectionsOptions): StoreApi<Connections> {
  const { storage } = options;
  let site: SiteConfig | undefined;
  let attempt = 0;
  return createStore<Connections>((set, get) => {
    const saved = (): readonly Connection[] => (get().list ?? []).filter((c) => !get().preset.includes(c.name));
    const keep = async (own: readonly Connection[], current: string | null): Promise<void> => {
      set({ list: [...(site?.connections ?? []), ...own], current });
      await storage.set(KEPT, own);
      await storage.set(CURRENT, current);
    };
    const account = async (connection: Connection): Promise<Account> => {
      const [{ openAccount }, { originsOf, isAllowed }, { AwsFault }, environment] = await Promise.all([import('../aws/account.ts'), import('../aws/connection/hosts.ts'), import('../aws/fault.ts'), options.environment()]);
      const foreign = originsOf(connection, environment.pageOrigin).filter((o) => !isAllowed(o, [...(site?.origins ?? []), ...options.alsoAllowed]));
      if (foreign.length > 0) throw new AwsFault('page-policy', `This page may not call ${foreign.map((o) => new URL(o).host).join(', ')}.`, 'Whoever hosts this page adds the region or the origins to "allow" in its config.json.');
      return openAccount(connection, environment);
    };
    /** One sign-in at a time: what an abandoned one still gives is thrown away. */
    const enter = async (phase: 'busy' | 'waiting', open: (account: Account) => Promise<Session | undefined>, abandoned?: () => void): Promise<void> => {
      const mine = ++attempt;
      const connection = get().list?.find((c) => c.name === get().current);
      if (!connection) return;
      deafen();
      set({ phase, fault: null, session: null, canResume: false, ended: null, asked: null, left: null });
      try {
        const session = await open(await account(connection));
        if (mine !== attempt) return;
        set(session ? { phase: 'signed-in', session } : { phase: 'signed-out' });
        if (session) deafen = session.listen((_, fault) => noteEnd(session, fault));
      } catch (error) {
        if (mine === attempt) set({ phase: 'signed-out', fault: await asFault(error) });
      } finally {
        if (mine === attempt) set({ asked: null });
        abandoned?.();
      }
    };
    let deafen: () => void = () => undefined;
    const noteEnd = (session: Session, fault: AwsFault | undefined): void => {
      if (get().session !== session) return;
      // A call that works after one that did not: it was somebody's refusal of one call, and no end.
      if (fault === undefined ? get().ended !== null : OVER.includes(fault.kind) && get().ended === null) set({ ended: fault ?? null });
    };
    /** Shows what the pool wants, until the person answers or somebody signs in anew. */
    const ask = (step: FurtherStep): Promise<string> => new Promise((answered) => set({ phase: 'waiting', asked: { step, answer: (text) => {
      set({ phase: 'busy', asked: null });
      answered(text);
    } } }));
    return {
      list: null,
      preset: [],
      current: null,
      phase: 'signed-out',
      session: null,
      fault: null,
      canResume: false,
      ended: null,
      asked: null,
      left: null,
      async load() {
        if (get().list !== null) return;
        const { readConnections } = await import('../aws/connection/connection.ts');
        const [config, own, current] = await Promise.all([options.readConfig(), storage.get(KEPT), storage.get<string>(CURRENT)]);
        try {
          const { readSiteConfig } = await import('../aws/connection/siteConfig.ts');
          site = config === undefined ? undefined : readSiteConfig(config);
        } catch (error) {
          set({ fault: await asFault(error) });
        }
        const preset = (site?.connections ?? []).map((c) => c.name);
        const list = [...(site?.connections ?? []), ...readConnections(own).filter((c) => !preset.includes(c.name))];
        set({ list, preset, current: list.some((c) => c.name === current) ? (current ?? null) : (list[0]?.name ?? null) });
      },
      async save(connection, before) {
        const own = saved().filter((c) => c.name !== before && c.name !== connection.name);
        await keep([...own, connection], connection.name);
      },
      async remove(name) {
        const own = saved().filter((c) => c.name !== name);
        await keep(own, get().current === name ? (site?.connections[0]?.name ?? own[0]?.name ?? null) : get().current);
      },
      choose(name) {
        if (name === get().current) return;
        set({ current: name, fault: null });
        void storage.set(CURRENT, name);
      },
      async signIn() {
        const window = options.openWindow();
        await enter('waiting', async (opened) => {
          const page = await opened.begin(window ? 'popup' : 'page');
          if (window) return opened.finish(await window.visit(page));
          options.leaveFor(page);
          return undefined;
        }, () => window?.close());
      },
      signInByPassword: (user, password) => enter('busy', (opened) => opened.signInByPassword(user, password, ask)),
      useKeys: (pasted) => enter('busy', async (opened) => opened.useKeys((await import('../aws/signIn/pastedKeys.ts')).readPastedKeys(pasted))),
      cancel() {
        attempt++;
        set({ phase: 'signed-out', fault: null, asked: null });
      },
      async signOut(how) {
        const { session } = get();
        const mine = ++attempt;
        deafen();
        set({ phase: 'signed-out', session: null, fault: null, ended: null, left: null });
        const { page, left } = (await session?.signOut(how)) ?? {};
        if (mine === attempt) set({ left: left ?? null });
        if (page !== undefined) await options.visitAndClose(page);
      },
      leave() {
        attempt++;
        deafen();
        set({ phase: 'signed-out', session: null, fault: null, ended: null });
      },
      probe: async (connection) => (await account(connection)).probe(),
      async resume(returned) {
        await get().load();
        await enter('busy', (opened) => (returned ? opened.finish(returned.url) : opened.resume()));
        set({ canResume: returned === undefined && get().fault !== null });
      },
    };
  });
}

async function asFault(error: unknown): Promise<AwsFault> {
  return (await import('../aws/fault.ts')).asFault(error);
}
