import type { FileHandle, Platform } from '../../platform/types.ts';
import type { DocumentSource } from '../types.ts';
import { isSameFile } from './recents.ts';

/** A file that the browser keeps something of, and what it is called by there. */
interface KnownFile {
  readonly id: string;
  readonly file: FileHandle;
}
const KEY = 'documents';
/** Of documents that are in no file: for as long as they are open. */
const drawn = new WeakMap<DocumentSource, string>();

/**
 * What the browser keeps of a document it keeps under this: the same whatever the pipeline is called, and another one for every
 * file, though their pipelines have one name. A file without a handle has nothing but its name.
 */
export async function identityOf({ storage, tabs, ids }: Platform, source: DocumentSource): Promise<string> {
  if (source.from === 'sample') return `sample:${source.name}`;
  if (source.from === 'recovery' && source.id !== undefined) return source.id;
  if (source.from !== 'file') {
    const id = drawn.get(source) ?? ids.draw();
    drawn.set(source, id);
    return id;
  }
  const { file } = source;
  return tabs.exclusively(KEY, async () => {
    const known = (await storage.get<readonly KnownFile[]>(KEY)) ?? [];
    const same = await Promise.all(known.map((k) => isSameFile(k.file, file)));
    const found = known.find((_, i) => same[i]);
    if (found) return found.id;
    const id = ids.draw();
    await storage.set(KEY, [...known, { id, file }] satisfies readonly KnownFile[]);
    return id;
  });
}
