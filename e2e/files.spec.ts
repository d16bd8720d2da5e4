import type { BrowserContext, Page } from '@playwright/test';
import { withDisk, writeOnDisk } from './pages/disk.ts';
import { expect, test } from './story.ts';

async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('');
  await expect(page.getByRole('heading', { name: 'Draw a pipeline once, run it anywhere' })).toBeVisible();
  return page;
}

async function setDefault(page: Page, name: string, from: string, to: string): Promise<void> {
  await page.getByRole('tab', { name: /^Parameters/ }).click();
  await page.getByRole('button', { name: `Default of ${name}: ${from}` }).click();
  await page.keyboard.type(to);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `Default of ${name}: ${to}` })).toBeVisible();
}

test('unsaved work of a closed tab is offered, recovered, saved and found among the recent pipelines', async ({ context }) => {
  await withDisk(context);
  const first = await openTab(context);
  await first.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await setDefault(first, 'MaxDepth', '6', '7');
  await expect.poll(() => first.evaluate(kept)).toBeGreaterThan(0);
  await first.close();

  const second = await openTab(context);
  await second.getByRole('button', { name: 'Recover income-training' }).click();
  await second.getByRole('tab', { name: /^Parameters/ }).click();
  await expect(second.getByRole('button', { name: 'Default of MaxDepth: 7' })).toBeVisible();
  await second.keyboard.press('Control+s');
  await expect(second.getByText('Saved income-training.cauce.json')).toBeVisible();

  const third = await openTab(context);
  await expect(third.getByRole('region', { name: 'Unsaved work' })).toHaveCount(0);
  await third.getByRole('button', { name: 'Open income-training, income-training.cauce.json' }).click();
  await third.getByRole('tab', { name: /^Parameters/ }).click();
  await expect(third.getByRole('button', { name: 'Default of MaxDepth: 7' })).toBeVisible();
});

test('two tabs on one file: the second save asks, and nothing is overwritten silently', async ({ context }) => {
  await withDisk(context);
  const [first, second] = [await openTab(context), await openTab(context)];
  await first.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await setDefault(first, 'MaxDepth', '6', '7');
  await first.keyboard.press('Control+s');
  await expect(first.getByText('Saved income-training.cauce.json')).toBeVisible();

  await second.reload();
  await second.getByRole('button', { name: /^Open income-training, / }).click();
  await setDefault(second, 'MaxDepth', '7', '9');
  await second.keyboard.press('Control+s');
  await expect(second.getByText('Saved income-training.cauce.json')).toBeVisible();
  await expect(first.getByText(/was saved in another tab/)).toBeVisible();

  await setDefault(first, 'MinAuc', '0.85', '0.9');
  await first.keyboard.press('Control+s');
  const question = first.getByRole('dialog', { name: 'income-training.cauce.json has changed on disk' });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Reload and lose my changes' }).click();
  await expect(first.getByRole('button', { name: 'Default of MaxDepth: 9' })).toBeVisible();
  await expect(first.getByRole('button', { name: 'Default of MinAuc: 0.85' })).toBeVisible();
});

test('a file that cannot be read is refused with the place, and the work stays', async ({ context }) => {
  await withDisk(context);
  const page = await openTab(context);
  await writeOnDisk(page, 'opened.cauce.json', '{\n  "format": "cauce/1",\n  "steps": {');
  await page.getByRole('button', { name: 'Open file' }).click();
  const question = page.getByRole('dialog', { name: 'opened.cauce.json was not opened' });
  await expect(question).toContainText('Line 3');
  await question.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('heading', { name: 'Draw a pipeline once, run it anywhere' })).toBeVisible();
});

/** How many drafts are kept: the autosave has written. */
function kept(): Promise<number> {
  return new Promise((resolve) => {
    const asked = indexedDB.open('cauce');
    asked.onsuccess = () => {
      const keys = asked.result.transaction('keyval').objectStore('keyval').getAllKeys();
      keys.onsuccess = () => {
        asked.result.close();
        resolve(keys.result.filter((k) => String(k).startsWith('draft:')).length);
      };
    };
    asked.onerror = () => resolve(0);
  });
}
