import { expect, test } from './story.ts';
import { readFile } from 'node:fs/promises';

test.beforeEach(async ({ page }) => {
  await page.goto('');
  await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
});

test('the definition follows the drawing, and the drawing the definition', async ({ page }) => {
  await page.getByRole('tab', { name: 'Definition' }).click();
  await page.getByRole('button', { name: 'Maximise the dock' }).click();
  const text = page.locator('.view-lines');
  await expect(text).toContainText('"QueryLanguage": "JSONata"');
  await text.getByText('${ProcessingImage}').first().click();
  await expect(page.locator('.react-flow__node.selected')).toContainText('Preprocess');
  await expect(page.locator('.code-selected').first()).toBeVisible();

  await page.getByRole('combobox', { name: /language/i }).click();
  await page.getByRole('option', { name: 'JSONPath' }).click();
  await expect(text).not.toContainText('"QueryLanguage": "JSONata"');
});

test('a value moved to deploy is a placeholder in the text, and the last good text stays while there are errors', async ({ page }) => {
  await page.getByRole('tab', { name: /^Parameters/ }).click();
  await page.getByRole('radio', { name: 'Phase of MaxDepth: design' }).click();
  await page.getByRole('button', { name: 'Default of MaxDepth: 6' }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('tab', { name: /^Problems/ })).toContainText('1');
  await page.getByRole('tab', { name: 'Definition' }).click();
  await expect(page.getByText('Not current: 1 error')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Not current: 1 error')).toHaveCount(0);
});

test('both files for an environment hold its values and no placeholder', async ({ page }) => {
  const names: string[] = [];
  const texts: string[] = [];
  page.on('download', async (download) => {
    names.push(download.suggestedFilename());
    texts.push(await readFile(await download.path(), 'utf8'));
  });
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /Download both for prod/ }).click();
  await expect.poll(() => texts.length).toBe(2);
  expect(names.sort()).toEqual(['income-training.asl.json', 'income-training.manifest.json']);
  const definition = texts.find((t) => t.includes('"StartAt"')) ?? '';
  expect(definition).toContain('income-prod-artifacts');
  expect(definition).not.toContain('${');
});
