import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { catalogFor } from '../src/core/catalog/load.ts';
import { withCarried } from '../src/core/deliver/carry/carriedPipeline.ts';
import type { Pipeline } from '../src/core/model/pipeline.ts';
import { Rehearsals, runCase } from '../src/core/rehearse/cases.ts';
import { gzip } from '../src/platform/compression.ts';
import type { Figure } from '../src/testing/bench.ts';
import { largePipeline } from '../src/testing/largePipeline.ts';
import { BROWSER_ARGS, findBrowser } from './browser.mjs';
import { framesDuring, watchFrames } from './frames.ts';
import { PretendAws } from './pretendAws.ts';
import { serveSite } from './serve.mjs';

const EXECUTIONS = 20;
/** Moves of the pointer while panning: about 8 s, in which every execution is looked at. */
const MOVES = 480;
const arnOf = (i: number): string => `arn:aws:states:eu-west-1:111122223333:execution:watched:run-${i}`;

/** Twenty-five steps, of which something happens every second or so while they are watched. */
function pipelineOf25(): Pipeline {
  const { steps, ...rest } = largePipeline(24);
  return { ...rest, steps: { ...steps, rest: { kind: 'wait', name: 'Rest', arguments: { Seconds: 3600 }, after: ['report-2'] } } as Pipeline['steps'] };
}

/** The built site, panned in a real browser while it watches twenty running executions. */
export async function bench(): Promise<readonly Figure[]> {
  const pipeline = pipelineOf25();
  const durations = Object.fromEntries(Object.keys(pipeline.steps).filter((id) => id !== 'rest').map((id) => [id, 2]));
  const { rehearsal, simulation, diagnostics } = await runCase(new Rehearsals(pipeline, { catalog: await catalogFor(pipeline) }), 'watched', { environment: 'dev', durations });
  if (rehearsal === undefined || simulation?.status !== 'SUCCEEDED') throw new Error(`it does not run: ${simulation?.cause ?? diagnostics[0]?.message}`);
  const { artifacts } = rehearsal;
  const definition = (await withCarried(artifacts.definitionText, { pipeline, manifest: artifacts.manifest, environment: 'dev' }, gzip)) ?? '';
  const begun = Date.now();
  const aws = await PretendAws.start(definition, simulation.events, (arn) => begun + Number(arn.split('-').at(-1)) * 300);
  const folder = mkdtempSync(join(tmpdir(), 'cauce-bench-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ format: 'cauce-config/1', connections: [{ name: 'bench', region: 'eu-west-1', signIn: 'keys', transport: 'endpoint', transportUrl: aws.origin }] }));
  process.env['CAUCE_CONFIG'] = config;
  const server = await serveSite(0, '/');
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // As a reload leaves it: signing in brings all of them back.
    const kept = JSON.stringify({ runs: Array.from({ length: EXECUTIONS }, (_, i) => ({ arn: arnOf(i), name: `run-${i}`, connection: 'bench' })), shown: arnOf(0), document: 'none' });
    await page.addInitScript((text) => sessionStorage.setItem('cauce.kept.watching', text), kept);
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Temporary keys (developer mode)' }).fill('aws_access_key_id=AKIAEXAMPLE aws_secret_access_key=secret aws_session_token=token');
    await dialog.getByRole('button', { name: 'Use these keys' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Show run-19, Running' }).waitFor();
    await page.locator('.react-flow__node').first().waitFor();
    await watchFrames(page);
    const before = new Map(aws.asked);
    const from = Date.now();
    const watched = await framesDuring(page, () => pan(page));
    const seconds = (Date.now() - from) / 1000;
    const calls = [...aws.asked].reduce((sum, [action, n]) => sum + n - (before.get(action) ?? 0), 0);
    const switched = await framesDuring(page, () => switchBetween(page));
    return [
      { what: `panning while ${EXECUTIONS} executions of ${Object.keys(pipeline.steps).length} steps are watched, p95 of a frame`, value: watched.p95, unit: 'ms', budget: 20 },
      { what: 'the same, median of a frame', value: watched.median, unit: 'ms' },
      { what: 'the same, the longest frame', value: watched.worst, unit: 'ms' },
      { what: `changing between ${EXECUTIONS} executions, p95 of a frame`, value: switched.p95, unit: 'ms' },
      { what: `calls a second for ${EXECUTIONS} executions`, value: calls / seconds, unit: '', budget: 5.5 },
    ];
  } finally {
    await browser.close();
    server.close();
    aws.stop();
    delete process.env['CAUCE_CONFIG'];
    rmSync(folder, { recursive: true });
  }
}

/** Drags the ground of the drawing around in circles. */
async function pan(page: Page): Promise<void> {
  const box = await page.getByRole('group', { name: 'Drawing' }).boundingBox();
  if (!box) throw new Error('the drawing is not in sight');
  const [x, y] = [box.x + box.width - 40, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= MOVES; i++) {
    await page.mouse.move(x - 200 + 200 * Math.cos(i / 20), y + 120 * Math.sin(i / 20));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.mouse.up();
}

async function switchBetween(page: Page): Promise<void> {
  for (const i of [3, 7, 11, 3, 7, 11]) {
    await page.getByRole('button', { name: `Show run-${i}, Running` }).click();
    await page.getByRole('region', { name: 'Canvas' }).getByText(`run-${i}`, { exact: true }).waitFor();
  }
}
