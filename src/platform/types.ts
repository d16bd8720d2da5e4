import type { CompileResult } from '../core/compile/types.ts';
import type { Language, Pipeline } from '../core/model/pipeline.ts';
import type { ServiceModel } from '../core/catalog/shape.ts';

/** The edges of the browser behind interfaces, so that the store and the panels run in a test without one. */
export interface Platform {
  readonly files: Files;
  readonly storage: KeyValueStore;
  readonly clipboard: Clipboard;
  readonly compiler: Compiler;
  readonly models: { load(service: string): Promise<ServiceModel> };
  readonly clock: { now(): number };
}

/** A file that a person opened or saved. `handle` is opaque (File System Access), null where the browser has none. */
export interface FileHandle {
  readonly name: string;
  readonly handle: unknown;
}
export interface Files {
  /** Asks for a file; null when the person cancels. */
  open(): Promise<{ readonly file: FileHandle; readonly text: string } | null>;
  read(file: FileHandle): Promise<string | null>;
  /** Writes to the file if the browser can, else downloads. Null when the person cancels. */
  save(text: string, suggestedName: string, file: FileHandle | null): Promise<FileHandle | null>;
  download(text: string, name: string): void;
}
export interface KeyValueStore {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}
export interface Clipboard {
  write(text: string): Promise<void>;
  read(): Promise<string>;
}
/** Compiles off the main thread; a newer call makes an older one resolve with null. */
export interface Compiler {
  compile(pipeline: Pipeline, options: { readonly language?: Language; readonly environment?: string }): Promise<CompileResult | null>;
}
