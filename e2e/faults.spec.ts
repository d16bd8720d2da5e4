import { expect, test } from '@playwright/test';
import { deniedWords, faultStage, MACHINE, PORTAL, type Stage } from './faultStage.ts';
import { answersWith, cuts, cutsHalfway, endless, refuses, silent, withoutCors, type Trouble } from './faultyWire.ts';

/**
 * Trouble between the page and AWS while somebody looks and signs in, each kind ending in words that a person can act on and
 * nothing lost.
 */
test.describe.configure({ mode: 'default' });
const open = faultStage();
let stage: Stage;
test.beforeAll(() => {
  stage = open();
});


/** Trouble while looking at what is deployed: what is said, and the button that mends it. */
const LOOKING: readonly (readonly [name: string, trouble: Trouble, says: RegExp, offers: 'Try again' | 'Sign in again'])[] = [
  ['a token that AWS does not know', refuses(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'), /AWS does not know these credentials.*Sign in again/, 'Sign in again'],
  ['a permission that is missing', refuses(400, 'AccessDeniedException', deniedWords('states:DescribeStateMachine', MACHINE)), /The role cauce-designer lacks the permission states:DescribeStateMachine.*"Action": "states:DescribeStateMachine"/s, 'Try again'],
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
    stage.wire.breaks(/^DescribeStateMachine$/, trouble);
    await stage.lookAgain();
    const note = stage.alertWith(words);
    await expect(note).toBeInViewport();
    await stage.shot(name);
    await stage.expectNothingLost();
    stage.wire.mend();
    if (offers === 'Sign in again') await stage.signInAgain(note);
    else await note.getByRole('button', { name: offers }).click();
    await expect(note).toHaveCount(0);
    await stage.expectDeployed();
    await stage.expectNothingLost();
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
      stage.wire.breaks(/^DescribeStateMachine$/, trouble, 1);
      await stage.lookAgain();
      await expect(stage.editor.dock.getByText('Looking at what is deployed…')).toHaveCount(0);
      await stage.expectDeployed();
      expect(stage.wire.asked.filter((a) => a === 'DescribeStateMachine')).toHaveLength(2);
      await expect(stage.editor.dock.getByRole('alert')).toHaveCount(0);
    });
  }
});

test('looking meets no answer at all: the page stays usable, and waiting can be ended', async () => {
  stage.wire.breaks(/^DescribeStateMachine$/, silent);
  await stage.lookAgain();
  await expect(stage.editor.dock.getByText('Looking at what is deployed…')).toBeVisible();
  await stage.editor.step('Train XGBoost').click();
  await stage.mouse.write('Name of the step', 'Train it');
  await expect(stage.editor.step('Train it')).toBeVisible();
  await stage.tab.getByRole('button', { name: /^Undo/ }).click();
  await expect(stage.editor.step('Train XGBoost')).toBeVisible();
  await stage.shot('slow');
  await stage.editor.dock.getByRole('button', { name: 'Cancel' }).click();
  const note = stage.alertWith(/Looking was cancelled.*Look again when you want it/);
  await expect(note).toBeVisible();
  await stage.expectNothingLost();
  stage.wire.mend();
  await note.getByRole('button', { name: 'Try again' }).click();
  await stage.expectDeployed();
});

test.describe('signing in', () => {
  const SIGNING_IN: readonly (readonly [name: string, at: RegExp, trouble: Trouble, says: RegExp])[] = [
    ['a server that lets no page of this origin read', /./, withoutCors, /is there, but does not let a page of this origin read its answers \(CORS\).*transport "proxy"/],
    ['an identity pool without a role', /^GetCredentialsForIdentity$/, refuses(400, 'InvalidIdentityPoolConfigurationException', 'Invalid identity pool configuration. Check assigned IAM roles for this pool.'), /The identity pool has no role for people who signed in.*sets an authenticated role/],
    ['an identity pool that does not know the issuer', /^GetId$/, refuses(400, 'NotAuthorizedException', 'Token is not from a supported provider of this identity pool.'), /does not accept sign-ins of .*adds this user pool/],
    ['a wrong password', /^RespondToAuthChallenge$/, refuses(400, 'NotAuthorizedException', 'Incorrect username or password.'), /does not accept this name and password.*Check both/],
    ['a page of the guest network', /^GetCallerIdentity$/, answersWith(200, 'text/html', PORTAL), /something answered with a web page/],
  ];
  for (const [name, at, trouble, words] of SIGNING_IN) {
    test(`meets ${name}`, async () => {
      const dialog = await stage.signOut();
      stage.wire.breaks(at, trouble);
      await stage.fillSignIn(dialog);
      const note = stage.alertWith(words, dialog);
      await expect(note).toBeInViewport();
      await stage.shot(`sign-in ${name}`);
      await expect(dialog.getByRole('textbox', { name: 'User' })).toHaveValue('ana');
      stage.wire.mend();
      await dialog.getByRole('button', { name: 'Sign in by password' }).click();
      await expect(dialog.getByRole('region', { name: 'Signed in' })).toContainText('cauce-designer');
      await expect(note).toHaveCount(0);
      await stage.tab.keyboard.press('Escape');
      await stage.expectDeployed();
      await stage.expectNothingLost();
    });
  }

  test('is asked for again when the refresh token is refused', async () => {
    const dialog = await stage.signOut();
    // Tokens and keys that have to be renewed a second later.
    const SOON = 301;
    stage.wire.breaks(/^(InitiateAuth|RespondToAuthChallenge|GetCredentialsForIdentity)$/, (_, { pass }) => pass((said) => ({
      ...said,
      ...(said['AuthenticationResult'] ? { AuthenticationResult: { ...said['AuthenticationResult'], ExpiresIn: SOON } } : {}),
      ...(said['Credentials'] ? { Credentials: { ...said['Credentials'], Expiration: Date.now() / 1000 + SOON } } : {}),
    })));
    await stage.fillSignIn(dialog);
    await expect(dialog.getByRole('region', { name: 'Signed in' })).toBeVisible();
    await stage.tab.keyboard.press('Escape');
    stage.wire.breaks(/^InitiateAuth$/, refuses(400, 'NotAuthorizedException', 'Refresh Token has been revoked'));
    const note = stage.alertWith(/The sign-in is over.*Sign in again; nothing of the drawing is lost/);
    await expect(async () => {
      await stage.lookAgain();
      await expect(note).toBeVisible({ timeout: 500 });
    }).toPass();
    await stage.expectNothingLost();
    stage.wire.mend();
    await stage.signInAgain(note);
    await stage.expectDeployed();
    await stage.expectNothingLost();
  });
});

test('looking meets a computer that is offline', async () => {
  await stage.tab.context().setOffline(true);
  await stage.lookAgain();
  const note = stage.alertWith(/This computer is offline.*nothing of the drawing is lost/);
  await expect(note).toBeInViewport();
  await stage.shot('offline');
  await stage.expectNothingLost();
  await stage.tab.context().setOffline(false);
  await note.getByRole('button', { name: 'Try again' }).click();
  await stage.expectDeployed();
});

test('a form that is closed half filled is as it was, in another tab of the dock and after a reload', async () => {
  const rounds = stage.form.getByRole('textbox', { name: 'Rounds' });
  await rounds.fill('many');
  await stage.editor.tab('Parameters').click();
  await stage.editor.dock.getByRole('tab', { name: 'Runs' }).click();
  await expect(rounds).toHaveValue('many');
  await stage.tab.reload();
  await stage.tab.getByRole('button', { name: 'Recover income-training' }).click();
  await stage.editor.dock.getByRole('tab', { name: 'Runs' }).click();
  await expect(rounds).toHaveValue('many');
  await expect(rounds).toHaveAttribute('aria-invalid', 'true');
  await stage.expectNothingLost();
  await rounds.fill('');
});

test('a reload meets a server that lets no page of this origin read: told, and gone on from there', async () => {
  stage.wire.breaks(/./, withoutCors);
  await stage.tab.reload();
  await stage.tab.getByRole('button', { name: 'Recover income-training' }).click();
  await stage.editor.dock.getByRole('tab', { name: 'Runs' }).click();
  const note = stage.alertWith(/is there, but does not let a page of this origin read its answers \(CORS\)/);
  await expect(note).toBeInViewport();
  await stage.shot('reload');
  stage.wire.mend();
  await note.getByRole('button', { name: 'Try again' }).click();
  await stage.expectDeployed();
  // What was typed before the reload is in the form again.
  await stage.expectNothingLost();
});

// The last one: from here on the page has another clock.
test('a clock that is ten minutes off is corrected without a word, signed in and signing in', async () => {
  await stage.tab.clock.install({ time: Date.now() + 600_000 });
  stage.wire.breaks(/^DescribeStateMachine$/, (_, { pass }) => pass());
  await stage.lookAgain();
  await expect.poll(() => stage.wire.asked.filter((a) => a === 'DescribeStateMachine').length).toBeGreaterThan(1);
  await stage.expectDeployed();
  await expect(stage.editor.dock.getByRole('alert')).toHaveCount(0);
  const dialog = await stage.signOut();
  await stage.fillSignIn(dialog);
  await expect(dialog.getByRole('region', { name: 'Signed in' })).toContainText('cauce-designer');
  await stage.tab.keyboard.press('Escape');
  await stage.expectDeployed();
  await stage.expectNothingLost();
});
