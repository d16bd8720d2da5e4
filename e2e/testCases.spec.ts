import type { Page } from '@playwright/test';
import { withDisk, textOnDisk, writeOnDisk } from './pages/disk.ts';
import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

const simulate = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Simulate', exact: true }).click();
  await expect(page.getByRole('slider', { name: 'Time' })).toBeVisible();
};
const newCase = (page: Page): Promise<void> => page.getByRole('button', { name: 'New test case from what is shown' }).click();

test('test cases lie beside the pipeline’s file, and nothing that changed outside is overwritten silently', async ({ context, page }) => {
  await withDisk(context);
  await page.goto('');
  await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await simulate(page);
  await newCase(page);
  await expect(page.getByRole('button', { name: 'Case 1, passed' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep the cases beside the file' })).toHaveCount(0);

  await test.step('saved as a file the pipeline takes them along, and they can lie beside it', async () => {
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Saved income-training.cauce.json')).toBeVisible();
    await page.getByRole('button', { name: 'Keep the cases beside the file' }).click();
    await expect(page.getByText('Kept in income-training.tests.json')).toBeVisible();
    await expect.poll(() => textOnDisk(page, 'income-training.tests.json')).toContain('"Case 1"');
    await newCase(page);
    await expect.poll(() => textOnDisk(page, 'income-training.tests.json')).toContain('"Case 2"');
  });

  await test.step('where both sides changed, it is asked', async () => {
    await writeOnDisk(page, 'income-training.tests.json', '{"format": "cauce-tests/1", "cases": {"Of a colleague": {}}}');
    await newCase(page);
    await page.getByRole('dialog', { name: 'income-training.tests.json has changed outside' }).getByRole('button', { name: 'Take those of the file' }).click();
    await expect(page.getByRole('button', { name: 'Of a colleague, passed' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Case 1/ })).toHaveCount(0);
  });

  await test.step('they are read again when the pipeline is opened, though the drawing has another name', async () => {
    await writeOnDisk(page, 'income-training.tests.json', '{"format": "cauce-tests/1", "cases": {"Written by hand": {}}}');
    await page.reload();
    await page.getByRole('button', { name: 'Open income-training, income-training.cauce.json' }).click();
    await simulate(page);
    await expect(page.getByRole('button', { name: 'Written by hand, passed' })).toBeVisible();
    await page.getByRole('button', { name: 'Keep the cases in the browser only' }).click();
    await newCase(page);
    await expect(page.getByRole('button', { name: 'Case 2, passed' })).toBeVisible();
    expect(await textOnDisk(page, 'income-training.tests.json')).not.toContain('Case 2');
  });
});

test('a simulation says what it wonders about, and further calls of a step can fail', async ({ page }) => {
  const editor = await Editor.open(page);
  await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await simulate(page);
  await page.getByRole('textbox', { name: 'Input, JSON' }).fill('{"DataUri": "s3://b/d", "MaxDeth": 3}');
  const said = editor.dock.getByRole('list', { name: 'What the simulation says' });
  await expect(said).toContainText('MaxDeth');
  await editor.step('Evaluate').click();
  await editor.inspector.getByRole('combobox', { name: 'Call' }).selectOption('Reading its report');
  await editor.inspector.getByRole('combobox', { name: 'Make it answer' }).selectOption('Fails always');
  await expect(editor.step('Evaluate')).toHaveAccessibleName(/Failed/);
  await editor.step('Preprocess').click();
  await editor.step('Evaluate').click();
  await expect(editor.inspector.getByRole('combobox', { name: 'Make it answer' })).toHaveValue('always');
});
