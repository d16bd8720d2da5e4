import { importConnection, signInByPassword, siteWithAws } from './awsSite.ts';
import { expect, test } from './story.ts';

/** Everything that the page keeps in this browser, and its address, as one text. */
const KEPT = async (): Promise<string> => {
  const parts = [location.href, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
    });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      parts.push(await new Promise((done) => (all.onsuccess = () => done(JSON.stringify(all.result)))));
    }
    database.close();
  }
  return parts.join('\n');
};

const awsSite = siteWithAws();

test('a connection is imported, a person signs in and out, and nothing secret is left', async ({ page: tab }) => {
  const { page, local } = awsSite();
  const { outputs, endpoint } = local;
  const secrets: string[] = [];
  const hosts = new Set<string>();
  const logged: string[] = [];
  tab.context().on('request', (request) => hosts.add(new URL(request.url()).origin));
  tab.context().on('console', (message) => logged.push(message.text()));
  tab.context().on('response', async (response) => {
    if (!/oauth2\/token$/.test(response.url()) && response.request().method() !== 'POST') return;
    const text = await response.text().catch(() => '');
    for (const [, value] of text.matchAll(/"(?:id_token|access_token|refresh_token|SecretKey|SessionToken)":\s*"([^"]+)"/g)) secrets.push(value as string);
  });
  // The login page of the local AWS has no icon, which is no fault of ours.
  await tab.context().route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await tab.goto(page);
  await tab.getByRole('button', { name: 'Connect' }).click();
  const dialog = await importConnection(tab, local);
  await expect(dialog.getByRole('radio', { name: /local/ })).toBeChecked();

  const opened = tab.waitForEvent('popup');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  const window = await opened;
  await window.locator('input[name=username]').fill(outputs['User'] ?? '');
  await window.locator('input[name=password]').fill(outputs['Password'] ?? '');
  await window.getByRole('button', { name: /sign in/i }).click();
  await expect(dialog.getByRole('region', { name: 'Signed in' })).toContainText('cauce-designer in 000000000000, eu-west-1');
  await expect(dialog.getByRole('region', { name: 'Signed in' })).toContainText('ana@example.com');
  expect(window.isClosed()).toBe(true);

  // Nothing but this tab's session storage has the tokens, and a reload finds them there.
  await tab.reload();
  await expect(tab.getByRole('button', { name: 'Connection: local, signed in' })).toContainText('cauce-designer');
  expect(await tab.evaluate(() => Object.keys(localStorage).join())).not.toContain('token');
  await tab.getByRole('button', { name: 'Connection: local, signed in' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(tab.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect.poll(() => tab.context().pages().length).toBe(1);

  expect(secrets.length).toBeGreaterThan(4);
  const kept = `${await tab.evaluate(KEPT)}\n${logged.join('\n')}`;
  expect(kept).toContain(outputs['CauceIdentityPoolId']);
  for (const secret of [...secrets, outputs['Password'] ?? '']) expect(kept).not.toContain(secret);
  expect([...hosts].filter((host) => host !== new URL(page).origin && host !== endpoint && host !== 'null')).toEqual([]);
});

test('by password, then a fault in words, and a connection that this page may not have', async ({ page: tab }) => {
  const { page, local } = awsSite();
  await tab.goto(page);
  await tab.getByRole('button', { name: 'Connect' }).click();
  const dialog = await importConnection(tab, local);
  await signInByPassword(dialog, local);
  await dialog.getByRole('button', { name: 'Change local' }).click();
  await dialog.getByRole('textbox', { name: 'Region' }).fill('Ireland');
  await expect(dialog.getByText('A region looks like eu-west-1 or us-gov-west-1.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Region' }).fill('eu-west-1');
  await dialog.getByRole('textbox', { name: 'Endpoint' }).fill('https://elsewhere.example.com');
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(dialog.getByRole('alert')).toContainText('This page may not call elsewhere.example.com');
});
