import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from './browser.mjs';
import { serveSite } from './serve.mjs';

/** `npm run pictures`: the README's pictures, taken from the built site with a sample open, in light and dark. */
const folder = join(import.meta.dirname, 'pictures');
mkdirSync(folder, { recursive: true });
const server = await serveSite(0, '/');
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
try {
  for (const theme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(`http://localhost:${server.address().port}/`);
    await page.getByRole('button', { name: /^Open the sample Train and deploy/ }).click();
    await page.getByRole('group', { name: /^Train XGBoost,/ }).click();
    await page.getByRole('region', { name: 'Dock' }).getByRole('tab', { name: 'Definition' }).click();
    await page.locator('.monaco-editor .view-line').nth(5).waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.mouse.move(720, 10);
    await page.screenshot({ path: join(folder, `editor-${theme}.png`), animations: 'disabled' });
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
