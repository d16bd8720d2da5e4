import AxeBuilder from '@axe-core/playwright';
import { openSampleSignedIn, siteWithAws } from './awsSite.ts';
import { mocksOfSample } from './localAws.mjs';
import { expect, test } from './story.ts';

// AWS answers 400 to the question after a machine that is not there yet.
test.use({ expected: /^400 http:\/\/localhost:\d+\/$|status of 400/ });

const awsSite = siteWithAws(async () => ({ mocks: await mocksOfSample('training.cauce.json', ['income-training-dev']) }));

// A local AWS, on a machine that may be busy.
test.setTimeout(120_000);

test('a half-filled form is kept, its values become a preset, and a sweep of three is watched to its end', async ({ page: tab }) => {
  const { editor } = await openSampleSignedIn(tab, awsSite());
  const { dock } = editor;
  const form = dock.getByRole('form', { name: 'New run' });
  const field = (name: string) => form.getByRole('textbox', { name });

  await test.step('the form can be filled before anything is deployed', async () => {
    await expect(form.getByRole('button', { name: 'Deploy and run' })).toBeDisabled();
    await field('Rounds').fill('20');
  });

  await test.step('half filled and closed, it keeps what was typed, over a reload too', async () => {
    await editor.tab('Problems').click();
    await dock.getByRole('tab', { name: 'Runs' }).click();
    await expect(form.getByRole('status').first()).toContainText('One value is still here from before.');
    await tab.reload();
    await tab.getByRole('button', { name: 'Recover income-training' }).click();
    await tab.getByRole('button', { name: 'Deploy and run' }).first().click();
    await expect(field('Rounds')).toHaveValue('20');
    await expect(form.getByRole('status').first()).toContainText('One value is still here from before.');
  });

  await test.step('a file of this computer goes to the bucket, and its place into the field', async () => {
    await form.getByLabel('File for DataUri', { exact: true }).setInputFiles({ name: 'census.csv', mimeType: 'text/csv', buffer: Buffer.from('age,income\n39,50000\n') });
    await expect(field('DataUri')).toHaveValue(/^s3:\/\/cauce-artifacts\/uploads\/\d{8}T\d{6}-\w{6}\/census\.csv$/);
  });

  await test.step('its values become a preset, which fills the form again', async () => {
    await form.getByRole('button', { name: 'Save preset' }).click();
    await tab.getByRole('textbox', { name: 'Name of the preset' }).fill('Small');
    await tab.keyboard.press('Enter');
    await form.getByRole('button', { name: 'Empty the form' }).or(form.getByRole('button', { name: 'Reset 1' })).first().click();
    await expect(field('Rounds')).toHaveValue('');
    await form.getByRole('button', { name: 'Fill from' }).click();
    await tab.getByRole('menuitem', { name: 'Small', exact: true }).click();
    await expect(field('Rounds')).toHaveValue('20');
    await expect(form).toContainText('Filled with the preset Small.');
  });

  const sent = dock.getByRole('region', { name: 'What will be sent' });
  await test.step('a sweep says how many runs it is, and lists them', async () => {
    await form.getByRole('radio', { name: 'Sweep' }).click();
    await form.getByRole('button', { name: 'Vary MaxDepth' }).click();
    await field('MaxDepth').fill('4, 6, x');
    await expect(form).toContainText('x: A whole number is needed');
    await field('MaxDepth').fill('4, 6, 8');
    await expect(form.getByRole('region', { name: 'Sweep' })).toContainText('3 runs');
    await expect(sent.getByRole('table', { name: 'Runs to be started' }).getByRole('row')).toHaveCount(4);
    await expect(form.getByRole('textbox', { name: 'At once' })).toHaveValue('2');
    const { violations } = await new AxeBuilder({ page: tab }).include('.dock').disableRules('region').analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });

  const view = dock.getByRole('region', { name: /^Sweep \w{6}$/ });
  await test.step('it is deployed and started with one press, two runs at once, and watched as one', async () => {
    await form.getByRole('button', { name: 'Deploy and run' }).click();
    await expect(view.getByRole('row', { name: /^3 Waiting 8/ })).toBeVisible({ timeout: 30_000 });
    await expect(view.getByRole('listitem').filter({ hasText: '2 running' })).toBeVisible();
    await expect(view.getByRole('status').first()).toHaveText('3 of 3 ended', { timeout: 60_000 });
    await expect(view.getByRole('row', { name: /Succeeded/ })).toHaveCount(3);
  });

  await test.step('another page finds it by the names of its runs', async () => {
    await tab.reload();
    await tab.getByRole('button', { name: 'Recover income-training' }).click();
    await tab.getByRole('button', { name: 'Deploy and run' }).first().click();
    await dock.getByRole('navigation', { name: 'Sweeps' }).getByRole('button', { name: /^Sweep/ }).click();
    await expect(view.getByRole('row', { name: /^2 Succeeded 6/ })).toBeVisible();
    await expect(view.getByRole('status').first()).toHaveText('3 of 3 ended');
  });
});
