import { test, expect, type Locator, type Page } from '@playwright/test';
import { importConnection, signInByPassword, siteWithAws, type AwsSite } from './awsSite.ts';
import { answersWith, cuts, cutsHalfway, endless, FaultyWire, refuses, type Trouble } from './faultyWire.ts';
import { mocksOfSample } from './localAws.mjs';
import { Editor } from './pages/editor.ts';
import { Mouse } from './pages/mouse.ts';

/**
 * Trouble between the page and AWS, each kind ending in words that a person can act on and nothing lost. One page and one
 * sign-in for all: what a row leaves broken the next one shows.
 */
test.describe.configure({ mode: 'default' });

let wire: FaultyWire;
const awsSite = siteWithAws(async () => {
  wire = await FaultyWire.start();
  const mocks = await mocksOfSample('training.cauce.json', ['income-training-dev']);
  // The endpoint is not ready as long as anybody looks: runs go on.
  Object.assign(mocks.MockedResponses, { 'Update endpoint status': { '0-99': { Return: { EndpointStatus: 'Creating' } } } });
  return { mocks, alsoAllowed: [wire.origin] };
});

const TYPED = 's3://bucket/typed-by-hand';
const thrown: string[] = [];
let site: AwsSite;
let tab: Page;
let editor: Editor;
let mouse: Mouse;
let deployment: Locator;
let form: Locator;

test.beforeAll(async ({ browser }) => {
  site = awsSite();
  wire.leadTo(site.local.endpoint);
  tab = await browser.newPage({ reducedMotion: 'reduce' });
  tab.context().on('weberror', (error) => thrown.push(error.error().message));
  await tab.addInitScript(hurry);
  await tab.goto(site.page);
  editor = new Editor(tab);
  mouse = new Mouse(editor);
  deployment = editor.dock.getByRole('region', { name: 'Deployment' });
  form = editor.dock.getByRole('form', { name: 'New run' });
  await tab.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
  await editor.step('Train XGBoost').waitFor();
  await editor.tab('Parameters').click();
  await mouse.setValue('ExecutionRoleArn in dev', site.local.outputs['ExecutionRoleArn'] ?? '');
  await tab.getByRole('button', { name: 'Deploy and run' }).click();
  await editor.dock.getByRole('button', { name: 'Connect to an account' }).click();
  const dialog = await importConnection(tab, { connection: { ...site.local.connection, EndpointUrl: wire.origin } });
  await signInByPassword(dialog, site.local);
  await tab.keyboard.press('Escape');
  await deployment.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expectDeployed();
  await form.getByRole('textbox', { name: 'DataUri' }).fill(TYPED);
  await editor.dock.getByRole('button', { name: 'Restore the dock' }).click();
});
test.afterEach(() => {
  wire.mend();
  expect(thrown).toEqual([]);
});
test.afterAll(async () => {
  await tab?.close();
  wire?.stop();
});

/** Pauses between attempts and looks pass ten times as fast. */
function hurry(): void {
  const wait = window.setTimeout.bind(window) as (handler: TimerHandler, ms?: number, ...rest: unknown[]) => number;
  Object.assign(window, { setTimeout: (handler: TimerHandler, ms = 0, ...rest: unknown[]) => wait(handler, ms >= 100 ? ms / 10 : ms, ...rest) });
}

const expectDeployed = (): Promise<void> => expect(deployment).toContainText('What is deployed is what is drawn');
const lookAgain = (): Promise<void> => deployment.getByRole('button', { name: 'Look again at what is deployed' }).click();
const alertWith = (words: RegExp, within: Locator = editor.dock): Locator => within.getByRole('alert').filter({ hasText: words });

/** The drawing with its change, and what was typed into the form. */
async function expectNothingLost(): Promise<void> {
  await expect(editor.step('Train XGBoost')).toBeVisible();
  await expect(form.getByRole('textbox', { name: 'DataUri' })).toHaveValue(TYPED);
}

const DENIED = 'User: arn:aws:sts::000000000000:assumed-role/cauce-designer/CognitoIdentityCredentials is not authorized to perform: states:DescribeStateMachine on resource: arn:aws:states:eu-west-1:000000000000:stateMachine:income-training-dev because no identity-based policy allows the states:DescribeStateMachine action';
const PORTAL = '<!doctype html><title>Welcome to the guest network</title><p>Please accept our terms';

/** Trouble while looking at what is deployed: what is said, and the button that mends it. */
const LOOKING: readonly (readonly [name: string, trouble: Trouble, says: RegExp, offers: 'Try again' | 'Sign in again'])[] = [
  ['a token that AWS does not know', refuses(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'), /AWS does not know these credentials.*Sign in again/, 'Sign in again'],
  ['a permission that is missing', refuses(400, 'AccessDeniedException', DENIED), /The role cauce-designer lacks the permission states:DescribeStateMachine.*"Action": "states:DescribeStateMachine"/s, 'Try again'],
  ['throttling without an end', refuses(400, 'ThrottlingException', 'Rate exceeded'), /AWS is throttling.*Wait a minute/, 'Try again'],
  ['errors of AWS without an end', refuses(500, 'InternalFailure'), /AWS answered with an error of its own \(500\).*Try again/, 'Try again'],
  ['a connection that is cut', cuts, /cannot be reached.*connection was cut/, 'Try again'],
  ['a connection that is cut in the middle of every answer', cutsHalfway, /cannot be reached.*connection was cut/, 'Try again'],
  ['a page of the guest network instead of AWS', answersWith(200, 'text/html', PORTAL), /something answered with a web page \(“Welcome to the guest network”\).*check the connection/, 'Try again'],
  ['an error page of a proxy', answersWith(502, 'text/html', '<title>502 Bad Gateway</title>'), /error of its own \(502\).*where this is a proxy/, 'Try again'],
  ['JSON that is none', answersWith(200, 'application/x-amz-json-1.0', '{"name": "income-training-dev", '), /is not an answer of AWS/, 'Try again'],
  ['an answer without an end', endless, /more than 32 MB/, 'Try again'],
  ['keys that AWS takes for expired, again and again', refuses(400, 'ExpiredTokenException', 'The security token included in the request is expired'), /The sign-in is over.*Sign in again; nothing of the drawing is lost/, 'Sign in again'],
];
for (const [name, trouble, words, offers] of LOOKING) {
  test(`looking meets ${name}`, async () => {
    wire.breaks(/^DescribeStateMachine$/, trouble);
    await lookAgain();
    const note = alertWith(words);
    await expect(note).toBeVisible();
    await expectNothingLost();
    wire.mend();
    await note.getByRole('button', { name: offers }).click();
    if (offers === 'Sign in again') {
      await signInByPassword(tab.getByRole('dialog'), site.local);
      await tab.keyboard.press('Escape');
    }
    await expect(note).toHaveCount(0);
    await expectDeployed();
    await expectNothingLost();
  });
}

test.describe('what passes by itself is not told', () => {
  const PASSING: readonly (readonly [name: string, trouble: Trouble])[] = [
    ['throttling', refuses(400, 'ThrottlingException', 'Rate exceeded')],
    ['an error of AWS', refuses(500, 'InternalFailure')],
    ['half an answer', cutsHalfway],
    ['expired keys', refuses(400, 'ExpiredTokenException', 'The security token included in the request is expired')],
  ];
  for (const [name, trouble] of PASSING) {
    test(name, async () => {
      wire.breaks(/^DescribeStateMachine$/, trouble, 1);
      await lookAgain();
      await expect(editor.dock.getByText('Looking at what is deployed…')).toHaveCount(0);
      await expectDeployed();
      expect(wire.asked.filter((a) => a === 'DescribeStateMachine')).toHaveLength(2);
      await expect(editor.dock.getByRole('alert')).toHaveCount(0);
    });
  }
});
