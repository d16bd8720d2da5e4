import { hasErrors } from '../core/diagnostic/diagnostic.ts';
import { EXIT, type Command, type Io } from './command.ts';
import { readTextFile } from './files.ts';
import { isPipelineFile } from './isPipelineFile.ts';
import { printDiagnostics, summary, type FileReport } from './report.ts';

/** `cauce check`: pipelines and ASL definitions (JSON, YAML), all of them, whatever is wrong with one. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'FILE… [--json]',
  summary: 'Says what is wrong in pipelines (*.cauce.json) and ASL definitions (JSON, YAML).',
  files: { least: 1, most: Infinity },
  options: {},
  async run({ files, json }, io) {
    const reports: (FileReport & { readonly unreadable?: boolean })[] = [];
    for (const file of files) reports.push(await checkFile(file, io));
    const ok = reports.every((r) => !hasErrors(r.diagnostics));
    if (json) {
      io.print(JSON.stringify({ ok, files: reports.map(({ file, diagnostics }) => ({ file, diagnostics })) }, null, 2));
    } else {
      for (const report of reports) printDiagnostics(io, report);
      io.print(summary(reports));
    }
    if (reports.some((r) => r.unreadable)) return EXIT.unusable;
    return ok ? EXIT.ok : EXIT.errors;
  },
};

async function checkFile(file: string, io: Io): Promise<FileReport & { readonly unreadable?: boolean }> {
  const read = await readTextFile(file, io);
  if ('unreadable' in read) return { file, diagnostics: [read.unreadable], unreadable: true };
  if (!isPipelineFile(file, read.text)) {
    const { checkAsl } = await import('../core/asl/checkText.ts');
    return { file, diagnostics: checkAsl(read.text, file) };
  }
  const { compileText } = await import('./pipeline.ts');
  return { file, diagnostics: (await compileText(read.text, file)).diagnostics };
}
