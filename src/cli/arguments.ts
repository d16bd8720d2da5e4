import { parseArgs } from 'node:util';
import { UsageError, type Command, type Given } from './command.ts';

const COMMON = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** Reads the arguments of a command, or says in a UsageError what is wrong with them. */
export function readArguments(command: Command, argv: readonly string[]): Given & { readonly help: boolean } {
  const own = Object.fromEntries(Object.entries(command.options).map(([name, o]) => [name, { type: o.type }]));
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...argv], options: { ...own, ...COMMON }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(firstSentence((error as Error).message));
  }
  const options = parsed.values as Given['options'];
  const given = { files: parsed.positionals, options, json: options['json'] === true, help: options['help'] === true };
  if (given.help) return given;
  for (const [name, option] of Object.entries(command.options)) {
    const value = options[name];
    if (option.values && typeof value === 'string' && !option.values.includes(value)) throw new UsageError(`--${name} is ${option.values.join(' or ')}, not “${value}”`);
    if (value === '') throw new UsageError(`--${name} is empty`);
  }
  const { least, most } = command.files;
  if (given.files.length < least) throw new UsageError('A file is missing');
  if (given.files.length > most) throw new UsageError(`One file at a time: ${given.files.join(', ')} are ${given.files.length}`);
  return given;
}

/** Node adds advice for programmers after the first sentence. */
function firstSentence(message: string): string {
  return message.split(/\.\s/)[0] as string;
}
