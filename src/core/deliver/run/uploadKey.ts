/** The folder of the artifact bucket that the roles of `identity.yaml` may write to. */
export const UPLOADS = 'uploads/';

/** So long a key may be, in bytes (S3). A folder of its own for each upload, so that none overwrites another. */
const MOST = 1024;

/**
 * The key of a file that a person gives for an `s3-uri`.
 * @param at milliseconds since 1970
 */
export function uploadKey(fileName: string, at: number, drawn: string): string {
  const time = new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15);
  const folder = `${UPLOADS}${time}-${drawn.replace(/[^a-z0-9]/gi, '').slice(0, 6)}/`;
  // Characters that need no escaping in an address: every tool that reads the place takes them.
  const name = fileName.replace(/[^\w.()!-]+/g, '-').replace(/^\.+/, '');
  return folder + (name === '' ? 'file' : name.slice(-(MOST - folder.length)));
}
