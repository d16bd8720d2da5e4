import { join, resolve } from 'node:path';
import { isObject, own, type Json } from '../core/base/json.ts';
import { definitionOf, type Artifacts } from '../core/compile/types.ts';
import type { Language } from '../core/model/pipeline.ts';
import { EXIT, UsageError, type Command, type Exit, type Io } from './command.ts';
import { readTextFile, sameFile, writeTextFiles } from './files.ts';
import type { CompiledFile } from './pipeline.ts';
import { plural, printDiagnostics, summary } from './report.ts';

/** `cauce compile`: a pipeline to its definition and manifest. With an error anywhere, nothing is written. */
export const compileCommand: Command = {
  name: 'compile',
  usage: 'PIPELINE [--language jsonata|jsonpath] [--env NAME] [--target asl] [--out DIR] [--json]',
  summary: 'Writes <name>.asl.json and <name>.manifest.json.',
  files: { least: 1, most: 1 },
  options: {
    language: { type: 'string', values: ['jsonata', 'jsonpath'], summary: "query language of the definition; the pipeline's own by default" },
    env: { type: 'string', summary: 'binds the deploy parameters with the values of this environment' },
    target: { type: 'string', values: ['asl'], summary: 'what to write: asl, the definition and its manifest' },
    out: { type: 'string', summary: 'folder for the files; where cauce was called by default' },
  },
  async run({ files, options, json }, io) {
    const file = files[0] as string;
    const read = await readTextFile(file, io);
    if ('unreadable' in read) return finish({ pipeline: null, diagnostics: [read.unreadable], artifacts: null }, [], EXIT.unusable);
    const environment = options['env'] as string | undefined;
    const language = options['language'] as Language | undefined;
    const { compileText } = await import('./pipeline.ts');
    const compiled = await compileText(read.text, file, { ...(language ? { language } : {}), ...(environment === undefined ? {} : { environment }) });
    if (environment !== undefined && compiled.pipeline) requireEnvironment(compiled.pipeline.environments ?? {}, environment);
    if (!compiled.artifacts) return finish(compiled, [], EXIT.errors);
    return finish(compiled, await write(compiled.artifacts, resolve(io.directory, (options['out'] as string | undefined) ?? '.'), resolve(io.directory, file)), EXIT.ok);

    function finish(result: CompiledFile, written: readonly string[], exit: Exit): Exit {
      if (json) io.print(JSON.stringify(asJson(result, written), null, 2));
      else printResult(io, file, result, written);
      return exit;
    }
  },
};

function requireEnvironment(environments: Readonly<Record<string, unknown>>, name: string): void {
  if (Object.hasOwn(environments, name)) return;
  const known = Object.keys(environments);
  throw new UsageError(`The pipeline has no environment “${name}”${known.length > 0 ? `; it has ${known.join(', ')}` : ''}`);
}

/** Never over the pipeline itself, whatever its file is called. */
async function write(artifacts: Artifacts, folder: string, source: string): Promise<readonly string[]> {
  const definition = own(artifacts.manifest, 'definition');
  const file = isObject(definition) ? String(definition['file']) : '';
  const files = [
    { name: file, text: artifacts.definitionText },
    { name: file.replace(/\.asl\.json$/, '.manifest.json'), text: artifacts.manifestText },
  ];
  const over = await sameFile(files.map(({ name }) => join(folder, name)), source);
  if (over !== undefined) throw new UsageError(`${over} is the pipeline itself and would be overwritten. Rename it to end in .cauce.json, or name another folder with --out`);
  try {
    return await writeTextFiles(folder, files);
  } catch (error) {
    throw new UsageError(`The files cannot be written to ${folder}: ${reasonOf(error)}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file, not a folder', ENOTDIR: 'a part of the path is a file, not a folder', EISDIR: 'it holds a folder of their name',
  EACCES: 'you may not write there', EPERM: 'you may not write there', EROFS: 'it can only be read', ENOSPC: 'the disk is full',
};
function reasonOf(error: unknown): string {
  return REASONS[String((error as { code?: unknown }).code)] ?? (error as Error).message;
}

function asJson({ diagnostics, artifacts }: CompiledFile, files: readonly string[]): Json {
  return {
    ok: artifacts !== null,
    diagnostics: diagnostics as unknown as Json,
    files,
    definition: artifacts && definitionOf(artifacts),
    manifest: artifacts?.manifest ?? null,
    schedule: null,
  };
}

function printResult(io: Io, file: string, { diagnostics, artifacts }: CompiledFile, written: readonly string[]): void {
  printDiagnostics(io, { file, diagnostics });
  if (!artifacts) return io.print(`${summary([{ file, diagnostics }])}; nothing was written`);
  for (const path of written) io.print(`wrote ${path}`);
  const states = own(definitionOf(artifacts), 'States');
  io.print(`${plural(isObject(states) ? Object.keys(states).length : 0, 'state')}, ${summary([{ file, diagnostics }])}`);
}
