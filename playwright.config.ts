import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from './e2e/browser.mjs';

/** The stories run on the built site, served below a path, as somebody would host it. */
// Workers load this file too; the runner has already started the browser once, and hands its path on.
const browser = process.env['TEST_WORKER_INDEX'] === undefined ? await findBrowser() : process.env['CAUCE_BROWSER'];
process.env['CAUCE_BROWSER'] = browser;
const port = Number(process.env['CAUCE_PORT'] ?? 5197);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${port}/some/path/`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: browser ?? '', args: BROWSER_ARGS },
  },
  webServer: { command: `node e2e/serve.mjs ${port} /some/path/`, url: `http://localhost:${port}/some/path/`, reuseExistingServer: false },
});
