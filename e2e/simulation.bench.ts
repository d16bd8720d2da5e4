import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { serializePipeline } from '../src/core/file/serialize.ts';
import type { Figure } from '../src/testing/bench.ts';
import { largePipeline } from '../src/testing/largePipeline.ts';
import { BROWSER_ARGS, findBrowser } from './browser.mjs';
import { framesDuring, openPipeline, watchFrames } from './frames.ts';
import { serveSite } from './serve.mjs';

const STEPS = 1000;
/** Moves of the scrubber, and letters typed, in each measure. */
const MOVES = 90;

/** The built site with 1 000 steps simulated in a real browser: until its result is shown, and the frames while time moves and a person types. */
export async function bench(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-bench-'));
  const file = join(folder, 'large.cauce.json');
  writeFileSync(file, serializePipeline(largePipeline(STEPS)));
  const server = await serveSite(0, '/');
  const address = server.address();
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(() => Object.assign(window, { showOpenFilePicker: undefined }));
    await page.goto(`http://localhost:${typeof address === 'object' && address ? address.port : 0}/`);
    await openPipeline(page, file);
    await watchFrames(page);
    const begun = Date.now();
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByRole('slider', { name: 'Time' }).waitFor();
    const simulated = Date.now() - begun;
    const far = await framesDuring(page, () => scrub(page));
    await page.getByRole('group', { name: 'Drawing' }).press('0');
    await page.locator('.react-flow__node').first().waitFor();
    const near = await framesDuring(page, () => scrub(page));
    const played = await framesDuring(page, () => play(page));
    await page.getByRole('radio', { name: 'Events' }).click();
    const events = await framesDuring(page, () => play(page));
    await page.getByRole('radio', { name: 'Timeline' }).click();
    await page.locator('.react-flow__node').first().click();
    await page.getByRole('tab', { name: 'Errors and retries' }).click();
    await page.getByRole('textbox', { name: 'Notes' }).click();
    const typed = await framesDuring(page, () => type(page));
    const figure = (what: string, value: number): Figure => ({ what: `${what}, ${STEPS} steps simulated, p95 of a frame`, value, unit: 'ms', budget: 20 });
    return [
      { what: `from Simulate to its result, ${STEPS} steps`, value: simulated, unit: 'ms' },
      figure('moving the scrubber, the whole drawing in sight', far.p95),
      figure('moving the scrubber, steps at their size', near.p95),
      figure('playing', played.p95),
      figure('playing beside the table of events', events.p95),
      figure('typing in a field', typed.p95),
    ];
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Drags the scrubber from the start over most of its way. */
async function scrub(page: Page): Promise<void> {
  const box = await page.getByRole('slider', { name: 'Time' }).boundingBox();
  if (!box) throw new Error('the scrubber is not in sight');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 4, y);
  await page.mouse.down();
  for (let i = 1; i <= MOVES; i++) {
    await page.mouse.move(box.x + 4 + ((box.width - 8) * i) / MOVES, y);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.mouse.up();
}

async function play(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End', exact: true }).click(); // whence it plays from the start
  await page.getByRole('radio', { name: '20 min/s' }).click();
  await page.getByRole('button', { name: 'Play' }).click();
  await page.evaluate(async (frames) => {
    for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
  }, MOVES);
  await page.getByRole('button', { name: 'Pause' }).click();
}

/** Types in a field of a step: what is typed is simulated again when the typing rests. */
async function type(page: Page): Promise<void> {
  for (let i = 0; i < MOVES / 3; i++) {
    await page.keyboard.type('a');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}
