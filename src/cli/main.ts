import manifest from '../../package.json';
import { readArguments } from './arguments.ts';
import { checkCommand } from './check.ts';
import { EXIT, UsageError, type Command, type Exit, type Io } from './command.ts';
import { compileCommand } from './compile.ts';
import { roleCommand } from './role.ts';
import { scheduleCommand } from './schedule.ts';
import { simulateCommand } from './simulate.ts';

/** Each loads what it needs of the core when it runs, so that the help and a wrong argument are answered at once. */
export const commands: readonly Command[] = [compileCommand, roleCommand, checkCommand, simulateCommand, scheduleCommand];

/** The command line: finds the command, reads its arguments, runs it. Gives the exit status of design.md 7. */
export async function run(argv: readonly string[], where: { readonly directory: string }): Promise<Exit> {
  const io: Io = { directory: where.directory, print: (line) => process.stdout.write(`${line}\n`), printError: (line) => process.stderr.write(`${line}\n`) };
  // A reader that has seen enough (`cauce check … | head`) closes the pipe: that is no failure.
  process.stdout.on('error', (error: { code?: string }) => process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.unusable));
  const [name, ...rest] = argv;
  if (name === '--version') return said(io, manifest.version);
  if (name === '--help' || name === '-h' || name === 'help') return said(io, overview());
  const command = commands.find((c) => c.name === name);
  try {
    if (!command) throw new UsageError(name === undefined ? 'A command is missing' : `There is no command “${name}”`);
    const given = readArguments(command, rest);
    if (given.help) return said(io, usage(command));
    return await command.run(given, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (argv.includes('--json')) io.print(JSON.stringify({ ok: false, error: error.message }, null, 2));
    io.printError(`cauce: ${error.message}.\n\n${command ? usage(command) : overview()}`);
    return EXIT.unusable;
  }
}

function said(io: Io, text: string): Exit {
  io.print(text);
  return EXIT.ok;
}

function overview(): string {
  const lines = commands.map((c) => `  cauce ${c.name} ${c.usage}\n      ${c.summary}`);
  return ['Usage:', ...lines, '', 'Exit status: 0 all well, 1 errors reported, 2 unusable arguments or an unreadable file.', '"cauce <command> --help" explains the options.'].join('\n');
}

function usage(command: Command): string {
  const options = [...Object.entries(command.options), ['json', { type: 'boolean', summary: 'prints one JSON value and nothing else' }] as const];
  return [`Usage: cauce ${command.name} ${command.usage}`, `  ${command.summary}`, '', ...options.map(([name, o]) => `  ${`--${name}`.padEnd(12)} ${o.summary}`)].join('\n');
}
