import { readFile } from 'node:fs/promises';
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import type { Phase } from '../../src/core/model/pipeline.ts';

/** The editor as a person meets it: panes, steps and fields by their accessible names. */
export class Editor {
  readonly page: Page;
  readonly steps: Locator;
  readonly canvas: Locator;
  readonly inspector: Locator;
  readonly dock: Locator;

  constructor(page: Page) {
    this.page = page;
    this.steps = page.getByRole('region', { name: 'Steps' });
    this.canvas = page.getByRole('region', { name: 'Canvas' });
    this.inspector = page.getByRole('region', { name: 'Inspector' });
    this.dock = page.getByRole('region', { name: 'Dock' });
  }

  /** Opens the site in a browser without the system's file dialogs, which no test can answer: files are downloaded. */
  static async open(page: Page): Promise<Editor> {
    await page.addInitScript(() => Object.assign(window, { showOpenFilePicker: undefined, showSaveFilePicker: undefined }));
    await page.goto('');
    await page.getByRole('main').getByRole('button', { name: 'New pipeline' }).waitFor();
    return new Editor(page);
  }

  step(name: string): Locator {
    return this.canvas.getByRole('group', { name: new RegExp(`^${name},`) });
  }

  /** A line of the canvas: `train: Preprocess to Train XGBoost`. */
  wire(name: string): Locator {
    return this.canvas.getByRole('img', { name, exact: true });
  }

  /** Clicks a line where it can be hit: on its middle. */
  async clickWire(name: string): Promise<void> {
    const middle = await this.wire(name).locator('.hit').evaluate((path: SVGPathElement) => {
      const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM() ?? undefined);
      return { x: at.x, y: at.y };
    });
    await this.page.mouse.click(middle.x, middle.y);
  }

  field(name: string): Locator {
    return this.inspector.getByRole('textbox', { name, exact: true });
  }

  /** The binding button of a field, whatever it is bound to now. */
  binding(field: string): Locator {
    return this.inspector.getByRole('button', { name: new RegExp(`^Binding of ${field}:`) }).last();
  }

  /** Where a parameter just made is named. */
  parameterName(field: string): Locator {
    return this.inspector.getByRole('textbox', { name: `Name of the parameter of ${field}` });
  }

  parameterChip(name: string, phase: 'Deploy' | 'Run'): Locator {
    return this.inspector.getByRole('button', { name: `Parameter ${name}, ${phase.toLowerCase()}` }).first();
  }

  /** A value in the table of parameters, whatever it is now. */
  cell(name: string): Locator {
    return this.dock.getByRole('button', { name: new RegExp(`^${name}:`) });
  }

  /** One of the three places of the switch that says when a parameter gets its value. */
  phase(parameter: string, phase: Phase): Locator {
    return this.dock.getByRole('radio', { name: `Phase of ${parameter}: ${phase}` });
  }

  environment(name: string): Locator {
    return this.dock.getByRole('button', { name: `Environment ${name}` });
  }

  tab(name: 'Problems' | 'Parameters' | 'Definition'): Locator {
    return this.dock.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  async expectNoProblems(): Promise<void> {
    await this.tab('Problems').click();
    await expect(this.dock.getByText('No problems.')).toBeVisible();
  }
}

/** What a download holds, and the name that it was given. */
export async function textOf(download: Download): Promise<{ readonly name: string; readonly text: string }> {
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}
