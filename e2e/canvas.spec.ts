import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

/** What a hand does on the canvas, and what must not be lost there again. */
let editor: Editor;
test.beforeEach(async ({ page }) => {
  editor = await Editor.open(page);
});

async function openSample(name: string): Promise<void> {
  await editor.page.getByRole('main').getByRole('button', { name: new RegExp(`^Open the sample ${name}`) }).click();
  await editor.canvas.waitFor();
}

test('a selected wire shows the field that it fills, and Delete takes the wire only', async ({ page }) => {
  await openSample('Train and deploy');
  await editor.clickWire('train: Preprocess to Train XGBoost');
  await expect(editor.field('Name of the step')).toHaveValue('Train XGBoost');
  const marked = editor.inspector.locator('.field.sel');
  await expect(marked).toBeInViewport();
  await expect(marked).toContainText('Preprocess');
  await page.keyboard.press('Delete');
  await expect(page.getByText('Deleted wire')).toBeVisible();
  await expect(editor.step('Train XGBoost')).toBeVisible();
  await expect(marked).toHaveCount(0);
});
