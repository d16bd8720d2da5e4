import { isObject, own, type Json } from '../core/base/json.ts';
import { definitionOf, manifestTextOf, type Artifacts } from '../core/compile/types.ts';
import type { Language } from '../core/model/pipeline.ts';
import { EXIT, type Command, type Exit, type Io } from './command.ts';
import { readTextFile, type NamedText } from './files.ts';
import type { CompiledFile } from './pipeline.ts';
import { requireEnvironment, writeResults } from './results.ts';
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
    if ('unreadable' in read) return finish({ pipeline: null, diagnostics: [read.unreadable], artifacts: null }, [], null, EXIT.unusable);
    const environment = options['env'] as string | undefined;
    const language = options['language'] as Language | undefined;
    const { compileText, scheduleOf } = await import('./pipeline.ts');
    const how = { ...(language ? { language } : {}), ...(environment === undefined ? {} : { environment }) };
    const compiled = await compileText(read.text, file, how);
    requireEnvironment(compiled.pipeline, environment);
    if (!compiled.pipeline || !compiled.artifacts) return finish(compiled, [], null, EXIT.errors);
    const told = json ? await scheduleOf(compiled.pipeline, compiled.artifacts, how) : null;
    if (told && told.faults.length > 0) return finish({ ...compiled, diagnostics: [...compiled.diagnostics, ...told.faults], artifacts: null }, [], null, EXIT.errors);
    const written = await writeResults(filesOf(compiled.artifacts), { folder: options['out'] as string | undefined, pipeline: file }, io);
    return finish(compiled, written, (told?.schedule ?? null) as unknown as Json, EXIT.ok);

    function finish(result: CompiledFile, written: readonly string[], schedule: Json, exit: Exit): Exit {
      if (json) io.print(JSON.stringify(asJson(result, written, schedule), null, 2));
      else printResult(io, file, result, written);
      return exit;
    }
  },
};

function filesOf(artifacts: Artifacts): readonly NamedText[] {
  const definition = own(artifacts.manifest, 'definition');
  const file = isObject(definition) ? String(definition['file']) : '';
  return [
    { name: file, text: artifacts.definitionText },
    { name: file.replace(/\.asl\.json$/, '.manifest.json'), text: manifestTextOf(artifacts) },
  ];
}

function asJson({ diagnostics, artifacts }: CompiledFile, files: readonly string[], schedule: Json): Json {
  return {
    ok: artifacts !== null,
    diagnostics: diagnostics as unknown as Json,
    files,
    definition: artifacts && definitionOf(artifacts),
    manifest: artifacts?.manifest ?? null,
    schedule,
  };
}

function printResult(io: Io, file: string, { diagnostics, artifacts }: CompiledFile, written: readonly string[]): void {
  printDiagnostics(io, { file, diagnostics });
  if (!artifacts) return io.print(`${summary([{ file, diagnostics }])}; nothing was written`);
  for (const path of written) io.print(`wrote ${path}`);
  const states = own(definitionOf(artifacts), 'States');
  io.print(`${plural(isObject(states) ? Object.keys(states).length : 0, 'state')}, ${summary([{ file, diagnostics }])}`);
}
