import type { Json } from '../core/base/json.ts';
import type { PipelineRole } from '../core/deliver/role/pipelineRole.ts';
import { hasErrors, type Diagnostic } from '../core/diagnostic/diagnostic.ts';
import type { Language } from '../core/model/pipeline.ts';
import { EXIT, type Command, type Exit, type Io } from './command.ts';
import { readTextFile } from './files.ts';
import { requireEnvironment, writeResults } from './results.ts';
import { plural, printDiagnostics, summary } from './report.ts';

/** `cauce role`: the execution role that the definition of a pipeline needs. With an error anywhere, nothing is written. */
export const roleCommand: Command = {
  name: 'role',
  usage: 'PIPELINE [--env NAME] [--language jsonata|jsonpath] [--out DIR] [--json]',
  summary: 'Writes <name>.role.yaml: the execution role of the state machine, for CloudFormation.',
  files: { least: 1, most: 1 },
  options: {
    env: { type: 'string', summary: 'binds the deploy parameters with the values of this environment; without it they are parameters of the template' },
    language: { type: 'string', values: ['jsonata', 'jsonpath'], summary: "query language of the definition; the pipeline's own by default" },
    out: { type: 'string', summary: 'folder for the file; where cauce was called by default' },
  },
  async run({ files, options, json }, io) {
    const file = files[0] as string;
    const read = await readTextFile(file, io);
    if ('unreadable' in read) return finish([read.unreadable], undefined, EXIT.unusable);
    const environment = options['env'] as string | undefined;
    const language = options['language'] as Language | undefined;
    const { compileText } = await import('./pipeline.ts');
    const { pipeline, diagnostics, artifacts } = await compileText(read.text, file, { ...(language ? { language } : {}), ...(environment === undefined ? {} : { environment }) });
    requireEnvironment(pipeline, environment);
    if (!pipeline || !artifacts) return finish(diagnostics, undefined, EXIT.errors);
    const { roleOfPipeline } = await import('../core/deliver/role/pipelineRole.ts');
    const role = roleOfPipeline(pipeline, artifacts.definitionText, environment);
    const written = await writeResults([{ name: role.fileName, text: role.template }], { folder: options['out'] as string | undefined, pipeline: file }, io);
    return finish([...diagnostics, ...role.diagnostics], { role, written }, EXIT.ok);

    function finish(told: readonly Diagnostic[], made: Made | undefined, exit: Exit): Exit {
      if (json) io.print(JSON.stringify(asJson(told, made), null, 2));
      else printResult(io, file, told, made);
      return exit;
    }
  },
};

interface Made {
  readonly role: PipelineRole;
  readonly written: readonly string[];
}

function asJson(diagnostics: readonly Diagnostic[], made: Made | undefined): Json {
  return {
    ok: !hasErrors(diagnostics) && made !== undefined,
    diagnostics: diagnostics as unknown as Json,
    files: made?.written ?? [],
    policy: made?.role.policy ?? null,
    parameters: made?.role.parameters ?? [],
  };
}

function printResult(io: Io, file: string, diagnostics: readonly Diagnostic[], made: Made | undefined): void {
  printDiagnostics(io, { file, diagnostics });
  const count = summary([{ file, diagnostics }]);
  if (!made) return io.print(`${count}; nothing was written`);
  const { role, written } = made;
  for (const path of written) io.print(`wrote ${path}`);
  if (role.parameters.length > 0) io.print(`to be given when it is deployed: ${role.parameters.join(', ')}`);
  io.print(`${plural(role.role.statements.length, 'statement')}, ${count}`);
}
