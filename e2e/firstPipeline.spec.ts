import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TestInfo } from '@playwright/test';
import type { JsonObject } from '../src/core/base/json.ts';
import { aslValidator, languageService } from '../src/testing/oracles.ts';
import { Editor } from './pages/editor.ts';
import type { File, Hands } from './pages/hands.ts';
import { Keyboard } from './pages/keyboard.ts';
import { Mouse } from './pages/mouse.ts';
import { expect, test } from './story.ts';

/**
 * The first pipeline, end to end: from the empty canvas to a definition and its manifest, with the mouse and with the
 * keyboard. AWS would take the definition, and the command line makes the same bytes of the saved file.
 */
const ENVIRONMENTS = [
  { stage: 'dev', region: 'us-east-1', account: '111122223333', instance: 'ml.m5.large' },
  { stage: 'prod', region: 'eu-central-1', account: '444455556666', instance: 'ml.m5.4xlarge' },
] as const;
const DATASET = 'dataset';
const ARTIFACT = { name: 'Model artifact', type: 'model-artifact' };

// A story of some two hundred gestures, on a machine that may be busy.
test.setTimeout(300_000);

test('drawn with the mouse', async ({ page }, info) => {
  await firstPipeline(new Mouse(await Editor.open(page)), info);
});

test('drawn with the keyboard', async ({ page }, info) => {
  await firstPipeline(new Keyboard(await Editor.open(page)), info);
});

async function firstPipeline(hands: Hands, info: TestInfo): Promise<void> {
  await hands.newPipeline();
  await hands.write('Name of the pipeline', 'first-pipeline');
  await test.step('steps and wires', () => draw(hands));
  await test.step('environments', () => fillEnvironments(hands));
  await hands.editor.expectNoProblems();
  await test.step('files', async () => {
    const saved = await hands.download('pipeline');
    const definition = await hands.download('definition');
    const manifest = await hands.download('manifest');
    expectPhases(definition);
    expect(aslValidator(JSON.parse(definition.text) as JsonObject)).toEqual([]);
    expect(await languageService(definition.text)).toEqual([]);
    expectSameAsCommandLine(info, saved, [definition, manifest]);
  });
}

async function draw(hands: Hands): Promise<void> {
  await hands.addStep('Processing job', 'Preprocess', { x: 400, y: 100 });
  await hands.makeParameter('Role', 'Deploy', 'RoleArn');
  await hands.makeParameter('Image', 'Deploy', 'Image');
  await hands.makeParameter('data', 'Run', 'DataUri');
  await hands.press('Let each environment name it');
  await hands.press('Add to Outputs');
  await hands.write('Output name', 'test');

  await hands.addStep('Training job', 'Train', { x: 250, y: 250 });
  await hands.wire('Preprocess', { name: 'train', type: DATASET }, 'Train', { name: 'train', type: DATASET });
  await hands.select('Train');
  await hands.useParameter('Role', 'RoleArn');
  await hands.useParameter('Image', 'Image');
  await hands.makeParameter('Instance type', 'Run', 'TrainingInstanceType');
  await hands.press('Add to Hyperparameters');
  await hands.write('Key of Hyperparameters: key', 'max_depth');
  await hands.makeParameter('max_depth', 'Run', 'MaxDepth');

  await hands.addStep('Evaluation job', 'Evaluate', { x: 500, y: 380 });
  await hands.wire('Train', ARTIFACT, 'Evaluate', { name: 'model', type: ARTIFACT.type });
  await hands.wire('Preprocess', { name: 'test', type: DATASET }, 'Evaluate', { name: 'test', type: DATASET });
  await hands.select('Evaluate');
  await hands.useParameter('Role', 'RoleArn');
  await hands.useParameter('Image', 'Image');

  await hands.addStep('Model', 'Create model', { x: 250, y: 510 });
  await hands.wire('Train', ARTIFACT, 'Create model', ARTIFACT);
  await hands.select('Create model');
  await hands.useParameter('Role', 'RoleArn');
  await hands.useParameter('Image', 'Image');
}

async function fillEnvironments(hands: Hands): Promise<void> {
  await hands.movePhase('TrainingInstanceType', 'run', 'deploy');
  for (const { stage, region, account, instance } of ENVIRONMENTS) {
    await hands.addEnvironment(stage, region);
    await hands.setValue(`RoleArn in ${stage}`, `arn:aws:iam::${account}:role/sagemaker`);
    await hands.setValue(`Image in ${stage}`, `${account}.dkr.ecr.${region}.amazonaws.com/xgboost:1.7`);
    await hands.setValue(`TrainingInstanceType in ${stage}`, instance);
    await hands.setValue(`ArtifactBucket in ${stage}`, `ml-${stage}`);
  }
  await hands.setValue('Default of DataUri', 's3://examples/census');
  await hands.setValue('Default of MaxDepth', '6');
}

/** Each value is where its phase puts it. */
function expectPhases(definition: File): void {
  const { States } = JSON.parse(definition.text) as { States: Record<string, { Arguments: Record<string, never>; Assign: { params: Record<string, string> } }> };
  expect(States['Train']?.Arguments).toMatchObject({ RoleArn: '${RoleArn}', ResourceConfig: { InstanceType: '${TrainingInstanceType}' }, HyperParameters: { max_depth: '{% $params.MaxDepth %}' } });
  expect(States['Parameters']?.Assign.params['DataUri']).toContain('s3://examples/census');
}

/** The command line makes the same bytes of the saved file. */
function expectSameAsCommandLine(info: TestInfo, saved: File, exported: readonly File[]): void {
  const file = info.outputPath(saved.name);
  writeFileSync(file, saved.text);
  execFileSync(process.execPath, [resolve('src/cli/cauce.mjs'), 'compile', file, '--out', info.outputPath('cli')]);
  for (const { name, text } of exported) expect(text).toBe(readFileSync(info.outputPath('cli', name), 'utf8'));
}
