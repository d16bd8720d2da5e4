import type { ExecutionStatus } from '../aws/stepFunctions/types.ts';
import type { Catalog } from '../core/catalog/kind.ts';
import type { ScopeSchedule } from '../core/compile/schedule/told.ts';
import type { Artifacts, CompileResult } from '../core/compile/types.ts';
import type { Diagnostic } from '../core/diagnostic/diagnostic.ts';
import type { HistoryEntry } from '../core/edit/history.ts';
import type { Edit, EditResult } from '../core/edit/types.ts';
import type { MockFile } from '../core/model/mocks.ts';
import type { Language, Measured, Pipeline, StepId } from '../core/model/pipeline.ts';
import type { OwnPrices } from '../core/model/prices.ts';
import type { TestCase } from '../core/model/testCases.ts';
import type { ChaosResult } from '../core/rehearse/chaos.ts';
import type { Timeline } from '../core/rehearse/timeline.ts';
import type { StepStatus } from '../core/rehearse/statusAt.ts';
import type { FileHandle, FolderHandle, SimulateResult } from '../platform/types.ts';

/** One slice, one life (design.md 6). Actions sit beside the data that they change. */
export interface AppState {
  readonly document: DocumentSlice;
  readonly selection: SelectionSlice;
  readonly view: ViewSlice;
  readonly compiled: CompiledSlice;
  readonly simulation: SimulationSlice;
  /** What a person knows better than Cauce's table of prices: kept in the browser, for every pipeline. */
  readonly prices: OwnPrices;
  readonly notices: readonly Notice[];

  /**
   * The one door for change of the document. A refusal becomes a notice and changes nothing. Edits with the same `merge`
   * that follow each other quickly (typing in one field) are one step of the history.
   */
  edit(label: string, edit: Edit, merge?: string): EditResult;
  undo(): void;
  redo(): void;
  /** Replaces the document (new, open, sample, recovery): history starts afresh. */
  load(pipeline: Pipeline, source: DocumentSource): void;
  markSaved(file: FileHandle | null): void;

  select(steps: readonly StepId[], field?: string | null): void;
  /** Selects a line of the canvas: the edges of the document (`core/model/edges.ts`) that it draws. */
  selectEdges(edges: readonly string[]): void;
  /** Shows a parameter in its table, and the value of an environment there. */
  selectParameter(name: string | null, environment?: string | null): void;
  /** Shows the inside of a container; `[]` is the pipeline itself. */
  enter(path: readonly StepId[]): void;

  setView(change: Partial<ViewSlice>): void;
  setSimulation(change: Partial<SimulationSlice>): void;
  setPrices(prices: OwnPrices): void;
  notify(text: string, options?: { readonly undoable?: boolean; readonly kind?: 'info' | 'error' }): void;
  dismiss(id: number): void;
}

export interface DocumentSlice {
  readonly pipeline: Pipeline;
  /** Oldest first. */
  readonly past: readonly HistoryEntry[];
  /** Next first. */
  readonly future: readonly HistoryEntry[];
  readonly source: DocumentSource;
  /** The pipeline as it was last saved; `pipeline !== saved` is the dirty mark. */
  readonly saved: Pipeline | null;
  /** When it was saved from this tab, in milliseconds; null when it was not. */
  readonly savedAt: number | null;
  /** Problems found while reading the file. */
  readonly openProblems: readonly Diagnostic[];
  /** Counts the documents loaded since the start: what is remembered of one is forgotten at the next. */
  readonly loads: number;
}
export type DocumentSource =
  | { readonly from: 'new' }
  | { readonly from: 'sample'; readonly name: string }
  | { readonly from: 'file'; readonly file: FileHandle; readonly intact: boolean; readonly problems: readonly Diagnostic[] }
  /** `id`: what the document was called by before (`files/identity.ts`). */
  | { readonly from: 'recovery'; readonly id?: string };

export interface SelectionSlice {
  readonly steps: readonly StepId[];
  /** Edges of the document that are selected together, as one line of the canvas. */
  readonly edges: readonly string[];
  /** Pointer below the step whose field is to be shown and focused: `/arguments/RoleArn`. */
  readonly field: string | null;
  /** The row of the table of parameters, and the environment whose value is meant. */
  readonly parameter: { readonly name: string; readonly environment: string | null } | null;
  /** Containers entered, outermost first. */
  readonly scope: readonly StepId[];
}

export type DockTab = 'problems' | 'parameters' | 'definition' | 'simulation' | 'runs';
export interface ViewSlice {
  readonly theme: 'system' | 'light' | 'dark';
  readonly direction: 'down' | 'right';
  readonly environment: string | null;
  /** null: the pipeline's own. */
  readonly language: Language | null;
  readonly dock: { readonly tab: DockTab; readonly open: boolean; readonly height: number; readonly maximised: boolean };
  /** The dock lies low though it is open: what was opened has no problems to list. Whatever asks for the dock ends it. */
  readonly dockRests: boolean;
  readonly palette: { readonly open: boolean; readonly width: number };
  readonly inspector: { readonly open: boolean; readonly width: number };
  readonly folded: readonly StepId[];
  readonly phaseFilter: 'design' | 'deploy' | 'run' | null;
  readonly minimap: boolean;
  /** Over the drawing lies what runs side by side, what waits for what, and what takes the time. */
  readonly plan: boolean;
  /** The start screen is shown instead of the editor. */
  readonly start: boolean;
}

/** The last finished compilation; `of` is the pipeline it belongs to (the document may be newer for some milliseconds). */
export interface CompiledSlice {
  readonly of: Pipeline | null;
  readonly result: CompileResult | null;
  /** The newest artifacts of this document: those of `result`, or older ones while that has errors. */
  readonly good: Artifacts | null;
  /** The newest schedules that could be told, by scope; what did not change keeps its identity. */
  readonly schedules: readonly ScopeSchedule[];
  readonly busy: boolean;
  /** The catalogue with the models loaded so far; grows as services are first needed. */
  readonly catalog: Catalog;
}

/** The simulation that the editor shows. Neither undone nor saved; another document ends it. */
export interface SimulationSlice {
  /** The drawing, the panes beside it and the dock show it. */
  readonly on: boolean;
  readonly busy: boolean;
  /** An execution in an account is shown in place of a simulation; its history is in `result`. */
  readonly live: LiveRun | null;
  readonly result: SimulateResult | null;
  /** The pipeline that `result` is of; the document may be newer for some moments. */
  readonly of: Pipeline | null;
  /** Input, faults and answers that a person gave: of the chosen case, or of none. */
  readonly testCase: TestCase;
  /** Test cases of the pipeline by name, kept in the browser and, where a person wants it, in a file beside it; which of them is shown. */
  readonly cases: Readonly<Record<string, TestCase>>;
  readonly chosen: string | null;
  /** The file beside the pipeline's that the cases are kept in; null where they are in the browser only. */
  readonly beside: Beside | null;
  /** The mock file that cases may name a test case of. */
  readonly mocks: OpenedMocks | null;
  /** The last chaos run, and which of its faults is shown. */
  readonly chaos: ChaosSlice | null;
  readonly trial: Trial | null;
  /** Null where nothing failed and nothing was redriven. */
  readonly redrive: RedriveSlice | null;
  /** What the last run that was shown and ended measured. */
  readonly measured: Measurement | null;
  /** Which view of it the dock shows. */
  readonly shown: SimulationView;
  /** The instance type whose price is to be given next, in the view of prices. */
  readonly pricing: string | null;
  /** What no case takes is marked on the drawing. */
  readonly showsCoverage: boolean;
  /** Where the scrubber stands, in seconds from the start. */
  readonly at: number;
  readonly playing: boolean;
  /** Every step at that time; null where nothing was run. */
  readonly statuses: ReadonlyMap<StepId, StepStatus> | null;
}

/** How long the steps of a run took. */
export interface Measurement {
  /** Seconds. */
  readonly steps: ReadonlyMap<StepId, number>;
  readonly from: Measured;
}

/** A `MockConfigFile.json` that a person opened. */
export interface OpenedMocks {
  /** Of the file. */
  readonly name: string;
  readonly text: string;
  /** Null where it has errors: then nothing is answered from it. */
  readonly file: MockFile | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Beside {
  readonly folder: FolderHandle;
  /** `income.tests.json` */
  readonly name: string;
  /** The browser lets the page read and write there; if not, a click has to ask. */
  readonly allowed: boolean;
  /** What the file held when it was last read or written; null where there was none. */
  readonly base: string | null;
}

/** An execution that the drawing shows while it runs, and after. */
export interface LiveRun {
  readonly arn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  /** What keeps the next look from an answer, while it is tried again; or what ended the watching. */
  readonly fault: { readonly message: string; readonly hint: string } | null;
  /** Somebody looks; false once it has ended, or cannot be looked at any more. */
  readonly watching: boolean;
}

export type SimulationView = 'timeline' | 'events' | 'chaos' | 'mocks' | 'prices';

/** A chaos run as far as it has come. */
export interface ChaosSlice {
  readonly busy: boolean;
  readonly persistent: boolean;
  readonly results: readonly ChaosResult[];
  /** How many results there would be in all; 0 while that is not known. */
  readonly of: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Input and answers that it runs with, and the case that they are of. */
  readonly base: TestCase;
  readonly caseName: string | null;
  /** What it depends on, as it was: compared by identity with what is now. */
  readonly ran: readonly unknown[];
}

/** Redrives of the simulation that is shown, and of the one that failed last. */
export interface RedriveSlice {
  /** The cases of the attempts before the one that is shown. */
  readonly attempts: readonly TestCase[];
  /** The cases of all attempts of the execution that failed last, and where it failed; null where none can be redriven. */
  readonly failed: readonly TestCase[] | null;
  readonly failure: Timeline['failure'];
  /** What makes it this execution and no other: compared by identity with what is now. */
  readonly of: readonly unknown[];
}

/** One fault of a chaos run, shown in the place of a case. */
export interface Trial {
  /** `Train XGBoost: States.Timeout`. */
  readonly name: string;
  readonly result: ChaosResult;
  /** What was tried without a case before. */
  readonly scratch: TestCase;
}

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly kind: 'info' | 'error';
  readonly undoable: boolean;
}
