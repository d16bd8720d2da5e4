import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { openSampleSignedIn, signInByPassword, siteWithAws } from './awsSite.ts';
import { mocksOfSample } from './localAws.mjs';
import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

// AWS answers 400 to the question after a machine that is not there yet.
test.use({ expected: /^400 http:\/\/localhost:\d+\/$|status of 400/ });

const awsSite = siteWithAws(async () => ({ mocks: await mocksOfSample('training.cauce.json', ['income-training-dev']) }));

test.setTimeout(180_000);

test('two runs with different parameters are rows of a table, a file, and a comparison; an address leads to one of them', async ({ page: tab, context }) => {
  const site = awsSite();
  const { page, local } = site;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(page).origin });
  const { editor } = await openSampleSignedIn(tab, site);
  await editor.dock.getByRole('region', { name: 'Deployment' }).getByRole('button', { name: 'Deploy', exact: true }).click();

  const form = editor.dock.getByRole('form', { name: 'New run' });
  const grid = editor.dock.getByRole('grid', { name: 'Runs' });
  const names = (): Promise<string[]> => grid.getByRole('checkbox').evaluateAll((boxes) => boxes.map((b) => b.getAttribute('aria-label') ?? ''));
  await test.step('two runs', async () => {
    for (const [name, depth] of [['shallow', '3'], ['deep', '12']] as const) {
      await form.getByRole('textbox', { name: 'DataUri' }).fill('s3://bucket/data');
      await form.getByRole('textbox', { name: 'MaxDepth' }).fill(depth);
      await form.getByRole('textbox', { name: 'Execution name' }).fill(name);
      await form.getByRole('button', { name: 'Start run' }).click();
      await expect(editor.dock.getByRole('status').filter({ hasText: 'Succeeded' })).toBeVisible({ timeout: 30_000 });
      await editor.dock.getByRole('button', { name: 'All runs' }).click();
    }
    await expect(grid.getByRole('row', { name: /deep/ })).toContainText(/Succeeded.*s3:\/\/bucket\/data.*12/);
    await expect(grid.getByRole('row', { name: /shallow/ })).toContainText(/Succeeded.*s3:\/\/bucket\/data.*3/);
    await expect(editor.dock.getByText('All 2 runs of the last 90 days')).toBeVisible();
  });

  await test.step('they are ordered and filtered by a parameter', async () => {
    await grid.getByRole('button', { name: 'MaxDepth' }).click();
    await expect(grid.getByRole('columnheader', { name: 'MaxDepth' })).toHaveAttribute('aria-sort', 'ascending');
    expect(await names()).toEqual(['Compare shallow', 'Compare deep']);
    await grid.getByRole('button', { name: 'MaxDepth' }).click();
    expect(await names()).toEqual(['Compare deep', 'Compare shallow']);
    const filter = editor.dock.getByRole('searchbox', { name: 'Filter runs' });
    await filter.fill('MaxDepth<5');
    expect(await names()).toEqual(['Compare shallow']);
    await filter.fill('status:failed');
    await expect(editor.dock.getByText('No run is like that.')).toBeVisible();
    await filter.fill('');
  });

  await test.step('a file has what each was given', async () => {
    const [download] = await Promise.all([tab.waitForEvent('download'), editor.dock.getByRole('button', { name: 'Export the runs as CSV' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^income-training-dev-runs-\d{4}-\d\d-\d\d\.csv$/);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n').map((line) => line.split(','));
    const column = (name: string): (string | undefined)[] => lines.slice(1, 3).map((line) => line[lines[0]?.indexOf(name) ?? -1]);
    expect(lines).toHaveLength(4);
    expect([column('execution'), column('status'), column('DataUri'), column('MaxDepth'), column('Rounds')]).toEqual([['deep', 'shallow'], ['SUCCEEDED', 'SUCCEEDED'], ['s3://bucket/data', 's3://bucket/data'], ['12', '3'], ['', '']]);
  });

  await test.step('by the keyboard two are picked and compared', async () => {
    await grid.getByRole('checkbox', { name: 'Compare deep' }).focus();
    for (const key of ['Space', 'ArrowDown', 'Space']) await tab.keyboard.press(key);
    await expect(grid.getByRole('checkbox', { name: 'Compare shallow' })).toBeChecked();
    await editor.dock.getByRole('button', { name: 'Compare the two' }).press('Enter');
    const table = editor.dock.getByRole('table', { name: 'Comparison of two runs' });
    // The earlier one stands first.
    await expect(table.getByRole('row', { name: /^MaxDepth/ })).toHaveText(/MaxDepth3\s*12\s*\+9/);
    await expect(table.getByRole('row', { name: /^DataUri/ })).toHaveCount(0);
    await expect(table.getByRole('row', { name: /^Parameters/ })).toContainText('1 of 8 differ');
    await expect(table.getByRole('row', { name: /^Train XGBoost/ })).toBeVisible();
    await expect(table.getByRole('row', { name: /^Definition/ })).toContainText('the same in both');
    await editor.dock.getByRole('checkbox', { name: 'Also what is equal' }).check();
    await expect(table.getByRole('row', { name: /^DataUri/ })).toContainText('s3://bucket/data');
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page: tab }).include('.dock').disableRules('region').analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
    }
    await tab.keyboard.press('Escape');
    await expect(editor.dock.getByRole('button', { name: 'Compare the two' })).toBeFocused();
  });

  await test.step('its address, opened elsewhere, asks to sign in and shows it', async () => {
    await grid.getByRole('button', { name: 'Copy a link to deep' }).click();
    const address = await tab.evaluate(() => navigator.clipboard.readText());
    expect(address).toBe(`${page}#run=arn:aws:states:eu-west-1:000000000000:execution:income-training-dev:deep`);
    const other = await context.newPage();
    await other.goto(address);
    await expect(other.getByRole('dialog', { name: 'Sign in to see this run' })).toContainText('deep of income-training-dev is in account 000000000000, eu-west-1.');
    await other.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();
    await signInByPassword(other.getByRole('dialog'), local);
    await other.keyboard.press('Escape');
    const there = new Editor(other);
    await expect(there.dock.getByRole('status').filter({ hasText: 'Succeeded' })).toBeVisible({ timeout: 30_000 });
    await expect(there.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/);
    expect(other.url()).toBe(page);
  });
});
