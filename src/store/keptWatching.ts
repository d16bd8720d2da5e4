import { isList, isObject, type Json } from '../core/base/json.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { Platform } from '../platform/types.ts';
import { identityOf } from './files/identity.ts';
import type { App } from './react.tsx';

/** Its place in the memory of the tab. */
export const WATCHING = 'watching';

/** An execution, and the name of the connection that it is reached by. */
export interface KeptRun {
  readonly arn: string;
  readonly name: string;
  readonly connection: string;
}

/** What a reload leaves of watching: names and addresses, nothing that lets anybody in. */
export interface KeptWatching {
  readonly runs: readonly KeptRun[];
  /** The one that was on the drawing. */
  readonly shown: string | null;
  /** Identity of the document that was open (`files/identity.ts`). */
  readonly document: string;
}

/** From now on the tab remembers what is watched, until it closes. */
export function keepWatching({ store, platform }: Pick<App, 'store' | 'platform'>, watching: Pick<StoreApi<{ readonly runs: readonly KeptRun[] }>, 'getState' | 'subscribe'>): void {
  let written = '';
  const write = async (): Promise<void> => {
    const { runs } = watching.getState();
    const { document, simulation } = store.getState();
    const shown = simulation.live?.arn ?? null;
    const key = [document.loads, shown, ...runs.map((r) => r.arn)].join(' ');
    if (key === written) return;
    written = key;
    const id = await identityOf(platform, document.source);
    if (written !== key) return;
    platform.tabMemory.set(WATCHING, runs.length === 0 ? null : JSON.stringify({ runs: runs.map(({ arn, name, connection }) => ({ arn, name, connection })), shown, document: id } satisfies KeptWatching));
  };
  watching.subscribe(() => void write());
  store.subscribe((now, before) => {
    if (now.simulation.live?.arn !== before.simulation.live?.arn || now.document.loads !== before.document.loads) void write();
  });
}

/** What was kept; undefined where nothing was, or nothing that can be read. */
export function keptWatching({ tabMemory }: Pick<Platform, 'tabMemory'>): KeptWatching | undefined {
  const text = tabMemory.get(WATCHING);
  const value: Json | undefined = text === null ? undefined : valueIn(text);
  if (!isObject(value) || !isList(value['runs']) || typeof value['document'] !== 'string') return undefined;
  const runs = value['runs'].flatMap((r) => {
    const { arn, name, connection } = isObject(r) ? r : {};
    return typeof arn === 'string' && typeof name === 'string' && typeof connection === 'string' ? [{ arn, name, connection }] : [];
  });
  return runs.length === 0 ? undefined : { runs, shown: typeof value['shown'] === 'string' ? value['shown'] : null, document: value['document'] };
}

function valueIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
