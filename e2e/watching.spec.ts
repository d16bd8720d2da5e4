import { openSampleSignedIn, siteWithAws } from './awsSite.ts';
import { mocksOfSample } from './localAws.mjs';
import { expect, test } from './story.ts';

// AWS answers 400 to the question after a machine that is not there yet.
test.use({ expected: /^400 http:\/\/localhost:\d+\/$|status of 400/ });

const awsSite = siteWithAws(async () => {
  const mocks = await mocksOfSample('training.cauce.json', ['income-training-dev']);
  // The endpoint is not ready as long as anybody looks: runs go on.
  Object.assign(mocks.MockedResponses, { 'Update endpoint status': { '0-999': { Return: { EndpointStatus: 'Creating' } } } });
  return { mocks };
});
test.setTimeout(120_000);

test('two executions are watched, come back after a reload, and one is stopped with a cause and made a test case', async ({ page: tab }) => {
  const { editor } = await openSampleSignedIn(tab, awsSite());
  const { dock, inspector } = editor;
  const watched = dock.getByRole('list', { name: 'Watched executions' });
  const form = dock.getByRole('form', { name: 'New run' });
  const start = async (name: string): Promise<void> => {
    await form.getByRole('textbox', { name: 'DataUri' }).fill(`s3://bucket/${name}`);
    await form.getByRole('textbox', { name: 'Execution name' }).fill(name);
    await form.getByRole('button', { name: 'Start run' }).click();
    await expect(editor.canvas.getByText(name)).toBeVisible();
    await expect(editor.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/, { timeout: 30_000 });
  };

  await test.step('two are started from the form', async () => {
    await dock.getByRole('region', { name: 'Deployment' }).getByRole('button', { name: 'Deploy', exact: true }).click();
    await start('first-run');
    await dock.getByRole('button', { name: 'All runs' }).click();
    await start('second-run');
  });

  await test.step('one is drawn, and the other one click away', async () => {
    await expect(watched.getByRole('listitem')).toHaveText(['first-run', 'second-run']);
    await watched.getByRole('button', { name: 'Show first-run, Running' }).click();
    await expect(editor.canvas.getByText('first-run')).toBeVisible();
    await expect(editor.step('Endpoint ready\\?|Update endpoint')).toHaveAccessibleName(/Running/);
  });

  await test.step('after a reload the drawing with its changes and both executions are there again', async () => {
    await tab.reload();
    await expect(editor.canvas.getByText('first-run')).toBeVisible({ timeout: 30_000 });
    await expect(editor.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/);
    await expect(watched.getByRole('listitem')).toHaveText(['first-run', 'second-run']);
    // It ran this drawing, with the role that was set and never saved.
    await expect(dock.getByRole('note')).toHaveCount(0);
  });

  await test.step('one is stopped with a cause, and AWS does not say that it can be redriven', async () => {
    await dock.getByRole('button', { name: 'Stop', exact: true }).click();
    await dock.getByRole('textbox', { name: 'Cause of the stop' }).fill('wrong data');
    await dock.getByRole('button', { name: 'Stop the run' }).click();
    await expect(dock.getByRole('status').filter({ hasText: 'wrong data' })).toContainText('Stopped');
    await expect(dock.getByRole('button', { name: 'Redrive' })).toBeDisabled();
    await expect(watched.getByRole('button', { name: 'Show first-run, Stopped' })).toBeVisible();
    await expect(watched.getByRole('button', { name: 'Show second-run, Running' })).toBeVisible();
  });

  await test.step('it becomes a test case, which is simulated with its input', async () => {
    await dock.getByRole('button', { name: 'Test case of it' }).click();
    await tab.getByRole('button', { name: 'Simulate' }).click();
    await editor.step('Preprocess').click();
    await expect(inspector.getByRole('region', { name: 'Arguments sent' })).toContainText('s3://bucket/first-run');
  });

  await test.step('it is started again from its values', async () => {
    await dock.getByRole('tab', { name: 'Runs' }).click();
    await watched.getByRole('button', { name: 'Show first-run, Stopped' }).click();
    await dock.getByRole('button', { name: 'Run again…' }).click();
    await expect(form.getByRole('textbox', { name: 'DataUri' })).toHaveValue('s3://bucket/first-run');
  });
});
