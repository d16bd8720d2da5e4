import { expect, type Locator } from '@playwright/test';
import type { Phase } from '../../src/core/model/pipeline.ts';
import { textOf, type Editor } from './editor.ts';
import type { File, Hands, Port } from './hands.ts';

const MENUS = {
  pipeline: [/^Pipeline /, /^Save as/],
  definition: [/^Export/, /^Download the definition/],
  manifest: [/^Export/, /^Download the manifest/],
} as const;

/** A person with a mouse: every gesture is a pointer's; the keyboard only types texts into fields. */
export class Mouse implements Hands {
  readonly editor: Editor;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  async newPipeline(): Promise<void> {
    await this.editor.page.getByRole('main').getByRole('button', { name: 'New pipeline' }).click();
    // The drawing is loaded after its pane.
    await this.editor.canvas.getByRole('toolbar', { name: 'View' }).waitFor();
  }

  /** Drags the kind from the palette to a place of the canvas. */
  async addStep(kind: string, name: string, at: { readonly x: number; readonly y: number }): Promise<void> {
    await this.editor.steps.getByRole('button', { name: kind, exact: true }).dragTo(this.editor.canvas, { targetPosition: at });
    await expect(this.editor.field('Name of the step')).toHaveValue(kind);
    await this.write('Name of the step', name);
    await expect(this.editor.step(name)).toBeVisible();
  }

  async select(step: string): Promise<void> {
    await this.editor.step(step).click();
    await expect(this.editor.field('Name of the step')).toHaveValue(step);
  }

  /** Drags from port to port; a port's tip says its name and type. */
  async wire(from: string, output: Port, to: string, input: Port): Promise<void> {
    const { mouse } = this.editor.page;
    const target = this.editor.step(to);
    await this.editor.step(from).hover();
    await mouse.move(...(await centre(this.editor.step(from).getByTitle(`${output.name}: ${output.type}`))));
    await mouse.down();
    await mouse.move(...(await centre(target)), { steps: 4 });
    await mouse.move(...(await centre(target.getByTitle(`${input.name}: ${input.type}`))), { steps: 4 });
    await mouse.up();
  }

  /** Presses on the middle of one thing (or beside it) and lets go on the middle of another (or beside it). */
  async drag(from: Locator, to: Locator, beside = { x: 0, y: 0 }, start = { x: 0, y: 0 }): Promise<void> {
    const { mouse } = this.editor.page;
    const [a, b] = [await centre(from), await centre(to)];
    await mouse.move(a[0] + start.x, a[1] + start.y);
    await mouse.down();
    await mouse.move(b[0] + beside.x, b[1] + beside.y, { steps: 8 });
    await mouse.up();
  }

  async write(field: string, text: string): Promise<void> {
    await this.fill(this.editor.field(field), text);
  }

  async press(button: string): Promise<void> {
    await this.editor.inspector.getByRole('button', { name: button }).click();
  }

  async makeParameter(field: string, phase: 'Deploy' | 'Run', name: string): Promise<void> {
    await this.choose(field, `${phase} parameter…`);
    await this.fill(this.editor.parameterName(field), name);
    await expect(this.editor.parameterChip(name, phase)).toBeVisible();
  }

  async useParameter(field: string, name: string): Promise<void> {
    await this.choose(field, 'Existing parameter…');
    await this.editor.page.getByRole('option', { name: new RegExp(`\\b${name}\\b`) }).click();
  }

  async movePhase(parameter: string, _from: Phase, to: Phase): Promise<void> {
    await this.editor.tab('Parameters').click();
    await this.editor.phase(parameter, to).click();
    await expect(this.editor.phase(parameter, to)).toBeChecked();
  }

  async addEnvironment(name: string, region: string): Promise<void> {
    await this.editor.tab('Parameters').click();
    await this.editor.dock.getByRole('button', { name: 'Environment', exact: true }).click();
    const dialog = this.editor.page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Region').fill(region);
    await dialog.getByRole('button', { name: 'Add environment' }).click();
    await expect(this.editor.environment(name)).toBeVisible();
  }

  async setValue(cell: string, text: string): Promise<void> {
    await this.editor.cell(cell).click();
    await this.fill(this.editor.dock.getByRole('textbox', { name: cell, exact: true }), text);
    await expect(this.editor.dock.getByRole('button', { name: `${cell}: ${text}`, exact: true })).toBeVisible();
  }

  async download(what: 'pipeline' | 'definition' | 'manifest'): Promise<File> {
    const [menu, item] = MENUS[what];
    const download = this.editor.page.waitForEvent('download');
    await this.editor.page.getByRole('banner').getByRole('button', { name: menu }).click();
    await this.editor.page.getByRole('menuitem', { name: item }).click();
    return textOf(await download);
  }

  private async choose(field: string, item: string): Promise<void> {
    await this.editor.binding(field).click();
    await this.editor.page.getByRole('menuitem', { name: item }).click();
  }

  private async fill(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    await field.blur();
  }
}

async function centre(locator: Locator): Promise<[x: number, y: number]> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not to be seen');
  return [box.x + box.width / 2, box.y + box.height / 2];
}
