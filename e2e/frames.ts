import type { Page } from '@playwright/test';

export interface Frames {
  readonly p95: number;
  readonly median: number;
  readonly worst: number;
}

/** From here on the page notes the time between its frames. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const tick = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(window, { cauceFrames: frames });
  });
}

interface Watched {
  readonly cauceFrames: number[];
}

/** The frames of the page while something is done, in milliseconds. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => ((window as unknown as Watched).cauceFrames.length = 0));
  await act();
  const frames = await page.evaluate(() => [...(window as unknown as Watched).cauceFrames]);
  frames.sort((a, b) => a - b);
  return { p95: frames[Math.floor(frames.length * 0.95)] ?? 0, median: frames[Math.floor(frames.length / 2)] ?? 0, worst: frames.at(-1) ?? 0 };
}

/** Opens a file in the start screen, by keys, until its steps are drawn. */
export async function openPipeline(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('main').waitFor();
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(file);
  await page.locator('.react-flow__node, canvas[data-steps]').first().waitFor();
}
