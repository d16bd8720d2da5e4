import type { BrowserContext, Page } from '@playwright/test';

/** Pickers are the browser's own windows; here they give files and the folder of the origin's private disk, which are handles like any other. */
export async function withDisk(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const disk = (): Promise<FileSystemDirectoryHandle> => navigator.storage.getDirectory();
    Object.assign(window, {
      showSaveFilePicker: async (options: { suggestedName: string }) => (await disk()).getFileHandle(options.suggestedName, { create: true }),
      showOpenFilePicker: async () => [await (await disk()).getFileHandle('opened.cauce.json', { create: true })],
      showDirectoryPicker: disk,
    });
  });
}

/** What a file of that disk holds; empty where there is none. */
export function textOnDisk(page: Page, name: string): Promise<string> {
  return page.evaluate(async (file) => {
    try {
      return await (await (await (await navigator.storage.getDirectory()).getFileHandle(file)).getFile()).text();
    } catch {
      return '';
    }
  }, name);
}

export async function writeOnDisk(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(async ([file, content]) => {
    const stream = await (await (await navigator.storage.getDirectory()).getFileHandle(file as string, { create: true })).createWritable();
    await stream.write(content as string);
    await stream.close();
  }, [name, text]);
}
