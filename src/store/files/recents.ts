import type { FileHandle, Platform } from '../../platform/types.ts';

/** A pipeline that was opened or saved before, newest first. */
export interface Recent {
  /** The pipeline's name. */
  readonly name: string;
  readonly file: FileHandle;
  /** Milliseconds since 1970. */
  readonly at: number;
}
const KEY = 'recent';
const KEPT = 8;

/** Only files that can be opened again are remembered: a download leaves nothing to go back to. */
export async function rememberRecent(platform: Platform, file: FileHandle, name: string): Promise<void> {
  if (file.handle === null) return;
  await platform.tabs.exclusively(KEY, async () => {
    const others = await without(await listRecents(platform), file);
    await platform.storage.set(KEY, [{ name, file, at: platform.clock.now() }, ...others].slice(0, KEPT));
  });
}

export async function listRecents(platform: Platform): Promise<readonly Recent[]> {
  return (await platform.storage.get<readonly Recent[]>(KEY)) ?? [];
}

export async function forgetRecent(platform: Platform, file: FileHandle): Promise<void> {
  await platform.tabs.exclusively(KEY, async () => {
    await platform.storage.set(KEY, await without(await listRecents(platform), file));
  });
}

async function without(recents: readonly Recent[], file: FileHandle): Promise<readonly Recent[]> {
  const same = await Promise.all(recents.map((r) => isSameFile(r.file, file)));
  return recents.filter((_, i) => !same[i]);
}

/** Two handles of one file are different objects; the browser can tell. Elsewhere the name has to do. */
export async function isSameFile(a: FileHandle, b: FileHandle): Promise<boolean> {
  const entry = a.handle as { isSameEntry?: (other: unknown) => Promise<boolean> } | null;
  return entry?.isSameEntry && b.handle ? entry.isSameEntry(b.handle) : a.name === b.name;
}
