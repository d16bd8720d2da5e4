import type { FolderHandle, Folders } from './types.ts';
import { unlessCancelled } from './unlessCancelled.ts';
import { writeText } from './writeText.ts';

/** The parts of File System Access that TypeScript's DOM library does not have. */
interface FolderPicker {
  showDirectoryPicker?(options: object): Promise<FileSystemDirectoryHandle>;
}
interface Permissions {
  queryPermission?(options: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
}

/** Folders of the person's disk; null where the browser has no picker for them. */
export function createBrowserFolders(picker: FolderPicker = window as unknown as FolderPicker): Folders | null {
  const { showDirectoryPicker } = picker;
  if (!showDirectoryPicker) return null;
  return {
    async pick(near) {
      // The id lets the browser begin where the person was the last time, where it cannot begin at the file.
      const startIn = near.handle === null ? {} : { startIn: near.handle };
      const handle = await unlessCancelled(showDirectoryPicker.call(picker, { mode: 'readwrite', id: 'cauce-beside', ...startIn }));
      return handle && { name: handle.name, handle };
    },
    async holds(folder, file) {
      const path = file.handle === null ? null : await directory(folder).resolve(file.handle as FileSystemFileHandle);
      return path?.length === 1;
    },
    allowed: (folder, ask) => allowed(directory(folder), 'readwrite', ask),
    async read(folder, name) {
      try {
        return await (await (await directory(folder).getFileHandle(name)).getFile()).text();
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    async write(folder, name, text) {
      await writeText(await directory(folder).getFileHandle(name, { create: true }), text);
    },
  };
}

/** Handles that come back from IndexedDB have to be allowed anew. */
export async function allowed(handle: FileSystemHandle & Permissions, mode: 'read' | 'readwrite', ask: boolean): Promise<boolean> {
  if (!handle.queryPermission || !handle.requestPermission) return true;
  if ((await handle.queryPermission({ mode })) === 'granted') return true;
  return ask && (await handle.requestPermission({ mode })) === 'granted';
}

function directory(folder: FolderHandle): FileSystemDirectoryHandle & Permissions {
  return folder.handle as FileSystemDirectoryHandle;
}

function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'NotFoundError';
}
