import type { Page } from '@playwright/test';
import { withDisk, textOnDisk, writeOnDisk } from './pages/disk.ts';
import { Editor, textOf } from './pages/editor.ts';
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
    await expect(page.getByTitle(/^The cases are kept in .*income-training.tests.json$/)).toBeVisible();
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

test('a mock file of Step Functions Local runs in the editor, and is written from what is shown', async ({ page }) => {
  const editor = await Editor.open(page);
  await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await simulate(page);
  await editor.dock.getByRole('radio', { name: 'Mocks' }).click();
  const mocks = editor.dock.getByRole('region', { name: 'Mocks' });
  const cases = page.getByRole('region', { name: 'Test cases', exact: true });
  const open = async (text: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await mocks.getByRole('button', { name: 'Open a mock file' }).click();
    await (await chooser).setFiles({ name: 'MockConfigFile.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  };

  await test.step('what is wrong with it is told with its place, and nothing is answered from it', async () => {
    await open('{"StateMachines": {"m": {"TestCases": {"Broken": {\n"Train XGBoost": "lost"}}}},\n"MockedResponses": {}}');
    await expect(mocks.getByRole('list', { name: 'Problems of MockConfigFile.json' })).toContainText(/Line 2: .*“lost”/);
    await expect(mocks.getByRole('button', { name: 'Run Broken' })).toHaveCount(0);
  });

  await test.step('one of its test cases is one click, and can be a test case of the pipeline', async () => {
    await open(JSON.stringify({ StateMachines: { m: { TestCases: { 'No capacity': { 'Train XGBoost': 'none' } } } }, MockedResponses: { none: { '0-99': { Throw: { Error: 'NoCapacity', Cause: 'come back later' } } } } }));
    await mocks.getByRole('button', { name: 'Run No capacity' }).click();
    await expect(editor.step('Train XGBoost')).toHaveAccessibleName(/Failed, caught/);
    await expect(editor.dock.getByRole('status')).toContainText('NoCapacity');
    await newCase(page);
    await expect(cases.getByRole('button', { name: 'No capacity, passed' })).toBeVisible();
  });

  await test.step('it is there the next time', async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
    await simulate(page);
    await expect(cases.getByRole('button', { name: 'No capacity, passed' })).toBeVisible();
    await cases.getByRole('button', { name: 'No capacity, passed' }).click();
    await expect(editor.step('Train XGBoost')).toHaveAccessibleName(/Failed, caught/);
  });

  await test.step('what is shown is exported, and opened again does the same', async () => {
    await cases.getByRole('button', { name: /^Without a case/ }).click();
    await expect(editor.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/);
    await editor.step('Preprocess').click();
    await editor.inspector.getByRole('combobox', { name: 'Make it answer' }).selectOption('Fails some times, then answers');
    await expect(editor.step('Preprocess')).toHaveAccessibleName(/2 retries/);
    await editor.dock.getByRole('radio', { name: 'Mocks' }).click();
    const download = page.waitForEvent('download');
    await mocks.getByRole('button', { name: 'Export mocks' }).click();
    const { name, text } = await textOf(await download);
    expect(name).toBe('income-training.mocks.json');
    await editor.inspector.getByRole('combobox', { name: 'Make it answer' }).selectOption('As its service would');
    await expect(editor.step('Preprocess')).not.toHaveAccessibleName(/retries/);
    await open(text);
    await mocks.getByRole('button', { name: 'Run Shown' }).click();
    await expect(editor.step('Preprocess')).toHaveAccessibleName(/2 retries/);
  });
});
