import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from './browser.mjs';
import { serveSite } from './serve.mjs';

/** `npm run pictures`: the README's pictures, taken from the built site with samples open, in light and dark. */
const folder = join(import.meta.dirname, 'pictures');
mkdirSync(folder, { recursive: true });
const server = await serveSite(0, '/');
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
const PICTURES = {
  editor: async (page) => {
    await page.getByRole('button', { name: /^Open the sample Train and deploy/ }).click();
    await page.getByRole('group', { name: /^Train XGBoost,/ }).click();
    await page.getByRole('region', { name: 'Dock' }).getByRole('tab', { name: 'Definition' }).click();
    await page.locator('.monaco-editor .view-line').nth(5).waitFor();
  },
  plan: async (page) => {
    await page.getByRole('button', { name: /^Open the sample Two candidates/ }).click();
    await page.getByRole('button', { name: /^Show the plan/ }).click();
    await page.getByRole('region', { name: 'Plan', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Fit to screen' }).click();
  },
};
try {
  for (const theme of ['light', 'dark']) {
    for (const [name, open] of Object.entries(PICTURES)) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: theme, reducedMotion: 'reduce' });
      await page.goto(`http://localhost:${server.address().port}/`);
      await open(page);
      await page.evaluate(() => document.fonts.ready);
      await page.mouse.move(720, 10);
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' });
      await page.close();
    }
  }
} finally {
  await browser.close();
  server.close();
}
