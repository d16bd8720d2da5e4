import type { ParseArgsConfig } from 'node:util';

/** The exit statuses of design.md 7. */
export const EXIT = { ok: 0, errors: 1, unusable: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** What a command may touch besides files: where it was called and where it writes. */
export interface Io {
  readonly directory: string;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

export interface Given {
  readonly files: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly json: boolean;
}

/** One entry of the table of commands, from which the help is written too. */
export interface Command {
  readonly name: string;
  /** What follows `cauce <name>`. */
  readonly usage: string;
  readonly summary: string;
  /** How many files it takes. */
  readonly files: { readonly least: number; readonly most: number };
  readonly options: Readonly<Record<string, Option>>;
  run(given: Given, io: Io): Promise<Exit>;
}
export interface Option {
  readonly type: NonNullable<ParseArgsConfig['options']>[string]['type'];
  readonly summary: string;
  /** The values it takes, where these are few. */
  readonly values?: readonly string[];
}

/** Arguments that no command can work with: exit status 2, and the usage is shown. */
export class UsageError extends Error {}
