import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Parameter } from '../model/pipeline.ts';
import { parsePipeline } from './parse.ts';
import { serializePipeline } from './serialize.ts';

const folder = resolve(import.meta.dirname, '../../../public/samples');
const files = readdirSync(folder).filter((f) => f.endsWith('.cauce.json'));
const opened = (file: string) => {
  const text = readFileSync(join(folder, file), 'utf8');
  const { pipeline, diagnostics } = parsePipeline(text, file);
  if (!pipeline) throw new Error(diagnostics[0]?.message);
  return { text, pipeline, diagnostics };
};

test.each(files)('%s opens without a problem, and saving it changes no byte', (file) => {
  const { text, pipeline, diagnostics } = opened(file);
  expect(diagnostics).toEqual([]);
  expect(serializePipeline(pipeline)).toBe(text);
});

test.each(files)('%s starts with any text for what it requires, and with nothing else to type', (file) => {
  const parameters: readonly Parameter[] = Object.values(opened(file).pipeline.parameters ?? {});
  const required = parameters.filter((p) => p.phase === 'run' && p.default === undefined);
  expect(required.filter((p) => p.pattern !== undefined || p.allowed !== undefined || p.type === 'list')).toEqual([]);
  if (!file.startsWith('mlmax-')) expect(required.length).toBeLessThanOrEqual(3);
  expect(parameters.every((p) => p.description !== undefined)).toBe(true);
});

test.each(files)('%s places every step, and fills both environments', (file) => {
  const { steps, layout, environments, parameters } = opened(file).pipeline;
  expect(Object.keys(steps).filter((id) => layout?.[id] === undefined)).toEqual([]);
  const deploy = Object.entries(parameters ?? {}).flatMap(([name, p]) => (p.phase === 'deploy' ? [name] : []));
  expect(Object.keys(environments ?? {})).toEqual(['dev', 'prod']);
  for (const environment of Object.values(environments ?? {})) expect(deploy.filter((name) => environment.values?.[name] === undefined)).toEqual([]);
});

test('the list of samples names each of them once', () => {
  const list = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { name: string }[];
  expect(list.map((s) => `${s.name}.cauce.json`).sort()).toEqual([...files].sort());
});
