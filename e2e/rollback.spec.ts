import { openAccount } from '../src/aws/account.ts';
import type { Connection } from '../src/aws/connection/connection.ts';
import { importConnections } from '../src/aws/connection/importOutputs.ts';
import { pageEnvironment } from '../src/aws/testing/environment.ts';
import { openSampleSignedIn, signInByPassword, siteWithAws, watchForSecrets } from './awsSite.ts';
import { mocksOfSample } from './localAws.mjs';
import { expect, test } from './story.ts';

// AWS answers 400 to the question after a machine that is not there, and to what a role may not do.
test.use({ expected: /^40[03] http:\/\/localhost:\d+\/$|status of 40[03]/ });
test.setTimeout(60_000);

const awsSite = siteWithAws(async () => ({ mocks: await mocksOfSample('training.cauce.json', ['income-training-dev']) }));

test('a version is rolled back to, with the difference seen before; who may not is told what is missing', async ({ page: tab }) => {
  const site = awsSite();
  const { local } = site;
  const { secrets, everythingKept } = watchForSecrets(tab);
  await tab.addInitScript(() => Object.assign(window, { showOpenFilePicker: undefined, showSaveFilePicker: undefined }));
  const { editor, mouse } = await openSampleSignedIn(tab, site);
  const deployment = editor.dock.getByRole('region', { name: 'Deployment' });
  const dialog = tab.getByRole('dialog');

  await test.step('a first version, then a change of it for a part of the runs', async () => {
    await deployment.getByRole('textbox', { name: 'Description of the version' }).fill('One instance');
    await deployment.getByRole('combobox', { name: 'Alias' }).fill('live');
    await deployment.getByRole('button', { name: 'Deploy', exact: true }).click();
    await expect(deployment).toContainText('What is deployed is what is drawn');
    await editor.tab('Parameters').click();
    await mouse.setValue('EndpointInstances in dev', '2');
    await editor.dock.getByRole('tab', { name: 'Runs' }).click();
    await expect(deployment.getByRole('region', { name: 'Values that change' })).toContainText(/EndpointInstances\s*1\s*2/);
    await deployment.getByRole('textbox', { name: 'Description of the version' }).fill('Two instances');
    await deployment.getByRole('combobox', { name: 'Runs to it' }).selectOption('10 %');
    await deployment.getByRole('button', { name: 'Deploy the changes' }).click();
    await expect(deployment).toContainText('What is deployed is what is drawn');
  });

  await test.step('the alias leads to both, until that is finished', async () => {
    await deployment.getByText(/^Versions/).click();
    const alias = deployment.getByRole('group', { name: 'Alias live' });
    await expect(alias).toContainText('90 % to 1, 10 % to 2');
    await alias.getByRole('button', { name: 'Finish: all to 2' }).click();
    await expect(alias).toContainText('leads to version 2');
  });

  await test.step('back to the first one, once the difference was seen', async () => {
    await expect(deployment.getByRole('listitem').filter({ hasText: 'Two instances' })).toContainText(/runs\s*as drawn\s*live/);
    await deployment.getByRole('button', { name: 'Roll back to version 1' }).click();
    await expect(dialog.getByRole('region', { name: 'Values that change' })).toContainText(/EndpointInstances\s*2\s*1/);
    await dialog.getByRole('button', { name: 'Roll back to version 1' }).click();
    await expect(deployment.getByRole('listitem').filter({ hasText: 'One instance' })).toContainText(/runs\s*live/);
    await expect(deployment.getByRole('region', { name: 'Values that change' })).toContainText(/EndpointInstances\s*1\s*2/);
  });

  await test.step('a run is one of the first version again', async () => {
    const form = editor.dock.getByRole('form', { name: 'New run' });
    await form.getByRole('textbox', { name: 'DataUri' }).fill('s3://bucket/data');
    await form.getByRole('textbox', { name: 'Execution name' }).fill('old-again');
    await form.getByRole('button', { name: 'Start run' }).click();
    await expect(editor.dock.getByRole('status').filter({ hasText: 'Succeeded' })).toBeVisible({ timeout: 30_000 });
    const [connection] = importConnections(JSON.stringify(local.connection)).connections as [Connection];
    const { stepFunctions, identity } = await openAccount(connection, pageEnvironment()).signInByPassword('ana', local.outputs['Password'] ?? '');
    const { definition } = await stepFunctions.describeMachineOf(`arn:aws:states:${connection.region}:${identity.account}:execution:income-training-dev:old-again`);
    expect(definition).toContain('"InitialInstanceCount": 1');
    await editor.dock.getByRole('button', { name: 'All runs' }).click();
  });

  await test.step('a launcher sees it all, may start, and is told what deploying would take', async () => {
    // AWS lets a page read its refusals; the local one forgets to where a policy is the reason.
    await tab.route(`${local.endpoint}/**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
    });
    await tab.getByRole('button', { name: 'Connection: local, signed in' }).click();
    // As long as the session lasts its tokens are in the session storage of this tab: the search below would find them.
    const during = await everythingKept();
    expect([...secrets].filter((secret) => during.includes(secret)).length).toBeGreaterThan(2);
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(dialog.getByText('With name and password instead')).toBeVisible();
    await tab.keyboard.press('Escape');
    // Nothing secret is left of the session: not in the browser, not in what is exported.
    expect(secrets.size).toBeGreaterThan(5);
    const exported = [await mouse.download('pipeline'), await mouse.download('definition'), await mouse.download('manifest')];
    const left = [await everythingKept(), ...exported.map((file) => file.text)].join('\n');
    expect(left).toContain('income-training');
    for (const secret of [...secrets, local.outputs['Password'] ?? '']) expect(left).not.toContain(secret);
    await tab.getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog.getByRole('button', { name: 'Change local' }).click();
    await dialog.getByRole('textbox', { name: 'Identity pool' }).fill(local.outputs['LauncherIdentityPoolId'] ?? '');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await signInByPassword(dialog, local, 'cauce-launcher');
    await tab.keyboard.press('Escape');
    await expect(deployment.getByRole('button', { name: 'Deploy the changes' })).toBeDisabled();
    await deployment.getByRole('button', { name: 'The role may not deploy' }).click();
    await expect(tab.getByLabel('Missing policy statement')).toContainText(/"states:UpdateStateMachine",\s*"states:PublishStateMachineVersion"[^}]*stateMachine:income-training-dev"/);
    await tab.keyboard.press('Escape');
    await expect(editor.dock.getByRole('button', { name: 'Start run' })).toBeEnabled();
  });
});
