import { createBrowserFolders, allowed } from './folders.ts';
import type { FileHandle, Files, OpenedFile } from './types.ts';
import { unlessCancelled } from './unlessCancelled.ts';
import { writeText } from './writeText.ts';

/** Above this a file is not a pipeline; reading it would only freeze the tab. */
const MAX_BYTES = 32 * 1024 * 1024;
const PICKED = [{ description: 'Pipeline', accept: { 'application/json': ['.json'] as string[] } }];

/** The parts of File System Access that TypeScript's DOM library does not have. */
interface Pickers {
  showOpenFilePicker?(options: object): Promise<readonly FileSystemFileHandle[]>;
  showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>;
}

/** Files of the person's disk: File System Access where the browser has it, else a file input and downloads. */
export function createBrowserFiles(): Files {
  const pickers = window as unknown as Pickers;
  return {
    async open() {
      if (!pickers.showOpenFilePicker) return openByInput();
      const handle = await unlessCancelled(pickers.showOpenFilePicker({ types: PICKED, excludeAcceptAllOption: false }));
      return handle?.[0] ? readHandle(handle[0]) : null;
    },
    async dropped(transfer) {
      // Both are asked for before the first await: the browser empties the transfer as soon as the event is over.
      const plain = transfer.files[0];
      const item = [...transfer.items].find((i) => i.kind === 'file') as DropItem | undefined;
      const entry = await item?.getAsFileSystemHandle?.();
      if (entry?.kind === 'file') return readHandle(entry as FileSystemFileHandle);
      return plain ? { file: { name: plain.name, handle: null }, text: await textOf(plain) } : null;
    },
    async read(file) {
      if (!isHandle(file.handle) || !(await allowed(file.handle, 'read', true))) return null;
      return textOf(await file.handle.getFile());
    },
    async save(text, suggestedName, file) {
      const known = file && isHandle(file.handle) ? file.handle : null;
      if (!known && !pickers.showSaveFilePicker) {
        download(text, suggestedName);
        return { name: suggestedName, handle: null };
      }
      const handle = known ?? (await unlessCancelled((pickers.showSaveFilePicker as NonNullable<Pickers['showSaveFilePicker']>)({ suggestedName, types: PICKED })));
      if (!handle) return null;
      if (!(await allowed(handle, 'readwrite', true))) throw new Error(`The browser may not write to ${handle.name}. Allow it, or save as another file.`);
      await writeText(handle, text);
      return { name: handle.name, handle };
    },
    download,
    folders: createBrowserFolders(),
  };
}

type DropItem = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

function isHandle(handle: unknown): handle is FileSystemFileHandle {
  return typeof FileSystemFileHandle === 'function' && handle instanceof FileSystemFileHandle;
}

async function readHandle(handle: FileSystemFileHandle): Promise<OpenedFile> {
  const file: FileHandle = { name: handle.name, handle };
  return { file, text: await textOf(await handle.getFile()) };
}

async function textOf(file: File): Promise<string> {
  if (file.size > MAX_BYTES) {
    throw new Error(`${file.name} is ${Math.round(file.size / 1024 / 1024)} MiB; Cauce opens files up to ${MAX_BYTES / 1024 / 1024} MiB.`);
  }
  return file.text();
}

function openByInput(): Promise<OpenedFile | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,.yaml,.yml';
    // In the document, because some browsers do not fire events on an input outside of it.
    input.hidden = true;
    document.body.append(input);
    const finish = (): void => {
      const file = input.files?.[0];
      input.remove();
      if (file) textOf(file).then((text) => resolve({ file: { name: file.name, handle: null }, text }), reject);
      else resolve(null);
    };
    input.addEventListener('change', finish, { once: true });
    input.addEventListener('cancel', finish, { once: true });
    input.click();
  });
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: name.endsWith('.json') ? 'application/json' : 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Revoking in the same task would cancel the download in some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
