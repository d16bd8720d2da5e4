/** Writes a file of the disk. A writable stream is a temporary file that replaces the old one on close: a crash in between loses nothing. */
export async function writeText(handle: FileSystemFileHandle, text: string): Promise<void> {
  const stream = await handle.createWritable();
  await stream.write(text);
  await stream.close();
}
