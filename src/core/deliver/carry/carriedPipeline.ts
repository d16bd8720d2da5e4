import { base64From, bytesOfBase64, utf8Bytes, utf8Text } from '../../base/bytes.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Pipeline } from '../../model/pipeline.ts';

/** The pipeline travels in the machine that is made of it: in the top-level `Comment` of its definition, compressed. */

/** Gzip (RFC 1952); of the browser or of Node, for the core has neither. */
export interface Compression {
  compress(bytes: Uint8Array): Promise<Uint8Array>;
  /** @throws where the bytes are none that `compress` gave, or would become more than `limit` bytes */
  expand(bytes: Uint8Array, limit: number): Promise<Uint8Array>;
}

/** What travels: the drawing, the manifest of the definition that it became, and where its values came from. */
export interface Carried {
  readonly pipeline: Pipeline;
  readonly manifest: JsonObject;
  readonly environment: string;
}

/** A definition may have 1 MB; this much of it the drawing may take. */
export const MOST_BYTES = 200_000;
/** Nobody draws more; whoever made such a comment wants to fill our memory. */
const MOST_EXPANDED = 50_000_000;
const MARK = 'cauce-carried/1 ';
/** The comment stands alone on the first line but for the brace, so that a definition stays readable. */
const COMMENT = /^\{\n {2}"Comment": "cauce-carried\/1 [\w+/=]*",\n/;

/**
 * The definition with its drawing in it.
 * @returns `undefined` for the text where the drawing takes more than 200 kB: it then stays out, and whoever deploys is told
 */
export async function withCarried(definitionText: string, carried: Carried, compression: Compression): Promise<string | undefined> {
  const comment = MARK + base64From(await compression.compress(utf8Bytes(JSON.stringify(carried))));
  if (comment.length > MOST_BYTES) return undefined;
  return definitionText.replace(/^\{\n/, () => `{\n  "Comment": "${comment}",\n`);
}

/** The definition as `compile` wrote it, byte for byte: what hashes are of. */
export function withoutCarried(definitionText: string): string {
  return definitionText.replace(COMMENT, '{\n');
}

/** What a definition carries; undefined where it carries nothing that can be read: it may come from anywhere. */
export async function carriedIn(definition: JsonObject, compression: Compression): Promise<{ readonly pipeline: Json; readonly manifest: JsonObject; readonly environment: string } | undefined> {
  const comment = definition['Comment'];
  if (typeof comment !== 'string' || !comment.startsWith(MARK)) return undefined;
  try {
    const read = JSON.parse(utf8Text(await compression.expand(bytesOfBase64(comment.slice(MARK.length)), MOST_EXPANDED))) as unknown;
    if (!isObject(read) || !isObject(read['pipeline']) || !isObject(read['manifest']) || typeof read['environment'] !== 'string') return undefined;
    return { pipeline: read['pipeline'], manifest: read['manifest'], environment: read['environment'] };
  } catch {
    return undefined;
  }
}
