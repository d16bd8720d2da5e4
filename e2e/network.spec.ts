import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

test('the page asks no foreign origin for anything, whatever of it is opened', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  const home = new URL(baseURL ?? '').origin;
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== home && url.protocol !== 'data:' && url.protocol !== 'blob:') foreign.push(request.url());
  });
  const editor = await Editor.open(page);
  await page.getByRole('main').getByRole('button', { name: /^Open the sample Train and deploy/ }).click();
  await editor.step('Train XGBoost').click();
  await editor.tab('Parameters').click();
  // The largest part that is loaded late: Monaco, its workers and its fonts.
  await editor.tab('Definition').click();
  await expect(editor.dock.getByRole('textbox', { name: 'Definition' })).toBeAttached();
  await page.waitForLoadState('networkidle');
  expect(foreign).toEqual([]);
});
