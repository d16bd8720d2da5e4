import { expect, test } from '@playwright/test';
import { Editor } from './pages/editor.ts';

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

test('the page logs no error and asks for nothing that is not there', async ({ page }) => {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('response', (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`));
  const editor = await Editor.open(page);
  await page.getByRole('main').getByRole('button', { name: /^Open the sample Two candidates/ }).click();
  await editor.step('Choose the better').click();
  await editor.tab('Definition').click();
  await expect(editor.dock.getByRole('textbox', { name: 'Definition' })).toBeAttached();
  expect(wrong).toEqual([]);
});
