import type { JsonObject } from '../../base/json.ts';
import { sha256 } from '../../compile/sha256.ts';
import { carriedIn, withoutCarried, type Compression } from './carriedPipeline.ts';

/** What a deployed machine, one of its versions, or what an execution ran is defined by. */
export interface ReadDefinition {
  readonly definition: JsonObject;
  /** Of the definition without its drawing: comparable to the hash in a manifest. */
  readonly sha256: string;
  /** The drawing that it carries; it may come from anybody, so it is read as a file would be. */
  readonly carried: Awaited<ReturnType<typeof carriedIn>>;
}

/** @param text a definition as AWS gives it */
export async function readDefinition(text: string, compression: Compression): Promise<ReadDefinition> {
  const definition = JSON.parse(text) as JsonObject;
  return { definition, sha256: sha256(withoutCarried(text)), carried: await carriedIn(definition, compression) };
}
