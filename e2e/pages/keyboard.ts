import { expect, type Locator } from '@playwright/test';
import type { Phase } from '../../src/core/model/pipeline.ts';
import { textOf, type Editor } from './editor.ts';
import type { File, Hands, Port } from './hands.ts';

const COMMANDS = { pipeline: 'Save as', definition: 'Download the definition', manifest: 'Download the manifest' } as const;

/** A person without a mouse: everything by keys, and from place to place with Tab and F6. */
export class Keyboard implements Hands {
  readonly editor: Editor;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  async newPipeline(): Promise<void> {
    await this.key('Alt+N');
    await this.editor.canvas.waitFor();
  }

  /** Searches the kind in the palette; Enter adds it below the selected step. */
  async addStep(kind: string, name: string): Promise<void> {
    await this.toCanvas();
    await this.key('/');
    await expect(this.editor.steps.getByRole('searchbox', { name: 'Search steps' })).toBeFocused();
    await this.key('Control+A');
    await this.type(kind);
    await this.key('Enter');
    await expect(this.editor.field('Name of the step')).toHaveValue(kind);
    await this.toCanvas();
    await this.key('F2');
    await this.type(name);
    await this.key('Enter');
    await expect(this.editor.step(name)).toBeVisible();
  }

  async select(step: string): Promise<void> {
    await this.toCanvas();
    await this.key('Escape');
    await this.key('Tab', async () => (await this.editor.step(step).getAttribute('aria-label'))?.includes(', selected') ?? false);
    await expect(this.editor.field('Name of the step')).toHaveValue(step);
  }

  /** C, then the target, the port and the output, typed. */
  async wire(from: string, output: Port, to: string, input: Port): Promise<void> {
    await this.select(from);
    await this.key('c');
    const dialog = this.editor.page.getByRole('dialog', { name: `Connect ${from}` });
    await expect(dialog.getByRole('combobox')).toBeFocused();
    await this.type(`${to} ${input.name}`);
    const wanted = dialog.getByRole('option').filter({ hasText: new RegExp(`^${to}${input.name}${output.name}$`) });
    await this.key('ArrowDown', async () => (await wanted.getAttribute('aria-selected')) === 'true');
    await this.key('Enter');
    await expect(dialog).toBeHidden();
  }

  async write(field: string, text: string): Promise<void> {
    await this.tabTo(this.editor.field(field));
    await this.retype(text);
  }

  async press(button: string): Promise<void> {
    await this.tabTo(this.editor.inspector.getByRole('button', { name: button }));
    await this.key('Enter');
  }

  async makeParameter(field: string, phase: 'Deploy' | 'Run', name: string): Promise<void> {
    await this.openBinding(field);
    await this.key(phase === 'Deploy' ? 'e' : 'r');
    await expect(this.editor.parameterName(field)).toBeFocused();
    await this.retype(name);
    await expect(this.editor.parameterChip(name, phase)).toBeVisible();
  }

  async useParameter(field: string, name: string): Promise<void> {
    await this.openBinding(field);
    await this.key('p');
    await expect(this.editor.page.getByRole('combobox', { name: `Parameter for ${field}` })).toBeFocused();
    await this.type(name);
    await this.key('Enter');
  }

  /** The switch is one stop of Tab; arrows go along it. The row moves to another group, and the focus goes with it. */
  async movePhase(parameter: string, from: Phase, to: Phase): Promise<void> {
    await this.key('Alt+2');
    await this.tabTo(this.editor.phase(parameter, from));
    const wanted = this.editor.phase(parameter, to);
    await this.key('ArrowLeft', async () => wanted.evaluate((element) => element === document.activeElement));
    await this.key('Space');
    await expect(wanted).toBeChecked();
    await expect(wanted).toBeFocused();
  }

  async addEnvironment(name: string, region: string): Promise<void> {
    await this.key('Alt+2');
    await this.tabTo(this.editor.dock.getByRole('button', { name: 'Environment', exact: true }));
    await this.key('Enter');
    const dialog = this.editor.page.getByRole('dialog');
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await this.type(name);
    await this.key('Tab');
    await this.key('Control+A');
    await this.type(region);
    await this.key('Enter');
    await expect(this.editor.environment(name)).toBeVisible();
  }

  async setValue(cell: string, text: string): Promise<void> {
    await this.key('Alt+2');
    await this.tabTo(this.editor.cell(cell));
    await this.key('F2');
    await expect(this.editor.dock.getByRole('textbox', { name: cell, exact: true })).toBeFocused();
    await this.retype(text);
    await expect(this.editor.dock.getByRole('button', { name: `${cell}: ${text}`, exact: true })).toBeVisible();
  }

  /** By the list of commands. */
  async download(what: 'pipeline' | 'definition' | 'manifest'): Promise<File> {
    const download = this.editor.page.waitForEvent('download');
    await this.key('Control+K');
    await expect(this.editor.page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await this.type(COMMANDS[what]);
    await expect(this.editor.page.getByRole('option', { selected: true })).toContainText(COMMANDS[what]);
    await this.key('Enter');
    return textOf(await download);
  }

  private async openBinding(field: string): Promise<void> {
    await this.tabTo(this.editor.binding(field));
    await this.key('Enter');
    await expect(this.editor.page.getByRole('menu')).toBeVisible();
  }

  /** F6 goes round the panes. */
  private async toCanvas(): Promise<void> {
    await this.key('F6', async () => this.editor.canvas.evaluate((pane) => pane.contains(document.activeElement)));
  }

  /** Tab goes round everything that can have the focus, Shift+Tab back. */
  private async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    const isBefore = await target.evaluate((element) => Boolean(element.compareDocumentPosition(document.activeElement ?? document.body) & Node.DOCUMENT_POSITION_FOLLOWING));
    await this.key(isBefore ? 'Shift+Tab' : 'Tab', async () => target.evaluate((element) => element === document.activeElement));
  }

  private async retype(text: string): Promise<void> {
    await this.key('Control+A');
    await this.type(text);
    await this.key('Enter');
  }

  private async type(text: string): Promise<void> {
    await this.editor.page.keyboard.type(text);
  }

  /** Presses a key; with `until`, as often as it takes. */
  private async key(key: string, until?: () => Promise<boolean>): Promise<void> {
    if (!until) return this.editor.page.keyboard.press(key);
    for (let pressed = 0; !(await until()); pressed++) {
      if (pressed === 200) throw new Error(`${key}, pressed 200 times, does not lead there`);
      await this.editor.page.keyboard.press(key);
    }
  }
}
