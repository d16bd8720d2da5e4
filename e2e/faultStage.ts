import { join } from 'node:path';
import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { importConnection, signInByPassword, siteWithAws } from './awsSite.ts';
import { FaultyWire } from './faultyWire.ts';
import { mocksOfSample, type LocalAws } from './localAws.mjs';
import { Editor } from './pages/editor.ts';
import { Mouse } from './pages/mouse.ts';

export const MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:income-training-dev';
const TYPED = 's3://bucket/typed-by-hand';

/** AWS's words to somebody who may not do something. */
export function deniedWords(action: string, resource: string): string {
  return `User: arn:aws:sts::000000000000:assumed-role/cauce-designer/CognitoIdentityCredentials is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}
/** What a guest network answers with. */
export const PORTAL = '<!doctype html><title>Welcome to the guest network</title><p>Please accept our terms';

/**
 * For all stories of a file: one page, signed in, with the training sample deployed through a wire that fails as told. After
 * each story the wire is mended; what a story leaves broken on the page the next one shows.
 */
export function faultStage(): () => Stage {
  let wire: FaultyWire | undefined;
  let stage: Stage | undefined;
  const site = siteWithAws(async () => {
    wire = await FaultyWire.start();
    const mocks = await mocksOfSample('training.cauce.json', ['income-training-dev']);
    // The endpoint is not ready as long as anybody looks: runs go on.
    Object.assign(mocks.MockedResponses, { 'Update endpoint status': { '0-99': { Return: { EndpointStatus: 'Creating' } } } });
    return { mocks, alsoAllowed: [wire.origin] };
  });
  const thrown: string[] = [];
  test.beforeAll(async ({ browser }) => {
    const { page, local } = site();
    const tab = await browser.newPage({ reducedMotion: 'reduce' });
    tab.context().on('weberror', (error) => thrown.push(error.error().message));
    stage = new Stage(tab, wire as FaultyWire, local);
    await stage.open(page);
  });
  test.afterEach(() => {
    wire?.mend();
    expect(thrown).toEqual([]);
  });
  test.afterAll(async () => {
    await stage?.tab.close();
    wire?.stop();
  });
  return () => stage as Stage;
}

export class Stage {
  readonly tab: Page;
  readonly wire: FaultyWire;
  readonly local: LocalAws;
  readonly editor: Editor;
  readonly mouse: Mouse;
  readonly deployment: Locator;
  readonly form: Locator;
  /** Somebody else who works in the same account. */
  readonly elsewhere: SFNClient;

  constructor(tab: Page, wire: FaultyWire, local: LocalAws) {
    this.tab = tab;
    this.wire = wire;
    this.local = local;
    this.editor = new Editor(tab);
    this.mouse = new Mouse(this.editor);
    this.deployment = this.editor.dock.getByRole('region', { name: 'Deployment' });
    this.form = this.editor.dock.getByRole('form', { name: 'New run' });
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
    this.elsewhere = new SFNClient({ region: 'eu-west-1', endpoint: local.endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    wire.leadTo(local.endpoint);
  }

  async open(page: string): Promise<void> {
    const { tab, editor } = this;
    await tab.addInitScript(hurry);
    await tab.goto(page);
    await tab.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
    await editor.step('Train XGBoost').waitFor();
    await editor.tab('Parameters').click();
    await this.mouse.setValue('ExecutionRoleArn in dev', this.local.outputs['ExecutionRoleArn'] ?? '');
    await tab.getByRole('button', { name: 'Deploy and run' }).click();
    await editor.dock.getByRole('button', { name: 'Connect to an account' }).click();
    const dialog = await importConnection(tab, { connection: { ...this.local.connection, EndpointUrl: this.wire.origin } });
    await signInByPassword(dialog, this.local);
    await tab.keyboard.press('Escape');
    await this.deployment.getByRole('button', { name: 'Deploy', exact: true }).click();
    await this.expectDeployed();
    await this.form.getByRole('textbox', { name: 'DataUri' }).fill(TYPED);
    await editor.dock.getByRole('button', { name: 'Restore the dock' }).click();
  }

  expectDeployed(): Promise<void> {
    return expect(this.deployment).toContainText('What is deployed is what is drawn');
  }

  /** The drawing is there, and what was typed into the form. */
  async expectNothingLost(): Promise<void> {
    await expect(this.editor.step('Train XGBoost')).toBeVisible();
    await expect(this.form.getByRole('textbox', { name: 'DataUri' })).toHaveValue(TYPED);
  }

  lookAgain(): Promise<void> {
    return this.deployment.getByRole('button', { name: 'Look again at what is deployed' }).click();
  }

  alertWith(words: RegExp, within: Locator = this.editor.dock): Locator {
    return within.getByRole('alert').filter({ hasText: words });
  }

  /** Leaves the session in the dialog of connections, which stays open. */
  async signOut(): Promise<Locator> {
    await this.tab.getByRole('button', { name: 'Connection: local, signed in' }).click();
    const dialog = this.tab.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
    return dialog;
  }

  async fillSignIn(dialog: Locator): Promise<void> {
    await dialog.getByText('With name and password instead').click();
    await dialog.getByRole('textbox', { name: 'User' }).fill('ana');
    await dialog.getByLabel('Password').fill(this.local.outputs['Password'] ?? '');
    await dialog.getByRole('button', { name: 'Sign in by password' }).click();
  }

  /** Presses the button of a message, and signs in where it leads there. */
  async signInAgain(note: Locator): Promise<void> {
    await note.getByRole('button', { name: 'Sign in again' }).click();
    await signInByPassword(this.tab.getByRole('dialog'), this.local);
    await this.tab.keyboard.press('Escape');
  }

  async expectWatched(name = ''): Promise<void> {
    await expect(this.editor.dock.getByRole('status').filter({ hasText: 'Running' })).toBeVisible();
    if (name !== '') await expect(this.editor.canvas.getByText(name)).toBeVisible();
  }

  /** Leaves a run, which ends then: what is watched beside it asks AWS as well. */
  async backToRuns(): Promise<void> {
    const { executions = [] } = await this.elsewhere.send(new ListExecutionsCommand({ stateMachineArn: MACHINE, statusFilter: 'RUNNING' }));
    await Promise.all(executions.map(({ executionArn }) => this.elsewhere.send(new StopExecutionCommand({ executionArn }))));
    await this.editor.dock.getByRole('button', { name: 'All runs' }).click();
    await this.editor.dock.getByRole('button', { name: 'Restore the dock' }).click();
    await this.expectNothingLost();
  }

  /** Names of the runs that there are. */
  async runs(): Promise<readonly string[]> {
    const { executions = [] } = await this.elsewhere.send(new ListExecutionsCommand({ stateMachineArn: MACHINE }));
    return executions.map((e) => e.name ?? '');
  }

  /** With CAUCE_SHOTS=folder messages are photographed, for people to judge: large and light, or with CAUCE_SMALL=1 small and dark. */
  async shot(name: string): Promise<void> {
    const folder = process.env['CAUCE_SHOTS'];
    if (folder === undefined) return;
    const small = process.env['CAUCE_SMALL'] !== undefined;
    if (small) await this.tab.setViewportSize({ width: 1280, height: 800 });
    await this.tab.emulateMedia({ colorScheme: small ? 'dark' : 'light' });
    await this.tab.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}.png`) });
  }
}

/** Pauses between attempts and looks pass ten times as fast. */
function hurry(): void {
  const wait = window.setTimeout.bind(window) as (handler: TimerHandler, ms?: number, ...rest: unknown[]) => number;
  Object.assign(window, { setTimeout: (handler: TimerHandler, ms = 0, ...rest: unknown[]) => wait(handler, ms >= 100 ? ms / 10 : ms, ...rest) });
}
