import type { Page } from '@playwright/test';
import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

const takes = (name: string, minutes: number, reads: readonly string[] = []): object => ({
  kind: 'lambda:invoke', name, estimateSeconds: minutes * 60,
  arguments: { FunctionName: 'work', Payload: Object.fromEntries(reads.map((id) => [id, { $output: { from: `${id}/Payload` } }])) },
});
/** Join needs Load and Clean, Report needs Clean: Step Functions cannot nest that without a wait that nobody drew. */
const LOSING = { format: 'cauce/1', name: 'losing', language: 'jsonata', steps: { load: takes('Load', 30), clean: takes('Clean', 20), join: takes('Join', 10, ['load', 'clean']), report: takes('Report', 20, ['clean']) } };

async function openFile(page: Page, pipeline: object): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles({ name: 'losing.cauce.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(pipeline)) });
}

test('the plan lies over the drawing, and says what is lost and what would help', async ({ page }) => {
  const editor = await Editor.open(page);
  await openFile(page, LOSING);
  const plan = page.getByRole('region', { name: 'Plan', exact: true });
  await page.getByRole('button', { name: '25 % over the ideal' }).click();
  await expect(plan).toContainText('4 steps, up to 2 at a time, in about 50 min by their estimates: 10 min of it lost, 25 % over the ideal of about 40 min, because Step Functions makes Join wait for Report, though it uses nothing of it');

  await test.step('a word shows its step, a wait says what it costs', async () => {
    await expect(editor.canvas.getByRole('button', { name: 'Join has to wait for Report, though it uses nothing of it: 10 min longer' })).toHaveText('+10 min');
    await plan.getByRole('button', { name: 'Report' }).click();
    await expect(editor.step('Report')).toHaveAccessibleName(/selected/);
  });

  const help = page.getByRole('dialog', { name: 'Why it takes longer, and what would help' });
  const helped = async (button: string): Promise<void> => {
    await plan.getByRole('button', { name: 'Why, and what helps' }).click();
    await help.getByRole('button', { name: button }).click();
    await expect(help).toHaveCount(0);
  };
  await test.step('signals make it shorter, and undo takes them back', async () => {
    await helped('Turn on signals');
    await expect(plan).toContainText('in about 40 min by their estimates: 2 s of it lost, less than 0.1 % over the ideal of about 40 min, for 1 signal between branches');
    await editor.canvas.getByRole('group', { name: 'Drawing' }).focus();
    await page.keyboard.press('Control+z');
    await expect(plan).toContainText('25 %');
  });

  await test.step('a wait that is drawn is no loss', async () => {
    await helped('Keep the wait');
    await expect(plan).toContainText('No order of them is faster: the slowest path takes all of that time');
    await expect(plan.getByRole('button', { name: 'Why, and what helps' })).toHaveCount(0);
  });
});

test('measured durations become estimates after a look, and say where they come from', async ({ page }) => {
  const editor = await Editor.open(page);
  await page.getByRole('button', { name: 'Open the sample Two candidates side by side' }).click();
  await editor.canvas.getByRole('group', { name: 'Drawing' }).focus();
  const plan = page.getByRole('region', { name: 'Plan', exact: true });
  await expect(page.getByRole('button', { name: /^Show the plan/ })).toBeVisible();
  await page.keyboard.press('p');
  await expect(plan).toContainText('12 steps, up to 2 at a time, in about 52 min by their estimates. No order of them is faster');

  await test.step('a simulation measures, while its plan stays away', async () => {
    await page.getByRole('button', { name: 'Simulate', exact: true }).click();
    await expect(page.getByRole('slider', { name: 'Time' })).toBeVisible();
    await expect(plan).toHaveCount(0);
    await editor.step('Try each set').getByText('Try each set').click();
    await editor.inspector.getByRole('tab', { name: 'Errors and retries' }).click();
    await expect(editor.inspector).toContainText('by what is in it');
    await editor.inspector.getByRole('button', { name: 'Use measured durations…' }).click();
  });

  await test.step('what would change is shown before it is written, all at once', async () => {
    const dialog = page.getByRole('dialog', { name: 'Use measured durations' });
    await expect(dialog.getByRole('row', { name: /^Try each set .* by what is in it/ })).toBeVisible();
    await dialog.getByRole('button', { name: /^Use \d+ measured duration/ }).click();
    await expect(editor.inspector.getByText(/measured on \d{4}-\d{2}-\d{2} in a simulation/)).toBeVisible();
    await page.getByRole('button', { name: 'Undo use measured durations' }).first().click();
    await expect(editor.inspector).toContainText('by what is in it');
  });
});
