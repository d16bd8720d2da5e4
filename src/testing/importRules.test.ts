import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Each file breaks exactly the rule it is listed with; the targets are clean. */
const BREAKS: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  'src/core/base/up.ts': ['layer-core-base', "import '../model/clean.ts';"],
  'src/core/model/up.ts': ['layer-core-model', "import '../catalog/clean.ts';"],
  'src/core/asl/up.ts': ['layer-core-asl', "import type { Clean } from '../model/clean.ts'; export type X = Clean;"],
  'src/core/compile/sideways.ts': ['layer-core-compile', "import '../edit/clean.ts';"],
  'src/store/up.ts': ['layer-store', "import '../panels/clean.ts';"],
  'src/panels/sideways.ts': ['layer-panels', "import '../canvas/clean.ts';"],
  'src/cli/aside.ts': ['layer-cli', "import '../store/clean.ts';"],
  'src/panels/flow.ts': ['only-canvas-draws', "import '@xyflow/react';"],
  'src/store/cloud.ts': ['only-aws-calls-aws', "import '@aws-sdk/client-sfn';"],
  'src/core/edit/screen.ts': ['core-is-pure', "import 'react';"],
  'src/core/file/store.ts': ['core-is-pure', "import 'zustand';"],
  'src/core/model/disk.ts': ['core-is-pure', "import 'node:fs';"],
  'src/ui/circle.ts': ['no-cycles', "import './half.ts';"],
  'src/ui/reads-test.ts': ['no-test-in-product', "import './clean.test.ts';"],
};
const CLEAN = ['core/model', 'core/catalog', 'core/edit', 'panels', 'canvas', 'store'].map((d) => `src/${d}/clean.ts`);
const root = resolve(import.meta.dirname, '../..');
let tree: string;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'cauce-rules-'));
  const files = [...Object.entries(BREAKS).map(([file, [, code]]) => [file, code] as const), ...CLEAN.map((f) => [f, 'export type Clean = 1;'] as const)];
  for (const [file, code] of [...files, ['src/ui/half.ts', "import './circle.ts';"], ['src/ui/clean.test.ts', 'export {};'], ['tsconfig.node.json', '{}'], ['package.json', '{"type":"module"}']] as const) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), code);
  }
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
});
afterAll(() => rm(tree, { recursive: true }));

test('every import rule reports the file that breaks it, and no other file', async () => {
  const output = await new Promise<string>((done) => {
    const args = [join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'), 'src', '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 1e8 }, (_error, stdout) => done(stdout));
  });
  const report = JSON.parse(output) as { summary: { violations: readonly { from: string; rule: { name: string } }[] } };
  const broken = report.summary.violations.filter((v) => v.rule.name !== 'no-missing' && v.rule.name !== 'no-dev-package-in-product');
  const found = [...new Set(broken.map((v) => `${v.from} ${v.rule.name}`))].sort();
  expect(found).toEqual(Object.entries(BREAKS).map(([file, [rule]]) => `${file} ${rule}`).sort());
});
