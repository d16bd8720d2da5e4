import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

const train = 'Train XGBoost';

async function simulateSample(editor: Editor): Promise<void> {
  const { page } = editor;
  await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await editor.step(train).waitFor();
  await page.getByRole('button', { name: 'Simulate', exact: true }).click();
  await expect(editor.dock.getByRole('slider', { name: 'Time' })).toBeVisible();
}

test('a pipeline is rehearsed without an account', async ({ page }) => {
  const editor = await Editor.open(page);
  await simulateSample(editor);
  const time = editor.dock.getByRole('slider', { name: 'Time' });
  await expect(editor.canvas.getByText('nothing is sent to AWS')).toBeVisible();
  await expect(editor.step(train)).toHaveAccessibleName(/Succeeded/);

  await test.step('the scrubber shows what runs when', async () => {
    await time.fill(String(10 * 60));
    await expect(editor.step('Preprocess')).toHaveAccessibleName(/Succeeded/);
    await expect(editor.step(train)).toHaveAccessibleName(/Running/);
    await expect(editor.step('Evaluate')).toHaveAccessibleName(/Waiting for Train XGBoost/);
    await time.press('End');
    await expect(editor.step('Evaluate')).toHaveAccessibleName(/Succeeded/);
  });

  await test.step('a step that fails twice is retried and succeeds', async () => {
    await editor.step(train).click();
    await editor.inspector.getByRole('combobox', { name: 'Make it answer' }).selectOption('Fails some times, then answers');
    await expect(editor.step(train)).toHaveAccessibleName(/Succeeded, 2 retries/);
    await expect(editor.inspector.getByRole('list', { name: 'Attempts' })).toContainText(/Attempt 1.*Failed.*Attempt 2.*Failed.*Attempt 3.*Succeeded/);
  });

  await test.step('one that always fails leads to the path for failures, and its cause stands at it', async () => {
    await editor.inspector.getByRole('combobox', { name: 'Make it answer' }).selectOption('Fails always');
    await editor.inspector.getByRole('textbox', { name: 'Cause' }).fill('The training image is not there');
    await expect(editor.step(train)).toHaveAccessibleName(/Failed, caught, 5 retries/);
    await expect(editor.step('Tell the team')).toHaveAccessibleName(/Succeeded/);
    await expect(editor.step('Create model')).toHaveAccessibleName(/Not run/);
    await expect(editor.inspector.getByRole('list', { name: 'Attempts' })).toContainText('The training image is not there');
    await expect(editor.dock.getByRole('status')).toContainText(/Failed\s*at\s*Train XGBoost/);
  });

  await test.step('its history can be read', async () => {
    await editor.dock.getByRole('radio', { name: 'Events' }).click();
    await expect(editor.dock.getByRole('table', { name: 'Events' })).toContainText('ExecutionFailed');
  });

  await test.step('an answer can be pinned', async () => {
    await editor.inspector.getByRole('combobox', { name: 'Make it answer' }).selectOption('As its service would');
    await editor.step('Evaluate').click();
    await editor.inspector.getByRole('button', { name: 'Edit the result' }).click();
    await editor.inspector.getByRole('textbox', { name: 'Result, JSON' }).fill('{');
    await expect(editor.inspector.getByRole('button', { name: 'Pin the answer' })).toBeDisabled();
  });

  await editor.inspector.getByRole('button', { name: 'Cancel' }).click();

  await test.step('test cases say what is expected, and what they cover together', async () => {
    const cases = page.getByRole('region', { name: 'Test cases', exact: true });
    const coverage = cases.getByRole('region', { name: 'Coverage' });
    await cases.getByRole('button', { name: 'New test case from what is shown' }).click();
    await expect(cases.getByRole('button', { name: 'Case 1, passed' })).toBeVisible();
    await expect(coverage).toContainText(/Steps\s*7 of 9/);
    await cases.getByRole('button', { name: 'New test case from what is shown' }).click();
    await editor.step(train).click();
    await editor.inspector.getByRole('combobox', { name: 'Make it answer' }).selectOption('Fails always');
    await expect(cases.getByRole('button', { name: 'Case 2, failed' })).toContainText('status is FAILED');
    await cases.getByRole('combobox', { name: 'It is expected that it' }).selectOption('fails');
    await cases.getByRole('combobox', { name: 'Add a step that must run' }).selectOption('Tell the team');
    await expect(cases.getByRole('button', { name: 'Case 2, passed' })).toBeVisible();
    await expect(coverage).toContainText(/Steps\s*8 of 9/);
    await coverage.getByText(/\d+ not covered/).click();
    await coverage.getByRole('button', { name: 'Make a case: Not good enough, runs' }).click();
    await expect(cases.getByRole('button', { name: 'Not good enough: runs, passed' })).toBeVisible();
    await expect(coverage).toContainText(/Steps\s*9 of 9/);
    await cases.getByRole('button', { name: 'Case 2, passed' }).click();
    await cases.getByRole('combobox', { name: 'Add a step that must not run' }).selectOption('Preprocess');
    await expect(cases.getByRole('button', { name: 'Case 2, failed' })).toContainText('“Preprocess” (preprocess) ran');
  });

  await page.getByRole('button', { name: 'Simulate', exact: true }).click();
  await expect(editor.canvas.getByText('nothing is sent to AWS')).toBeHidden();
  await expect(editor.step(train)).not.toHaveAccessibleName(/Succeeded/);
});

test('a pinned answer shows its effect on the drawing', async ({ page }) => {
  const editor = await Editor.open(page);
  await simulateSample(editor);
  const auc = (value: string) => editor.canvas.getByRole('button', { name: new RegExp(`^auc: Evaluate to Good enough\\?: ${value}`) });

  await test.step('the report of an evaluation is pinned low', async () => {
    await editor.step('Evaluate').click();
    const report = editor.inspector.getByRole('region', { name: 'Report' });
    await report.getByRole('button', { name: 'Edit the report' }).click();
    await report.getByRole('textbox', { name: 'Report, JSON' }).fill('{"classification": {"auc": 0.41}}');
    await report.getByRole('button', { name: 'Pin the answer' }).click();
    await expect(report).toContainText('pinned');
    await expect(editor.step('Not good enough')).toHaveAccessibleName(/Succeeded/);
    await expect(editor.step('Create model')).toHaveAccessibleName(/Not run/);
    await expect(editor.dock.getByRole('status')).toContainText('The AUC is 0.41, wanted is 0.85');
  });

  await test.step('the wire that brought it to the gate says so, by keys and whole', async () => {
    await editor.step('Good enough\\?').click();
    await page.keyboard.press('w');
    await expect(auc('0.41')).toBeFocused();
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog', { name: 'auc: Evaluate to Good enough?' });
    await expect(card).toContainText('0.41');
    await card.getByRole('button', { name: 'Copy' }).click();
    await expect(card.getByRole('button', { name: 'Copied' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(auc('0.41')).toBeFocused();
    await expect(editor.inspector.getByText('It took the way “otherwise”.')).toBeVisible();
    await expect(editor.inspector.getByRole('region', { name: 'Received' })).toContainText(/Evaluate › auc\s*0\.41/);
  });

  await test.step('before the evaluation nothing is on that wire', async () => {
    await editor.dock.getByRole('slider', { name: 'Time' }).fill(String(10 * 60));
    await expect(auc('')).toBeHidden();
    await expect(editor.canvas.getByRole('button', { name: /^train: Preprocess to Train XGBoost/ })).toBeVisible();
  });

  await test.step('what no case takes is marked, and each mark makes the case', async () => {
    const cases = page.getByRole('region', { name: 'Test cases', exact: true });
    await cases.getByRole('button', { name: 'New test case from what is shown' }).click();
    await cases.getByRole('checkbox', { name: 'Show on the drawing' }).check();
    await expect(editor.canvas.getByRole('button', { name: 'Create model, runs is never run', exact: false })).toBeVisible();
    await editor.canvas.getByRole('button', { name: 'Good enough?, way 1 is never taken' }).click();
    await page.getByRole('dialog', { name: 'Not covered: Good enough?' }).getByRole('button', { name: 'Add a case that takes it' }).click();
    await expect(cases.getByRole('button', { name: 'Good enough?: way 1, passed' })).toBeVisible();
    await expect(editor.canvas.getByRole('button', { name: 'Good enough?, way 1 is never taken' })).toBeHidden();
    await editor.canvas.getByRole('button', { name: /not covered\. Hide the coverage/ }).click();
    await expect(cases.getByRole('checkbox', { name: 'Show on the drawing' })).not.toBeChecked();
  });
});

test('an execution that failed is redriven once its fault is cleared', async ({ page }) => {
  const editor = await Editor.open(page);
  await simulateSample(editor);
  const answers = editor.inspector.getByRole('combobox', { name: 'Make it answer' });
  const ending = editor.dock.getByRole('status');
  const attempts = editor.inspector.getByRole('list', { name: 'Attempts' });
  await editor.canvas.click({ position: { x: 20, y: 300 } });
  await editor.inspector.getByRole('combobox', { name: 'On failure of any step' }).selectOption({ index: 0 });
  await editor.step(train).click();
  await answers.selectOption('Fails always');
  await expect(ending).toContainText(/Failed\s*at\s*Train XGBoost/);
  await expect(editor.step('Evaluate')).toHaveAccessibleName(/Not run/);

  await test.step('without a change it fails again, in the same history', async () => {
    await editor.dock.getByRole('button', { name: 'Redrive' }).click();
    await expect(ending).toContainText('after 1 redrive');
    await editor.dock.getByRole('button', { name: 'Simulate from the start' }).click();
    await expect(ending).not.toContainText('redrive');
  });

  await test.step('with the fault cleared, only the rest runs', async () => {
    await answers.selectOption('As its service would');
    await expect(ending).toContainText(/The execution that failed\s*at\s*Train XGBoost\s*can be redriven/);
    await editor.dock.getByRole('button', { name: 'Redrive' }).click();
    await expect(ending).toContainText(/Succeeded\s*after 1 redrive/);
    await expect(editor.dock.getByRole('button', { name: 'Redrive' })).toBeHidden();
    await expect(attempts).toContainText(/Attempt 1.*Failed.*Redrive 1.*Succeeded/);
    await expect(editor.step('Create model')).toHaveAccessibleName(/Succeeded/);
    await editor.step('Preprocess').click();
    await expect(attempts.getByRole('listitem')).toHaveCount(1);
  });

  await test.step('the timeline and the history say when', async () => {
    await expect(editor.dock.getByText('Redriven', { exact: true })).toBeVisible();
    await editor.dock.getByRole('radio', { name: 'Events' }).click();
    await editor.dock.getByRole('cell', { name: 'ExecutionStarted' }).hover();
    await page.mouse.wheel(0, 1000);
    await expect(editor.dock.getByRole('row', { name: /ExecutionRedriven.*redrive 1/ })).toBeVisible();
    await editor.dock.getByRole('radio', { name: 'Timeline' }).click();
  });

  await test.step('and a test case does the same by itself', async () => {
    await page.getByRole('button', { name: 'New test case from what is shown' }).click();
    await expect(page.getByRole('button', { name: 'Case 1, passed' })).toBeVisible();
    await expect(editor.dock.getByRole('button', { name: 'Simulate from the start' })).toBeHidden();
    await expect(editor.dock.getByText('Redriven', { exact: true })).toBeVisible();
  });
});

test('test cases are kept in the browser', async ({ page }) => {
  const editor = await Editor.open(page);
  await simulateSample(editor);
  await page.getByRole('button', { name: 'New test case from what is shown' }).click();
  await expect(page.getByRole('button', { name: 'Case 1, passed' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the test cases' }).click();
  expect((await download).suggestedFilename()).toBe('income-training.tests.json');
  await page.reload();
  await simulateSample(editor);
  await expect(page.getByRole('button', { name: 'Case 1, passed' })).toBeVisible();
});

test('a pipeline with errors is not simulated, and says why', async ({ page }) => {
  const editor = await Editor.open(page);
  await page.getByRole('main').getByRole('button', { name: 'New pipeline' }).click();
  await page.getByRole('region', { name: 'Steps' }).getByRole('button', { name: /^Training job/ }).click();
  await editor.canvas.getByRole('group', { name: /^Training job/ }).waitFor();
  await page.keyboard.press('Control+Shift+Enter');
  await expect(editor.dock.getByText(/keep this pipeline from being simulated/)).toBeVisible();
  await editor.dock.getByRole('button', { name: 'Show all problems' }).click();
  await expect(editor.dock.getByRole('tab', { name: /^Problems/ })).toHaveAttribute('aria-selected', 'true');
});

test('a person’s prices stand before the ones that come with it', async ({ page }) => {
  const editor = await Editor.open(page);
  await simulateSample(editor);
  const cost = editor.dock.getByRole('definition').filter({ has: page.getByRole('button', { name: /^Prices/ }) });
  await expect(cost).toContainText('$0.14');
  await page.getByRole('textbox', { name: 'Input, JSON' }).fill('{"DataUri": "s3://b/d", "TrainingInstanceType": "ml.p5.48xlarge"}');
  await editor.step(train).click();
  await editor.inspector.getByRole('button', { name: 'Add a price for ml.p5.48xlarge' }).click();

  await test.step('the price that is lacking is asked for, and its cost is there at once', async () => {
    const price = editor.dock.getByRole('textbox', { name: 'Price of ml.p5.48xlarge' });
    await expect(price).toBeFocused();
    await price.fill('60');
    await expect(editor.inspector.getByText('about $25.00')).toBeVisible();
    await expect(editor.dock.getByRole('button', { name: 'Prices: estimate, jobs only' })).toBeVisible();
  });

  await test.step('one of ours can be changed, and gone back to', async () => {
    const price = editor.dock.getByRole('textbox', { name: 'Price of ml.m5.xlarge' });
    await price.fill('much');
    await expect(price).toHaveAttribute('aria-invalid', 'true');
    await price.fill('0.5');
    await editor.dock.getByRole('button', { name: 'Back to Cauce’s price of ml.m5.xlarge: 0.23' }).click();
    await expect(price).toHaveValue('0.230');
  });

  await test.step('a type can be added before it is used', async () => {
    const add = editor.dock.getByRole('form', { name: 'Add an instance type' });
    await add.getByRole('textbox', { name: 'Instance type' }).fill('ml.trn1.2xlarge');
    await add.getByRole('textbox', { name: 'US dollars an hour' }).fill('1.6');
    await add.getByRole('button', { name: 'Add an instance type' }).click();
    await expect(editor.dock.getByRole('textbox', { name: 'Price of ml.trn1.2xlarge' })).toHaveValue('1.600');
  });

  await test.step('they are there the next time, for any pipeline', async () => {
    await page.reload();
    await simulateSample(editor);
    await editor.dock.getByRole('button', { name: /^Prices/ }).click();
    await expect(editor.dock.getByRole('textbox', { name: 'Price of ml.trn1.2xlarge' })).toHaveValue('1.600');
    await expect(editor.dock.getByRole('textbox', { name: 'Price of ml.p5.48xlarge' })).toHaveValue('60.000');
  });
});

test('chaos: every task fails with every error, and any of it becomes a test case', async ({ page }) => {
  const editor = await Editor.open(page);
  await simulateSample(editor);
  const chaos = editor.dock.getByRole('region', { name: 'Chaos' });
  const faults = chaos.getByRole('table', { name: 'Faults' });
  await editor.dock.getByRole('radio', { name: 'Chaos' }).click();
  await editor.dock.getByRole('radio', { name: 'Fails always' }).click();
  await editor.dock.getByRole('button', { name: 'Run chaos' }).click();
  await expect(chaos.getByRole('status')).toContainText(/None of \d+ faults ends the pipeline uncaught/);

  await test.step('its table is filtered and sorted', async () => {
    await chaos.getByRole('textbox', { name: 'Filter by step or error' }).fill('train');
    await expect(faults.getByRole('row', { name: /Preprocess/ })).toHaveCount(0);
    await faults.getByRole('button', { name: 'Fails with' }).click();
    await expect(faults.getByRole('columnheader', { name: 'Fails with' })).toHaveAttribute('aria-sort', 'ascending');
    await expect(faults.getByRole('row').nth(1)).toContainText('SageMaker.AmazonSageMakerException');
    await faults.getByRole('button', { name: 'Fails with' }).click();
    await expect(faults.getByRole('row').nth(1)).toContainText('States.Timeout');
  });

  await test.step('a row shows its simulation, at its step', async () => {
    await faults.getByRole('button', { name: 'Show Train XGBoost failing with States.TaskFailed' }).click();
    await expect(editor.step(train)).toHaveAccessibleName(/selected.*Failed, caught|Failed, caught.*selected/);
    await expect(editor.inspector.getByRole('list', { name: 'Attempts' })).toContainText('AlgorithmError');
    await expect(page.getByRole('button', { name: 'Fault of the chaos run: Train XGBoost: States.TaskFailed' })).toBeVisible();
  });

  await test.step('and is kept as a case that passes', async () => {
    await faults.getByRole('button', { name: 'Keep as a test case: Train XGBoost, States.TaskFailed' }).click();
    await expect(page.getByRole('button', { name: 'Train XGBoost: States.TaskFailed, passed' })).toBeVisible();
  });

  await test.step('where nothing catches, it says at how many steps', async () => {
    await editor.canvas.click({ position: { x: 20, y: 300 } });
    await editor.inspector.getByRole('combobox', { name: 'On failure of any step' }).selectOption({ index: 0 });
    await expect(chaos.getByText('The pipeline has changed since.')).toBeVisible();
    await chaos.getByRole('textbox', { name: 'Filter by step or error' }).fill('');
    await chaos.getByRole('button', { name: 'Run again' }).click();
    await expect(chaos.getByRole('status')).toContainText(/\d+ of \d+ faults end the pipeline; \d steps have no catch for them/);
    await chaos.getByRole('combobox', { name: 'Outcome' }).selectOption({ label: await chaos.getByRole('option', { name: /^Ends the pipeline/ }).innerText() });
    await expect(faults.getByRole('row').nth(1)).toContainText('Ends the pipeline');
  });
});
