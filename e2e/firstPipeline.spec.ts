import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test, type TestInfo } from '@playwright/test';
import { Editor } from './pages/editor.ts';
import { Mouse } from './pages/mouse.ts';

/**
 * The first pipeline, end to end: from the empty canvas to a definition and its manifest, twice: with the mouse and with
 * the keyboard. What was drawn is the same, and so is what the command line makes of the saved file.
 */
const ENVIRONMENTS = [['dev', 'us-east-1', '111122223333', 'ml.m5.large'], ['prod', 'eu-central-1', '444455556666', 'ml.m5.4xlarge']] as const;

/** Values of the deploy parameters in an environment. */
function valuesOf(stage: string, region: string, account: string, instance: string): readonly (readonly [string, string])[] {
  return [
    ['RoleArn', `arn:aws:iam::${account}:role/sagemaker`],
    ['Image', `${account}.dkr.ecr.${region}.amazonaws.com/xgboost:1.7`],
    ['TrainingInstanceType', instance],
    ['ArtifactBucket', `ml-${stage}`],
  ];
}

test('drawn with the mouse', async ({ page }, info) => {
  const editor = await Editor.open(page);
  const mouse = new Mouse(editor);
  await mouse.newPipeline();
  await mouse.write(editor.field('Name of the pipeline'), 'first-pipeline');

  await mouse.addStep('Processing job', { x: 400, y: 100 }, 'Preprocess');
  await mouse.makeParameter('Role', 'Deploy', 'RoleArn');
  await mouse.makeParameter('Image', 'Deploy', 'Image');
  await mouse.makeParameter('data', 'Run', 'DataUri');
  await editor.inspector.getByRole('button', { name: 'Let each environment name it' }).click();
  await editor.inspector.getByRole('button', { name: 'Add to Outputs' }).click();
  await mouse.write(editor.field('Output name'), 'test');

  await mouse.addStep('Training job', { x: 250, y: 250 }, 'Train');
  await mouse.wire('Preprocess', 'train: dataset', 'Train', 'train: dataset');
  await mouse.select('Train');
  await mouse.useParameter('Role', 'RoleArn');
  await mouse.useParameter('Image', 'Image');
  await mouse.makeParameter('Instance type', 'Deploy', 'TrainingInstanceType');
  await editor.inspector.getByRole('button', { name: 'Add to Hyperparameters' }).click();
  await mouse.write(editor.field('Key of Hyperparameters: key'), 'max_depth');
  await mouse.makeParameter('max_depth', 'Run', 'MaxDepth');

  await mouse.addStep('Evaluation job', { x: 500, y: 380 }, 'Evaluate');
  await mouse.wire('Train', 'Model artifact: model-artifact', 'Evaluate', 'model: model-artifact');
  await mouse.wire('Preprocess', 'test: dataset', 'Evaluate', 'test: dataset');
  await mouse.select('Evaluate');
  await mouse.useParameter('Role', 'RoleArn');
  await mouse.useParameter('Image', 'Image');

  await mouse.addStep('Model', { x: 250, y: 510 }, 'Create model');
  await mouse.wire('Train', 'Model artifact: model-artifact', 'Create model', 'Model artifact: model-artifact');
  await mouse.select('Create model');
  await mouse.useParameter('Role', 'RoleArn');
  await mouse.useParameter('Image', 'Image');

  for (const [stage, region, account, instance] of ENVIRONMENTS) {
    await mouse.addEnvironment(stage, region);
    for (const [name, value] of valuesOf(stage, region, account, instance)) await mouse.setValue(`${name} in ${stage}`, value);
  }
  await mouse.setValue('Default of DataUri', 's3://examples/census');
  await mouse.setValue('Default of MaxDepth', '6');
  await editor.expectNoProblems();

  const saved = await mouse.download(/^Pipeline first-pipeline/, /^Save as/);
  const definition = await mouse.download(/^Export/, /^Download the definition/);
  const manifest = await mouse.download(/^Export/, /^Download the manifest/);
  expectSameAsCommandLine(info, saved, [definition, manifest]);
});

interface File {
  readonly name: string;
  readonly text: string;
}

/** The command line makes the same bytes of the saved file. */
function expectSameAsCommandLine(info: TestInfo, saved: File, exported: readonly File[]): void {
  const file = info.outputPath(saved.name);
  writeFileSync(file, saved.text);
  execFileSync(process.execPath, [resolve('src/cli/cauce.mjs'), 'compile', file, '--out', info.outputPath('cli')]);
  for (const { name, text } of exported) expect(text).toBe(readFileSync(info.outputPath('cli', name), 'utf8'));
}
