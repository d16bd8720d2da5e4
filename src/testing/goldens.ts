import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language, Pipeline } from '../core/model/pipeline.ts';

const DIRECTORY = join(dirname(fileURLToPath(import.meta.url)), '../core/compile/golden');

/** A drawing and the definition that was written by hand for it, in one language. */
export interface Golden {
  readonly name: string;
  readonly language: Language;
  readonly environment?: string;
  readonly pipeline: Pipeline;
  /** As bytes: escapes in the text are part of what is expected. */
  readonly definitionText: string;
}

/** Every file of `core/compile/golden`: prose, and fenced blocks `json pipeline`, `json jsonata`, `json jsonpath`. */
export function readGoldens(): readonly Golden[] {
  return readdirSync(DIRECTORY).filter((f) => f.endsWith('.md')).sort().flatMap((file) => {
    const text = readFileSync(join(DIRECTORY, file), 'utf8');
    const block = (kind: string): string | undefined => new RegExp(`\`\`\`json ${kind}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
    const pipeline = JSON.parse(block('pipeline') ?? 'null') as Pipeline;
    const environment = /^Environment: (.+)$/m.exec(text)?.[1];
    return (['jsonata', 'jsonpath'] as const).flatMap((language) => {
      const definitionText = block(language);
      return definitionText === undefined ? [] : [{ name: file.slice(0, -3), language, pipeline, definitionText, ...(environment !== undefined ? { environment } : {}) }];
    });
  });
}
