import type { Phase } from '../../src/core/model/pipeline.ts';
import type { Editor } from './editor.ts';

export interface File {
  readonly name: string;
  readonly text: string;
}

/** What a person does, by whatever means: the same story is told with the mouse and with the keyboard. */
export interface Hands {
  readonly editor: Editor;
  newPipeline(): Promise<void>;
  /** Adds a step of a kind, by its label, and names it; it is selected then. `at` is for hands that point. */
  addStep(kind: string, name: string, at: { readonly x: number; readonly y: number }): Promise<void>;
  select(step: string): Promise<void>;
  /** Draws a wire; ports are given by name and type. */
  wire(from: string, output: Port, to: string, input: Port): Promise<void>;
  /** Writes into a field of the inspector. */
  write(field: string, text: string): Promise<void>;
  /** Presses a button of the inspector. */
  press(button: string): Promise<void>;
  makeParameter(field: string, phase: 'Deploy' | 'Run', name: string): Promise<void>;
  useParameter(field: string, name: string): Promise<void>;
  /** Moves a parameter that is there with the switch of its row. */
  movePhase(parameter: string, from: Phase, to: Phase): Promise<void>;
  addEnvironment(name: string, region: string): Promise<void>;
  /** Sets a value of the table of parameters: `RoleArn in dev`, `Default of DataUri`. */
  setValue(cell: string, text: string): Promise<void>;
  download(what: 'pipeline' | 'definition' | 'manifest'): Promise<File>;
}

export interface Port {
  readonly name: string;
  readonly type: string;
}
