import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findCorpora } from '../../testing/corpora.ts';
import { pipelineOf } from '../../testing/build.ts';
import { isList, isObject, type Json } from '../base/json.ts';
import type { Step } from '../model/pipeline.ts';
import { checkArguments } from './check.ts';
import { kindNamed } from './kinds/index.ts';
import { loadServiceModel, makeCatalog, SERVICES } from './load.ts';

const catalog = makeCatalog(new Map(await Promise.all(SERVICES.map(async (s) => [s, await loadServiceModel(s)] as const))));

/** Every task of a kind that Cauce knows, in definitions that people wrote, with its arguments as bindings. */
function tasksIn(json: Json, found: Step[] = []): Step[] {
  if (isList(json)) json.forEach((v) => tasksIn(v, found));
  else if (isObject(json)) {
    const id = typeof json['Resource'] === 'string' ? json['Resource'].replace('arn:aws:states:::', '') : '';
    const args = json['Arguments'] ?? json['Parameters'];
    if (kindNamed(id) && isObject(args)) found.push({ kind: id, name: id, arguments: bound(args) } as unknown as Step);
    Object.values(json).forEach((v) => tasksIn(v, found));
  }
  return found;
}

function bound(json: Json): Json {
  if (typeof json === 'string') return /^\s*\{%/.test(json) || /^<.*>$|\$\{/.test(json) ? { $expression: { language: 'jsonata', code: json } } : json;
  if (isList(json)) return json.map(bound);
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([k, v]) => (k.endsWith('.$') ? [k.slice(0, -2), { $expression: { language: 'jsonpath', code: String(v) } }] : [k, bound(v)])));
}

/** What these definitions do get wrong: placeholders where a real value belongs, and the SDK's tests with values too short. */
const KNOWN: readonly RegExp[] = [
  /FunctionName “(%\w+%|arn:aws:lambda:(<region>|REGION):.*)”/,
  /RoleArn “arn:aws:iam::1234567890:/,
  /RoleArn has 14 characters/,
  /S3Uri of element 1 “dataset\.csv”/,
  /^(Input|Output)Name of element \d has no value/,
];

it.each(['asl-valid', 'mlmax', 'sdk-steps', 'aws-recorded'])('finds nothing else wrong in the tasks of %s', (part) => {
  const folder = findCorpora(part);
  if (folder === null) return;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.json') && (part !== 'aws-recorded' || f.endsWith('definition.json')));
  const steps = files.flatMap((file) => tasksIn(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json));
  expect(steps.length).toBeGreaterThan(5);
  const complaints = steps.flatMap((step) => checkArguments(pipelineOf({ s: step }), 's', step, catalog).map((d) => ({ ...d, kind: step.kind })));
  expect(complaints.filter((d) => d.severity === 'error' && !KNOWN.some((k) => k.test(d.message))).map((d) => `${d.kind} ${d.message}`)).toEqual([]);
});
