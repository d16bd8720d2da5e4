import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { textOf } from './pages/editor.ts';
import { expect, test } from './story.ts';

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
  await page.getByRole('menuitem', { name: /Definition and manifest for prod/ }).click();
  await expect.poll(() => texts.length).toBe(2);
  expect(names.sort()).toEqual(['income-training.asl.json', 'income-training.manifest.json']);
  const definition = texts.find((t) => t.includes('"StartAt"')) ?? '';
  expect(definition).toContain('income-prod-artifacts');
  expect(definition).not.toContain('${');
});

test('the execution role for the chosen environment is the one that the command line writes', async ({ page }, info) => {
  await page.getByRole('button', { name: 'Export' }).click();
  const downloaded = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Download the execution role CloudFormation, for dev/ }).click();
  const { name, text } = await textOf(await downloaded);
  await expect(page.getByText('Downloaded income-training.role.yaml for dev.')).toBeVisible();
  execFileSync(process.execPath, [resolve('src/cli/cauce.mjs'), 'role', 'public/samples/training.cauce.json', '--env', 'dev', '--out', info.outputPath('cli')]);
  expect(text).toBe(readFileSync(info.outputPath('cli', name), 'utf8'));
  expect(text).toContain('sagemaker:CreateTrainingJob');
});

test('the templates that set up an account are downloaded as the site has them, by mouse and by keyboard', async ({ page }) => {
  const fetched = async (open: () => Promise<void>) => {
    await page.getByRole('button', { name: 'Export' }).click();
    const downloaded = page.waitForEvent('download');
    await open();
    return textOf(await downloaded);
  };
  const identity = await fetched(() => page.getByRole('menuitem', { name: /^Who may use it/ }).click());
  const hosting = await fetched(async () => {
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
  });
  expect(identity).toEqual({ name: 'cauce-identity.yaml', text: readFileSync('public/templates/identity.yaml', 'utf8') });
  expect(hosting).toEqual({ name: 'cauce-hosting.yaml', text: readFileSync('public/templates/hosting.yaml', 'utf8') });
});
