import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { serializePipeline } from '../src/core/file/serialize.ts';
import type { Figure } from '../src/testing/bench.ts';
import { largePipeline } from '../src/testing/largePipeline.ts';
import { BROWSER_ARGS, findBrowser } from './browser.mjs';
import { framesDuring, watchFrames, type Frames } from './frames.ts';
import { serveSite } from './serve.mjs';

/** The built site with 1 000 steps in a real browser: from the chosen file to the first picture, and dragging a step. */
export async function bench(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-bench-'));
  const file = join(folder, 'large.cauce.json');
  writeFileSync(file, serializePipeline(largePipeline(1000)));
  const server = await serveSite(0, '/');
  const address = server.address();
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
  try {
    const paints: number[] = [];
    const loaded = new Set<string>();
    let drag: Frames = { p95: 0, median: 0, worst: 0 };
    for (let round = 0; round < 3; round++) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.addInitScript(watchFirstPaint);
      page.context().on('request', (r) => loaded.add(new URL(r.url()).pathname));
      await page.goto(`http://localhost:${typeof address === 'object' && address ? address.port : 0}/`);
      paints.push(await openFile(page, file));
      if (round === 2) drag = await dragStep(page);
      await page.close();
    }
    const scripts = [...loaded].filter((path) => path.endsWith('.js')).map((path) => gzipSync(readFileSync(join('dist', path)), { level: 9 }).length / 1000);
    paints.sort((a, b) => a - b);
    return [
      { what: 'JavaScript until a pipeline is drawn, its compiler and models included, gzip', value: scripts.reduce((sum, kB) => sum + kB, 0), unit: 'kB' },
      { what: 'first paint of 1 000 steps, from the chosen file', value: paints[1] as number, unit: 'ms', budget: 900 },
      { what: 'dragging one of 1 000 steps, p95 of a frame', value: drag.p95, unit: 'ms', budget: 33 },
      { what: 'dragging one of 1 000 steps, median of a frame', value: drag.median, unit: 'ms' },
    ];
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

/** In the page: when a file was chosen, and when the first frame with steps was shown after it. */
function watchFirstPaint(): void {
  const times = { chosen: 0, painted: 0 };
  Object.assign(window, { cauceTimes: times, showOpenFilePicker: undefined });
  addEventListener('change', (e) => {
    if ((e.target as HTMLInputElement).type === 'file') times.chosen = performance.now();
  }, true);
  const look = (): void => {
    const shown = times.chosen > 0 && document.querySelector('.react-flow__node, canvas[data-steps]');
    if (shown) requestAnimationFrame(() => requestAnimationFrame(() => (times.painted = performance.now())));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function openFile(page: Page, file: string): Promise<number> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('main').waitFor();
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(file);
  await page.waitForFunction(() => (window as unknown as Times).cauceTimes.painted > 0);
  return page.evaluate(() => {
    const { chosen, painted } = (window as unknown as Times).cauceTimes;
    return painted - chosen;
  });
}
interface Times {
  readonly cauceTimes: { readonly chosen: number; readonly painted: number };
}

/** Comes near enough to see steps, drags one in 60 moves and takes the time between frames. */
async function dragStep(page: Page): Promise<Frames> {
  await page.keyboard.press('0');
  await page.locator('.react-flow__node').first().waitFor();
  const box = await page.locator('.react-flow__node').first().boundingBox();
  if (!box) throw new Error('no step is shown to be dragged');
  await watchFrames(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = await framesDuring(page, async () => {
    for (let i = 1; i <= 60; i++) await page.mouse.move(x + i * 3, y + i);
  });
  await page.mouse.up();
  return frames;
}
