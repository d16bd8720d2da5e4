import type { CompileResult } from '../core/compile/types.ts';
import type { Json } from '../core/base/json.ts';
import type { ServiceModel } from '../core/catalog/shape.ts';
import type { Diagnostic } from '../core/diagnostic/diagnostic.ts';
import type { MockFile } from '../core/model/mocks.ts';
import type { Language, Pipeline } from '../core/model/pipeline.ts';
import type { TestCase } from '../core/model/testCases.ts';
import type { ChaosResult } from '../core/rehearse/chaos.ts';
import type { Coverage, Piece } from '../core/rehearse/coverage.ts';
import type { Passages } from '../core/rehearse/passages.ts';
import type { Timeline } from '../core/rehearse/timeline.ts';
import type { Simulation } from '../core/simulate/simulate.ts';

/** The edges of the browser behind interfaces, so that the store and the panels run in a test without one. */
export interface Platform {
  readonly files: Files;
  readonly storage: KeyValueStore;
  readonly tabMemory: TabMemory;
  readonly clipboard: Clipboard;
  readonly compiler: Compiler;
  readonly simulator: Simulator;
  readonly chaos: Chaos;
  readonly models: { load(service: string): Promise<ServiceModel> };
  readonly tabs: Tabs;
  readonly clock: { now(): number };
  readonly ids: { draw(): string };
}

/** A file that a person opened or saved. `handle` is opaque (File System Access), null where the browser has none. */
export interface FileHandle {
  readonly name: string;
  readonly handle: unknown;
}
export interface OpenedFile {
  readonly file: FileHandle;
  readonly text: string;
}
export interface Files {
  /** Asks for a file; null when the person cancels. */
  open(): Promise<OpenedFile | null>;
  /** The first file of a drop; null when nothing was dropped that is one. */
  dropped(transfer: DataTransfer): Promise<OpenedFile | null>;
  /** What the file holds now; null where it cannot be read again (no handle, or the person said no). */
  read(file: FileHandle): Promise<string | null>;
  /** Writes to the file if the browser can, else downloads. Null when the person cancels. */
  save(text: string, suggestedName: string, file: FileHandle | null): Promise<FileHandle | null>;
  download(text: string, name: string): void;
  /** Null where the browser gives no folders. */
  readonly folders: Folders | null;
}
/** A folder that a person gave, to keep files in beside others. `handle` is opaque (File System Access), and can be kept in storage. */
export interface FolderHandle {
  readonly name: string;
  readonly handle: unknown;
}
export interface Folders {
  /** Asks for a folder to read and write in, beginning with that of `near`; null when the person cancels. */
  pick(near: FileHandle): Promise<FolderHandle | null>;
  /** Does the file lie in the folder itself? */
  holds(folder: FolderHandle, file: FileHandle): Promise<boolean>;
  /** May it be read and written? A folder that comes back from storage has to be allowed anew: `ask` lets the browser ask the person, which only a click may do. */
  allowed(folder: FolderHandle, ask: boolean): Promise<boolean>;
  /** What a file in it holds now; null where there is none. */
  read(folder: FolderHandle, name: string): Promise<string | null>;
  write(folder: FolderHandle, name: string, text: string): Promise<void>;
}
export interface KeyValueStore {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
  /** False where the browser keeps nothing (blocked storage): then all is forgotten with the tab. */
  readonly persistent: Promise<boolean>;
}
/** What this tab alone keeps, through a reload and no longer than itself. Never a secret of ours: sign-in has a store of its own. */
export interface TabMemory {
  get(key: string): string | null;
  set(key: string, text: string | null): void;
}
/** Other tabs of Cauce in this browser. */
export interface Tabs {
  /** Holds a name for as long as this tab lives. */
  hold(name: string): void;
  /** Names that living tabs hold; null where the browser cannot tell. */
  held(): Promise<ReadonlySet<string> | null>;
  /** Runs `work` while no other tab is inside the same name. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>;
  tell(message: TabMessage): void;
  /** Messages of other tabs; gives the way to stop listening. */
  listen(hear: (message: TabMessage) => void): () => void;
  /** Has the browser ask the person before this tab is closed or reloaded, until the returned function is called. */
  askBeforeLeaving(): () => void;
}
export interface TabMessage {
  readonly event: 'saved';
  readonly file: string;
}
export interface Clipboard {
  write(text: string): Promise<void>;
  read(): Promise<string>;
}
/** Compiles off the main thread. `compile` is for what is shown: a newer call makes an older one resolve with null. A crash is a diagnostic, never a rejection. */
export interface Compiler {
  compile(pipeline: Pipeline, options: CompileChoice): Promise<CompileResult | null>;
  /** For an export: always answers, and supersedes nothing. */
  compileOnce(pipeline: Pipeline, options: CompileChoice): Promise<CompileResult>;
}
export interface CompileChoice {
  readonly language?: Language;
  readonly environment?: string;
}
/** Simulates off the main thread; its code is loaded at the first call. A newer call makes an older one resolve with null. A crash is a diagnostic, never a rejection. */
export interface Simulator {
  simulate(pipeline: Pipeline, choice: SimulateChoice): Promise<SimulateResult | null>;
  /** Ends what is under way, which resolves with null. */
  stop(): void;
}
export interface SimulateChoice {
  readonly language?: Language;
  /** The case whose run is wanted as a whole, by its name; one that is not among `cases` runs beside them. */
  readonly name: string;
  readonly testCase: TestCase;
  /** The cases of earlier attempts: the execution fails with each of them and is redriven with the next, with `testCase` at last. */
  readonly attempts?: readonly TestCase[];
  /** All cases of the pipeline: how they end, and what they cover together. */
  readonly cases?: Readonly<Record<string, TestCase>>;
  /** The mock file that cases may name a test case of. */
  readonly mocks?: MockFile;
  /** A piece of the drawing that no case takes, and for which one is sought. */
  readonly missing?: Piece;
}
export interface SimulateResult {
  /** Where one of them is an error nothing was run; others say what was taken for values that nobody gave. */
  readonly diagnostics: readonly Diagnostic[];
  readonly run: SimulatedRun | null;
  readonly cases: readonly CaseOutcome[];
  /** Of all cases, or of the run where there are none. */
  readonly coverage: Coverage | null;
  /** A case that takes the piece that was asked for; absent where none was found. */
  readonly found?: TestCase;
}
/** Chaos runs, in a thread of their own: the simulation that is shown goes on beside one. */
export interface Chaos {
  /** Null where it was stopped, or another run was begun. A crash is a diagnostic, never a rejection. */
  run(pipeline: Pipeline, choice: ChaosChoice, tell: (progress: ChaosProgress) => void): Promise<ChaosReport | null>;
  /** Ends what is under way; what was told of it stays true. */
  stop(): void;
}
export interface ChaosChoice {
  readonly language?: Language;
  /** The case whose input and answers it runs with. */
  readonly testCase: TestCase;
  readonly mocks?: MockFile;
  /** Every call of the task fails; else only its first. */
  readonly persistent: boolean;
}
export interface ChaosProgress {
  /** Results since it was told before. */
  readonly results: readonly ChaosResult[];
  /** How many there will be in all. */
  readonly of: number;
}
export interface ChaosReport {
  /** Where one of them is an error nothing was run. */
  readonly diagnostics: readonly Diagnostic[];
}
export interface CaseOutcome {
  readonly name: string;
  /** Undefined where nothing was run. */
  readonly status: Simulation['status'] | undefined;
  readonly durationSeconds: number;
  readonly failures: readonly string[];
}
export interface SimulatedRun extends Simulation {
  readonly input: Json;
  /** What the case expects and did not happen, one line each. */
  readonly failures: readonly string[];
  readonly timeline: Timeline;
  /** What went along the edges of the drawing, and when. */
  readonly passages: Passages;
  /** Whose deploy values and run defaults were taken. */
  readonly environment: string | undefined;
  /** The case that does the same by itself, of a run of several attempts. */
  readonly oneCase?: TestCase;
}
