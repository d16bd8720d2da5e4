import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

test('an expression that cannot be read is an error at its field, and goes with it', async ({ page }) => {
  const editor = await Editor.open(page);
  await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await editor.step('Train XGBoost').click();
  await editor.binding('Instance type').click();
  await page.getByRole('menuitem', { name: 'Expression', exact: true }).click();
  await page.keyboard.type('"ml." & (3');
  await page.keyboard.press('Tab');
  await editor.tab('Problems').click();
  await expect(editor.dock.getByRole('button', { name: /^Error: The expression is not JSONata: expected "\)"/ })).toContainText('Train XGBoost › Instance type');
  await expect(editor.inspector.getByText(/The expression is not JSONata/)).toBeVisible();
  await editor.field('Expression of Instance type').fill('"ml.m5." & "large"');
  await editor.field('Expression of Instance type').blur();
  await expect(editor.dock.getByRole('button', { name: /^Error/ })).toHaveCount(0);
});

test('in a narrow window the panes are a click away, and the tab says which pipeline it holds', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  const editor = await Editor.open(page);
  await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await expect(page).toHaveTitle('income-training – Cauce');
  await editor.step('Train XGBoost').click();
  await expect(editor.inspector).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  await editor.field('Name of the step').fill('Train it');
  await editor.field('Name of the step').blur();
  await expect(page).toHaveTitle('● income-training – Cauce');
  await page.getByRole('button', { name: 'Hide the inspector' }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Show steps' }).click();
  await editor.steps.getByRole('button', { name: 'Succeed', exact: true }).click();
  await expect(editor.step('Succeed')).toBeVisible();
});
