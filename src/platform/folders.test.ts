import { expect, it } from 'vitest';
import { createBrowserFolders } from './folders.ts';

/** A directory handle as the browser gives one: files in memory, a permission that has to be asked for. */
function directory(entries: Map<string, string>) {
  let permission: PermissionState = 'prompt';
  const asked: string[] = [];
  const fileHandle = (name: string) => ({
    kind: 'file', name,
    getFile: async () => ({ text: async () => entries.get(name) ?? '' }),
    createWritable: async () => {
      let written = '';
      return { write: async (text: string) => void (written += text), close: async () => void entries.set(name, written) };
    },
  });
  const handle = {
    kind: 'directory', name: 'pipelines',
    getFileHandle: async (name: string, options?: { create?: boolean }) => {
      if (!entries.has(name) && options?.create !== true) throw new DOMException('A requested file or directory could not be found', 'NotFoundError');
      return fileHandle(name);
    },
    resolve: async ({ name }: { name: string }) => (entries.has(name) ? [name] : name === 'deep.json' ? ['inner', name] : null),
    queryPermission: async ({ mode }: { mode: string }) => (asked.push(`query ${mode}`), permission),
    requestPermission: async ({ mode }: { mode: string }) => (asked.push(`request ${mode}`), (permission = 'granted')),
  };
  return { handle, asked };
}

const cancelled = () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError'));

it('reads and writes files of the folder that was picked, beginning at the pipeline’s', async () => {
  const entries = new Map([['a.cauce.json', '{}']]);
  const { handle } = directory(entries);
  const options: object[] = [];
  const folders = createBrowserFolders({ showDirectoryPicker: async (o) => (options.push(o), handle as unknown as FileSystemDirectoryHandle) });
  const near = { name: 'a.cauce.json', handle: { name: 'a.cauce.json' } };
  const folder = await folders?.pick(near);
  expect(options).toEqual([{ mode: 'readwrite', id: 'cauce-beside', startIn: near.handle }]);
  if (!folders || !folder) throw new Error('no folder');
  expect(folder.name).toBe('pipelines');
  expect(await folders.read(folder, 'a.tests.json')).toBeNull();
  await folders.write(folder, 'a.tests.json', 'text');
  expect(await folders.read(folder, 'a.tests.json')).toBe('text');
  expect([await folders.holds(folder, near), await folders.holds(folder, { name: 'deep.json', handle: { name: 'deep.json' } }), await folders.holds(folder, { name: 'x', handle: { name: 'x' } })]).toEqual([true, false, false]);
});

it('asks for the permission anew only where it may', async () => {
  const { handle, asked } = directory(new Map());
  const folders = createBrowserFolders({ showDirectoryPicker: cancelled });
  const folder = { name: 'pipelines', handle };
  expect(await folders?.allowed(folder, false)).toBe(false);
  expect(await folders?.allowed(folder, true)).toBe(true);
  expect(await folders?.allowed(folder, false)).toBe(true);
  expect(asked).toEqual(['query readwrite', 'query readwrite', 'request readwrite', 'query readwrite']);
});

it('has none where the person cancels, and no folders where the browser has no picker', async () => {
  expect(await createBrowserFolders({ showDirectoryPicker: cancelled })?.pick({ name: 'a', handle: null })).toBeNull();
  expect(createBrowserFolders({})).toBeNull();
});
