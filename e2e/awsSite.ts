import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { Editor } from './pages/editor.ts';
import { Mouse } from './pages/mouse.ts';
import { startLocalAws, type LocalAws } from './localAws.mjs';
import { serveSite } from './serve.mjs';
import { expect, test } from './story.ts';

type Options = Omit<NonNullable<Parameters<typeof startLocalAws>[0]>, 'returnAddresses'> & {
  /** Origins that the page may call beside the local AWS. */
  readonly alsoAllowed?: readonly string[];
};
export interface AwsSite {
  /** Address of the page. */
  readonly page: string;
  readonly local: LocalAws;
}

/**
 * A local AWS beside the built page, which may call it, for all stories of a file. Where it cannot be started a story that
 * asks for it skips, with the reason.
 */
export function siteWithAws(options: () => Promise<Options> = () => Promise.resolve({})): () => AwsSite {
  let folder: string;
  let site: Server;
  let page: string;
  let local: LocalAws | { readonly missing: string };
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cauce-aws-story-'));
    const config = join(folder, 'config.json');
    process.env['CAUCE_CONFIG'] = config;
    writeFileSync(config, JSON.stringify({ format: 'cauce-config/1' }));
    site = await serveSite(0, '/');
    page = `http://localhost:${(site.address() as AddressInfo).port}/`;
    const { alsoAllowed = [], ...ofAws } = await options();
    local = await startLocalAws({ ...ofAws, returnAddresses: [page] });
    // The server reads it at each request.
    if (!('missing' in local)) writeFileSync(config, JSON.stringify({ format: 'cauce-config/1', allow: { origins: [local.endpoint, ...alsoAllowed] } }));
  });
  test.afterAll(async () => {
    delete process.env['CAUCE_CONFIG'];
    site.close();
    if (!('missing' in local)) await local.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    test.skip('missing' in local, `no local AWS: ${'missing' in local ? local.missing : ''}`);
    return { page, local: local as LocalAws };
  };
}

/** Imports a connection in the dialog that is open; gives the dialog. */
export async function importConnection(tab: Page, { connection }: Pick<LocalAws, 'connection'>): Promise<Locator> {
  const dialog = tab.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await dialog.getByRole('textbox').fill(JSON.stringify(connection));
  await dialog.getByRole('button', { name: 'Import' }).click();
  return dialog;
}

export async function signInByPassword(dialog: Locator, { outputs }: LocalAws, role = 'cauce-designer'): Promise<void> {
  await dialog.getByText('With name and password instead').click();
  await dialog.getByRole('textbox', { name: 'User' }).fill('ana');
  await dialog.getByLabel('Password').fill(outputs['Password'] ?? '');
  await dialog.getByRole('button', { name: 'Sign in by password' }).click();
  await expect(dialog.getByRole('region', { name: 'Signed in' })).toContainText(role);
}

/** What Cognito and the identity pool give, under the names of both protocols; the id of the identity is nobody's business either. */
const SECRETS = /"(?:id_token|access_token|refresh_token|IdToken|AccessToken|RefreshToken|AccessKeyId|SecretKey|SessionToken|IdentityId)":\s*"([^"]+)"/g;

/**
 * Collects every token and key that is given to a tab from now on, and all that it logs.
 * @returns the secrets, and what a page keeps in this browser, its address and its log as one text
 */
export function watchForSecrets(tab: Page): { readonly secrets: ReadonlySet<string>; readonly everythingKept: () => Promise<string> } {
  const secrets = new Set<string>();
  const logged: string[] = [];
  tab.context().on('console', (message) => logged.push(message.text()));
  tab.context().on('response', async (response) => {
    if (response.request().method() !== 'POST') return;
    const text = await response.text().catch(() => '');
    for (const [, value] of text.matchAll(SECRETS)) secrets.add(value as string);
  });
  return { secrets, everythingKept: async () => [await tab.evaluate(keptByPage), JSON.stringify(await tab.context().cookies()), ...logged].join('\n') };
}

/** Runs in the page. */
async function keptByPage(): Promise<string> {
  const parts = [location.href, JSON.stringify(history.state), window.name, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
    });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store);
      for (const found of [all.getAll(), all.getAllKeys()]) parts.push(await new Promise((done) => (found.onsuccess = () => done(JSON.stringify(found.result)))));
    }
    database.close();
  }
  return parts.join('\n');
}

/** Opens the training sample in the page, gives it the role that the local AWS has, and signs in where the runs are. */
export async function openSampleSignedIn(tab: Page, { page, local }: AwsSite): Promise<{ readonly editor: Editor; readonly mouse: Mouse }> {
  const editor = new Editor(tab);
  const mouse = new Mouse(editor);
  await tab.emulateMedia({ reducedMotion: 'reduce' });
  await tab.goto(page);
  await tab.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await editor.step('Train XGBoost').waitFor();
  await editor.tab('Parameters').click();
  await mouse.setValue('ExecutionRoleArn in dev', local.outputs['ExecutionRoleArn'] ?? '');
  await tab.getByRole('button', { name: 'Deploy and run' }).click();
  await editor.dock.getByRole('button', { name: 'Connect to an account' }).click();
  await signInByPassword(await importConnection(tab, local), local);
  await tab.keyboard.press('Escape');
  return { editor, mouse };
}
