import type { Locator } from '@playwright/test';
import { Editor } from './pages/editor.ts';
import { Mouse } from './pages/mouse.ts';
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

test('lines come and go with their ends: a catch drawn, a step dragged above its source, arguments replaced', async ({ page }) => {
  await openSample('Train and deploy');
  const mouse = new Mouse(editor);
  await editor.step('Train XGBoost').hover();
  await mouse.drag(editor.step('Train XGBoost').getByTitle(/^On failure/), editor.step('Not good enough'));
  await expect(editor.wire('failure: Train XGBoost to Not good enough')).toBeAttached();

  await mouse.drag(editor.step('Not good enough'), editor.step('Preprocess'), { x: 320, y: -60 });
  await expect(editor.wire('failure: Train XGBoost to Not good enough')).toBeAttached();

  await editor.step('Train XGBoost').click();
  await editor.inspector.getByRole('button', { name: 'Show the arguments as JSON' }).click();
  await editor.inspector.getByRole('textbox', { name: 'Arguments of Train XGBoost as JSON' }).fill('{"TrainingJobName": "mine"}');
  await page.keyboard.press('Control+Enter');
  await expect(editor.wire('train: Preprocess to Train XGBoost')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await editor.canvas.click({ position: { x: 500, y: 20 } });
  await page.keyboard.press('Control+z');
  await expect(editor.wire('train: Preprocess to Train XGBoost')).toBeAttached();
});

test('steps caught in a frame are moved together, grouped side by side, and ungrouped as they were', async ({ page }) => {
  await openSample('Train and deploy');
  const mouse = new Mouse(editor);
  const [first, last] = [editor.step('Configure endpoint'), editor.step('Update endpoint')];
  await mouse.drag(first, last, { x: 20, y: 10 }, { x: -120, y: -35 });
  await expect(editor.inspector.getByRole('heading', { name: '2 steps' })).toBeVisible();

  const left = async (step: Locator): Promise<number> => Math.round((await step.boundingBox())?.x ?? 0);
  const [one, other] = [await left(first), await left(last)];
  await mouse.drag(first, first, { x: 80, y: 10 });
  await expect.poll(async () => (await left(first)) - one).toBeGreaterThan(60);
  expect((await left(last)) - other).toBe((await left(first)) - one);
  await page.keyboard.press('Control+z');

  await editor.inspector.getByRole('button', { name: 'Group into a Parallel' }).click();
  await expect(editor.step('Parallel')).toBeVisible();
  await editor.inspector.getByRole('button', { name: /^Ungroup/ }).click();
  await expect(editor.step('Parallel')).toHaveCount(0);
  await expect(editor.wire('Endpoint configuration: Configure endpoint to Update endpoint')).toBeAttached();
  await editor.expectNoProblems();
});

test('what is copied outside is pasted into the container that is entered', async ({ page }) => {
  await openSample('Two candidates');
  await editor.step('Train XGBoost').click();
  await page.keyboard.press('Control+c');
  await editor.step('Try each set').locator('header').click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Containers entered' })).toContainText('Try each set');
  await expect(editor.inspector.getByRole('textbox', { name: 'Name of the step' })).toHaveValue('Try each set');
  await page.keyboard.press('Control+v');
  await expect(editor.step('Train XGBoost 2')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(editor.canvas.getByText('13 steps, 3 in containers')).toBeVisible();
});

test('a step dragged where it cannot go is told so at the pointer, and stays', async ({ page }) => {
  await openSample('Two candidates');
  const [step, map] = [editor.step('Pick the best set'), editor.step('Try each set')];
  const [from, into] = [await step.boundingBox(), await map.boundingBox()];
  if (!from || !into) throw new Error('not to be seen');
  await page.mouse.move(from.x + 50, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(into.x + 30, into.y + into.height / 2, { steps: 6 });
  await expect(editor.canvas.getByRole('status')).toContainText('exists only when all inside has ended');
  await page.mouse.up();
  await expect(editor.canvas.getByRole('status')).toHaveCount(0);
  await expect(editor.canvas.getByText('12 steps, 2 in containers')).toBeVisible();
});

test('a wire drawn out of a container makes a result of it, and one dropped in its body adds the step there', async ({ page }) => {
  const mouse = new Mouse(editor);
  const artifact = { name: 'Model artifact', type: 'model-artifact' };
  await mouse.newPipeline();
  await mouse.addStep('Training job', 'Train', { x: 320, y: 190 });
  await page.keyboard.press('Control+Alt+g');
  await expect(editor.step('Parallel')).toBeVisible();
  await mouse.addStep('Model', 'Register', { x: 320, y: 440 });
  await mouse.wire('Train', artifact, 'Register', artifact);
  await expect(editor.wire('artifact: Parallel to Register')).toBeAttached();
  await editor.step('Parallel').locator('header').click();
  await expect(editor.inspector.getByText('Train › artifact')).toBeVisible();

  await editor.step('Train').hover();
  await mouse.drag(editor.step('Train').getByTitle('Job name: name'), editor.step('Train'), { x: 0, y: 90 });
  await page.getByRole('menuitem', { name: /^Lambda function/ }).click();
  await expect(editor.canvas.getByText('4 steps, 2 in containers')).toBeVisible();
});

test('Tab goes from the list of steps into the drawing, and through it', async ({ page }) => {
  await openSample('Train and deploy');
  await editor.step('Preprocess').waitFor(); // before the drawing is there, Tab goes past its place
  await editor.steps.getByRole('button', { name: 'Fail', exact: true }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(editor.canvas.getByRole('group', { name: 'Drawing' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(editor.field('Name of the step')).toHaveValue('Preprocess');
  await expect(editor.step('Preprocess')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(editor.steps.getByRole('separator')).toBeFocused();
});

test('a step dragged in while the drawing still loads is there when it has', async ({ page }) => {
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((done) => { arrive = done; });
  await page.route('**/assets/Canvas-*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  editor = await Editor.open(page);
  await page.getByRole('main').getByRole('button', { name: 'New pipeline' }).click();
  await editor.steps.getByRole('button', { name: 'Lambda function', exact: true }).dragTo(editor.canvas);
  await expect(editor.field('Name of the step')).toHaveValue('Lambda function');
  arrive();
  await expect(editor.step('Lambda function')).toBeVisible();
});

test('the dock rests for a sample without problems, and its tabs bring it up', async () => {
  await openSample('Train and deploy');
  await expect(editor.dock.getByText('No problems.')).toBeHidden();
  await editor.expectNoProblems();
});
