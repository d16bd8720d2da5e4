import { DeleteStateMachineCommand, StartExecutionCommand, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { expect, test, type Locator } from '@playwright/test';
import { deniedWords, faultStage, MACHINE, PORTAL, type Stage } from './faultStage.ts';
import { signInByPassword } from './awsSite.ts';
import { MOCK_CASE } from './localAws.mjs';
import { longHistory } from './longHistory.ts';
import { answersWith, cuts, cutsHalfway, refuses, says, silent, type Trouble } from './faultyWire.ts';

/** Trouble between the page and AWS while somebody deploys, starts and watches: words to act on, nothing lost, nothing twice. */
test.describe.configure({ mode: 'default' });
const open = faultStage();
let stage: Stage;
test.beforeAll(() => {
  stage = open();
});

test.describe('deploying', () => {
  let instances = 2;
  /** A change that waits to be deployed. */
  test.beforeEach(async () => {
    await stage.editor.tab('Parameters').click();
    await stage.mouse.setValue('EndpointInstances in dev', String(++instances));
    await stage.editor.dock.getByRole('tab', { name: 'Runs' }).click();
    await expect(stage.deployment).toContainText('1 difference to what is deployed');
  });
  const deployIt = (): Promise<void> => stage.deployment.getByRole('button', { name: /^Deploy/ }).click();

  const DEPLOYING: readonly (readonly [name: string, at: RegExp, trouble: Trouble, says: RegExp])[] = [
    ['a role that Step Functions may not take on', /^UpdateStateMachine$/, refuses(400, 'AccessDeniedException', 'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.'), /may not take on the role of this state machine.*"Service": "states.amazonaws.com".*"Action": "sts:AssumeRole"/s],
    ['throttling', /^ValidateStateMachineDefinition$/, refuses(400, 'ThrottlingException', 'Rate exceeded'), /AWS is throttling/],
  ];
  for (const [name, at, trouble, words] of DEPLOYING) {
    test(`meets ${name}`, async () => {
      stage.wire.breaks(at, trouble);
      await deployIt();
      const note = stage.alertWith(words, stage.deployment);
      await expect(note).toBeInViewport();
      await stage.shot(`deploy ${name}`);
      await stage.expectNothingLost();
      stage.wire.mend();
      await deployIt();
      await stage.expectDeployed();
      await expect(note).toHaveCount(0);
    });
  }

  test('meets a role that this person may not pass on: named, and tried again on request', async () => {
    stage.wire.breaks(/^UpdateStateMachine$/, refuses(400, 'AccessDeniedException', deniedWords('iam:PassRole', 'arn:aws:iam::000000000000:role/cauce-execution')));
    await deployIt();
    const note = stage.alertWith(/lacks the permission iam:PassRole.*"Resource": "arn:aws:iam::000000000000:role\/cauce-execution"/s, stage.deployment);
    await expect(note).toBeInViewport();
    await expect(note.getByText('The role cauce-designer lacks the permission')).toBeInViewport({ ratio: 1 });
    await stage.shot('deploy passrole');
    await stage.expectNothingLost();
    stage.wire.mend();
    await stage.deployment.getByRole('button', { name: 'The role may not deploy' }).click();
    await stage.tab.getByRole('dialog').getByRole('button', { name: 'Let me try it' }).click();
    await stage.tab.keyboard.press('Escape');
    await deployIt();
    await stage.expectDeployed();
  });

  test('meets a definition that AWS refuses: the place leads to its step', async () => {
    stage.wire.breaks(/^ValidateStateMachineDefinition$/, says({ result: 'FAIL', diagnostics: [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message: 'The field "RoleArn" is required.', location: '/States/Train XGBoost/Arguments' }] }));
    await deployIt();
    const said = stage.deployment.getByRole('list', { name: 'What AWS says of the definition' });
    await expect(said).toContainText('The field "RoleArn" is required.');
    await stage.shot('deploy refused');
    await said.getByRole('button', { name: 'Train XGBoost' }).click();
    await expect(stage.editor.field('Name of the step')).toHaveValue('Train XGBoost');
    await stage.expectNothingLost();
    stage.wire.mend();
    await deployIt();
    await stage.expectDeployed();
    await expect(said).toHaveCount(0);
  });

  test('meets a definition that AWS refuses only when it is to be taken: the place leads to its step too', async () => {
    stage.wire.breaks(/^UpdateStateMachine$/, refuses(400, 'InvalidDefinition', "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The resource provided is not recognized. at /States/Train XGBoost/Resource'"));
    await deployIt();
    const said = stage.deployment.getByRole('list', { name: 'What AWS says of the definition' });
    await expect(said).toContainText('The resource provided is not recognized.');
    await expect(said.getByRole('button', { name: 'Train XGBoost' })).toBeVisible();
    stage.wire.mend();
    await deployIt();
    await stage.expectDeployed();
  });

  test('meets somebody who deployed meanwhile: nothing is overwritten unseen', async () => {
    await stage.elsewhere.send(new UpdateStateMachineCommand({ stateMachineArn: MACHINE, definition: JSON.stringify({ StartAt: 'Other', States: { Other: { Type: 'Succeed' } } }) }));
    await deployIt();
    await expect(stage.alertWith(/Somebody changed this machine in the meantime. Nothing was overwritten/, stage.deployment)).toBeVisible();
    await expect(stage.deployment).toContainText(/Structure/);
    await stage.shot('deploy conflict');
    await stage.expectNothingLost();
    await deployIt();
    await stage.expectDeployed();
  });

  test('meets a connection that is cut in the middle of the answer: it is there, and told so', async () => {
    stage.wire.breaks(/^UpdateStateMachine$/, cutsHalfway, 1);
    await deployIt();
    await stage.expectDeployed();
    await expect(stage.editor.dock.getByRole('alert')).toHaveCount(0);
  });

  test('can be ended while AWS does not answer', async () => {
    stage.wire.breaks(/^UpdateStateMachine$/, silent);
    await deployIt();
    await stage.deployment.getByRole('button', { name: 'Cancel' }).click();
    const note = stage.alertWith(/Deploying was cancelled.*AWS may have carried it out already: look again/, stage.deployment);
    await expect(note).toBeInViewport();
    await stage.shot('deploy cancelled');
    stage.wire.mend();
    await stage.lookAgain();
    await expect(stage.deployment).toContainText('1 difference to what is deployed');
    await deployIt();
    await stage.expectDeployed();
  });

  test('meets a machine that was deleted, and a region that is full', async () => {
    await stage.elsewhere.send(new DeleteStateMachineCommand({ stateMachineArn: MACHINE }));
    await deployIt();
    await expect(stage.alertWith(/Somebody deleted this machine in the meantime/, stage.deployment)).toBeVisible();
    await expect(stage.deployment).toContainText('Not deployed yet');
    stage.wire.breaks(/^CreateStateMachine$/, refuses(400, 'StateMachineLimitExceeded', 'State machine limit exceeded'));
    await deployIt();
    const note = stage.alertWith(/as many state machines as it may in this region.*Service Quotas/, stage.deployment);
    await expect(note).toBeInViewport();
    await stage.shot('deploy quota');
    stage.wire.mend();
    await deployIt();
    await stage.expectDeployed();
    await stage.expectNothingLost();
  });
});

test.describe('starting', () => {
  const name = (): Locator => stage.form.getByRole('textbox', { name: 'Execution name' });
  const start = (): Promise<void> => stage.form.getByRole('button', { name: 'Start run' }).click();

  const STARTING: readonly (readonly [name: string, trouble: Trouble, says: RegExp])[] = [
    ['as many open runs as there may be', refuses(400, 'ExecutionLimitExceeded', 'Execution limit exceeded'), /as many open runs as it may in this region.*Service Quotas/],
    ['errors of AWS without an end', refuses(500, 'InternalFailure'), /AWS answered with an error of its own/],
    ['an input that AWS refuses', refuses(400, 'InvalidExecutionInput', "Invalid State Machine Execution Input: 'unexpected token'"), /AWS refuses it: Invalid State Machine Execution Input/],
  ];
  for (const [what, trouble, words] of STARTING) {
    test(`meets ${what}`, async () => {
      stage.wire.breaks(/^StartExecution$/, trouble);
      await start();
      const note = stage.alertWith(words, stage.form);
      await expect(note).toBeInViewport();
      await stage.shot(`start ${what}`);
      await stage.expectNothingLost();
      stage.wire.mend();
      await start();
      await stage.expectWatched();
      await stage.backToRuns();
    });
  }

  test('meets a name that another run has', async () => {
    await stage.elsewhere.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'taken', input: '{}' }));
    await name().fill('taken');
    await start();
    const note = stage.alertWith(/A run named "taken" exists already.*Give this one another name/, stage.form);
    await expect(note).toBeInViewport();
    await stage.shot('start taken');
    await expect(name()).toHaveValue('taken');
    await stage.expectNothingLost();
    await name().fill('free');
    await start();
    await stage.expectWatched('free');
    await stage.backToRuns();
  });

  test('meets a connection that is cut in the middle of the answer: one run, and it is shown', async () => {
    stage.wire.breaks(/^StartExecution$/, cutsHalfway, 1);
    await name().fill('once');
    await start();
    await stage.expectWatched('once');
    expect(stage.wire.asked.filter((a) => a === 'StartExecution')).toHaveLength(2);
    expect((await stage.runs()).filter((name) => name === 'once')).toHaveLength(1);
    await stage.backToRuns();
  });

  test('can be ended while AWS does not answer', async () => {
    stage.wire.breaks(/^StartExecution$/, silent);
    await start();
    await stage.form.getByRole('button', { name: 'Cancel' }).click();
    await expect(stage.alertWith(/Starting was cancelled.*not run twice/, stage.form)).toBeInViewport();
    await stage.shot('start cancelled');
    await stage.expectNothingLost();
    stage.wire.mend();
    await start();
    await stage.expectWatched();
    await stage.backToRuns();
  });
});

test.describe('watching', () => {
  let count = 0;
  const note = (words: RegExp): Locator => stage.alertWith(words);
  test.beforeEach(async () => {
    await stage.form.getByRole('textbox', { name: 'Execution name' }).fill(`watched-${++count}`);
    await stage.form.getByRole('button', { name: 'Start run' }).click();
    await stage.expectWatched(`watched-${count}`);
    await expect(stage.editor.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/);
  });

  const WATCHING: readonly (readonly [name: string, trouble: Trouble, says: RegExp])[] = [
    ['throttling', refuses(400, 'ThrottlingException', 'Rate exceeded'), /AWS is throttling.*It is tried again/],
    ['errors of AWS', refuses(503, 'ServiceUnavailable'), /AWS answered with an error of its own.*It is tried again/],
    ['a connection that is cut', cuts, /connection was cut.*It is tried again/],
    ['a page of the guest network', answersWith(200, 'text/html', PORTAL), /something answered with a web page.*It is tried again/],
  ];
  for (const [name, trouble, words] of WATCHING) {
    test(`goes on through ${name}`, async () => {
      stage.wire.breaks(/^GetExecutionHistory$/, trouble);
      await expect(note(words)).toBeInViewport();
      await stage.shot(`watch ${name}`);
      await expect(stage.editor.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/);
      stage.wire.mend();
      await expect(note(words)).toHaveCount(0);
      await stage.expectWatched();
      await stage.backToRuns();
    });
  }

  test('fetches new keys where AWS takes them for expired, without a word', async () => {
    stage.wire.breaks(/^GetExecutionHistory$/, refuses(400, 'ExpiredTokenException', 'The security token included in the request is expired'), 1);
    await expect.poll(() => stage.wire.asked.filter((a) => a === 'GetExecutionHistory').length).toBeGreaterThan(2);
    expect(stage.wire.asked).toContain('GetCredentialsForIdentity');
    await expect(stage.editor.dock.getByRole('alert')).toHaveCount(0);
    await stage.backToRuns();
  });

  test('asks to sign in where the sign-in is over, and goes on then', async () => {
    stage.wire.breaks(/^GetExecutionHistory$/, refuses(400, 'ExpiredTokenException', 'The security token included in the request is expired'));
    const over = note(/The sign-in is over/);
    await expect(over).toBeInViewport();
    await stage.shot('watch expired');
    await expect(stage.editor.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/);
    stage.wire.mend();
    await stage.editor.dock.getByRole('button', { name: 'Sign in' }).click();
    await signInByPassword(stage.tab.getByRole('dialog'), stage.local);
    await stage.tab.keyboard.press('Escape');
    await expect(over).toHaveCount(0);
    await stage.expectWatched();
    await stage.backToRuns();
  });

  test('ends where machine and run were deleted: what was seen stays, and the machine can be made anew', async () => {
    await stage.elsewhere.send(new DeleteStateMachineCommand({ stateMachineArn: MACHINE }));
    // The local AWS keeps runs whose machine is gone; AWS does not.
    stage.wire.breaks(/^(GetExecutionHistory|DescribeExecution)$/, refuses(400, 'ExecutionDoesNotExist', 'Execution Does Not Exist'));
    await expect(note(/This run is not there any more.*It or its state machine was deleted/)).toBeInViewport();
    await stage.shot('watch deleted');
    await expect(stage.editor.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/);
    stage.wire.mend();
    await stage.editor.dock.getByRole('button', { name: 'All runs' }).click();
    await stage.editor.dock.getByRole('button', { name: 'Restore the dock' }).click();
    await stage.lookAgain();
    await expect(stage.deployment).toContainText('Not deployed yet');
    await stage.deployment.getByRole('button', { name: 'Deploy', exact: true }).click();
    await stage.expectDeployed();
    await stage.expectNothingLost();
  });

  test('goes on after a reload that AWS did not answer', async () => {
    stage.wire.breaks(/./, cuts);
    await stage.tab.reload();
    await stage.tab.getByRole('button', { name: 'Connect' }).click();
    const dialog = stage.tab.getByRole('dialog');
    const lost = stage.alertWith(/cannot be reached/, dialog);
    await expect(lost).toBeInViewport();
    await stage.shot('watch reload');
    stage.wire.mend();
    await lost.getByRole('button', { name: 'Try again' }).click();
    await expect(dialog.getByRole('region', { name: 'Signed in' })).toBeVisible();
    await stage.tab.keyboard.press('Escape');
    await stage.expectWatched(`watched-${count}`);
    await stage.backToRuns();
  });

  test('shows a history of 20 000 events, and the page stays usable', async () => {
    await stage.elsewhere.send(new StartExecutionCommand({ stateMachineArn: `${MACHINE}#${MOCK_CASE}`, name: 'long', input: '{"DataUri":"s3://bucket/long"}' }));
    stage.wire.breaks(/^GetExecutionHistory$/, await longHistory(stage, 'long', 20_000));
    await stage.editor.dock.getByRole('button', { name: 'All runs' }).click();
    await stage.lookAgain();
    await stage.editor.dock.getByRole('grid', { name: 'Runs' }).getByRole('button', { name: 'long', exact: true }).click();
    await stage.editor.dock.getByRole('radio', { name: 'Events 20,000' }).click();
    await expect(stage.editor.dock.getByRole('table', { name: 'Events' })).toHaveAttribute('aria-rowcount', '20001');
    await stage.shot('watch long');
    await stage.editor.step('Evaluate').click();
    await expect(stage.editor.inspector).toContainText('Evaluate');
    await stage.editor.dock.getByRole('radio', { name: 'Timeline' }).click();
    await expect(stage.editor.step('Train XGBoost')).toHaveAccessibleName(/Succeeded/);
    await stage.shot('watch long timeline');
    stage.wire.mend();
    await stage.backToRuns();
  });
});
