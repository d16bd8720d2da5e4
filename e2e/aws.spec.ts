import { importConnection, signInByPassword, siteWithAws, watchForSecrets } from './awsSite.ts';
import { expect, test } from './story.ts';

const awsSite = siteWithAws();

test('a connection is imported, a person signs in and out, and nothing secret is left', async ({ page: tab }) => {
  const { page, local } = awsSite();
  const { outputs, endpoint } = local;
  const hosts = new Set<string>();
  tab.context().on('request', (request) => hosts.add(new URL(request.url()).origin));
  const { secrets, everythingKept } = watchForSecrets(tab);
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

  expect(secrets.size).toBeGreaterThan(4);
  const kept = await everythingKept();
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
