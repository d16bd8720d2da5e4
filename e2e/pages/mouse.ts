import { expect, type Locator } from '@playwright/test';
import { textOf, type Editor } from './editor.ts';

/** A person with a mouse: every gesture is a pointer's; the keyboard only types texts into fields. */
export class Mouse {
  readonly editor: Editor;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  async newPipeline(): Promise<void> {
    await this.editor.page.getByRole('main').getByRole('button', { name: 'New pipeline' }).click();
    await this.editor.canvas.waitFor();
  }

  /** Drags a kind of step to a place of the canvas and names the new step. */
  async addStep(kind: string, at: { readonly x: number; readonly y: number }, name: string): Promise<void> {
    await this.editor.steps.getByRole('button', { name: kind, exact: true }).dragTo(this.editor.canvas, { targetPosition: at });
    await expect(this.editor.field('Name of the step')).toHaveValue(kind);
    await this.write(this.editor.field('Name of the step'), name);
    await expect(this.editor.step(name)).toBeVisible();
  }

  async select(step: string): Promise<void> {
    await this.editor.step(step).click();
    await expect(this.editor.field('Name of the step')).toHaveValue(step);
  }

  /** Drags a wire from an output to an input; ports are named by name and type, as their tips are. */
  async wire(from: string, output: string, to: string, input: string): Promise<void> {
    const { mouse } = this.editor.page;
    await this.editor.step(from).hover();
    await mouse.move(...(await centre(this.editor.step(from).getByTitle(output))));
    await mouse.down();
    const target = this.editor.step(to);
    await mouse.move(...(await centre(target)), { steps: 4 });
    await mouse.move(...(await centre(target.getByTitle(input))), { steps: 4 });
    await mouse.up();
  }

  /** Writes into a field and leaves it. */
  async write(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    await field.blur();
  }

  async choose(field: string, item: string): Promise<void> {
    await this.editor.binding(field).click();
    await this.editor.page.getByRole('menuitem', { name: item }).click();
  }

  /** Makes a parameter of a field and names it. */
  async makeParameter(field: string, phase: 'Deploy' | 'Run', name: string): Promise<void> {
    await this.choose(field, `${phase} parameter…`);
    await this.write(this.editor.inspector.getByRole('textbox', { name: `Name of the parameter of ${field}` }), name);
    await expect(this.editor.inspector.getByRole('button', { name: `Parameter ${name}, ${phase.toLowerCase()}` }).first()).toBeVisible();
  }

  async useParameter(field: string, name: string): Promise<void> {
    await this.choose(field, 'Existing parameter…');
    await this.editor.page.getByRole('option', { name: new RegExp(`\\b${name}\\b`) }).click();
  }

  async addEnvironment(name: string, region: string): Promise<void> {
    await this.editor.tab('Parameters').click();
    await this.editor.dock.getByRole('button', { name: 'Environment', exact: true }).click();
    const dialog = this.editor.page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Region').fill(region);
    await dialog.getByRole('button', { name: 'Add environment' }).click();
    await expect(this.editor.dock.getByRole('button', { name: `Environment ${name}` })).toBeVisible();
  }

  /** Sets a value of the table of parameters: `RoleArn in dev`, `Default of DataUri`. */
  async setValue(cell: string, text: string): Promise<void> {
    await this.editor.dock.getByRole('button', { name: new RegExp(`^${cell}:`) }).click();
    await this.write(this.editor.dock.getByRole('textbox', { name: cell, exact: true }), text);
    await expect(this.editor.dock.getByRole('button', { name: `${cell}: ${text}`, exact: true })).toBeVisible();
  }

  /** Downloads by an item of a menu of the bar. */
  async download(menu: RegExp, item: RegExp): Promise<{ readonly name: string; readonly text: string }> {
    const download = this.editor.page.waitForEvent('download');
    await this.editor.page.getByRole('banner').getByRole('button', { name: menu }).click();
    await this.editor.page.getByRole('menuitem', { name: item }).click();
    return textOf(await download);
  }
}

async function centre(locator: Locator): Promise<[x: number, y: number]> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not to be seen');
  return [box.x + box.width / 2, box.y + box.height / 2];
}
